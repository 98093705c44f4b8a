"""A certificate signs in only by way of the front proxy, and only whom it names."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import reverse

from personnel.accounts.custody import lock_account
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from records import clock
from records.models import AuditEntry
from tests.people import SYSTEM, id_number
from tests.second_factor import enrolled

PROXY = "10.0.0.5"
KEY = ec.generate_private_key(ec.SECP256R1())
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def proxy(settings: Any) -> None:
    settings.CLIENT_CERT_PROXIES = [PROXY]


def certificate(
    *subject: tuple[x509.ObjectIdentifier, str], begins: datetime = NOW - timedelta(days=1), days: int = 30
) -> str:
    """The header of a certificate with that subject, as nginx writes it."""
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in subject])
    made = (
        x509.CertificateBuilder(name, name, KEY.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .sign(KEY, SHA256())
    )
    return quote(made.public_bytes(Encoding.PEM).decode())


def present(header: str, *, peer: str = PROXY, verdict: str = "SUCCESS") -> tuple[Client, Any]:
    client = Client(REMOTE_ADDR=peer)
    headers = {"X-SSL-Client-Escaped-Cert": header, "X-SSL-Client-Verify": verdict}
    return client, client.post(reverse("certificate_sign_in"), headers=headers)


def of(officer: Officer) -> tuple[x509.ObjectIdentifier, str]:
    return NameOID.SERIAL_NUMBER, officer.id_number


def refusal_code() -> str:
    return str(AuditEntry.objects.filter(action="personnel.certificate_refused").latest("pk").after["code"])


def test_the_certificate_signs_in_whom_it_names(dai_account: Account, dai: Officer) -> None:
    client, answer = present(certificate(of(dai)))
    assert answer.headers["Location"] == "/"
    assert client.get("/").context["user"] == dai_account
    assert dai_account.sessions.get().address == PROXY


def test_the_number_may_stand_in_the_common_name(dai_account: Account, dai: Officer) -> None:
    client, _answer = present(certificate((NameOID.COMMON_NAME, f"戴启明 {dai.id_number}")))
    assert client.get("/").status_code == 200


def test_a_header_from_elsewhere_is_ignored_and_written_down(dai_account: Account, dai: Officer) -> None:
    client, answer = present(certificate(of(dai)), peer="10.9.9.9")
    assert answer.status_code == 403
    assert client.get("/").status_code == 302
    assert refusal_code() == "certificates.not_the_proxy"
    assert AuditEntry.objects.get(action="personnel.certificate_refused").address == "10.9.9.9"


def test_no_other_page_looks_at_the_header(dai_account: Account, dai: Officer) -> None:
    client = Client(REMOTE_ADDR=PROXY)
    headers = {"X-SSL-Client-Escaped-Cert": certificate(of(dai)), "X-SSL-Client-Verify": "SUCCESS"}
    assert client.get("/", headers=headers).status_code == 302


@pytest.mark.parametrize("verdict", ["", "NONE", "FAILED:unable to verify", "success"])
def test_the_proxy_must_have_verified_it(dai_account: Account, dai: Officer, verdict: str) -> None:
    client, answer = present(certificate(of(dai)), verdict=verdict)
    assert (answer.status_code, refusal_code()) == (403, "certificates.not_verified")
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("begins", "days"), [(NOW - timedelta(days=40), 30), (NOW + timedelta(days=2), 30)])
def test_it_must_be_valid_now(dai_account: Account, dai: Officer, begins: datetime, days: int) -> None:
    _client, answer = present(certificate(of(dai), begins=begins, days=days))
    assert (answer.status_code, refusal_code()) == (403, "certificates.not_valid_now")


@pytest.mark.parametrize("header", ["garbage", quote("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")])
def test_what_cannot_be_read_is_refused(db: None, header: str) -> None:
    _client, answer = present(header)
    assert (answer.status_code, refusal_code()) == (403, "certificates.unreadable")


def test_an_unknown_person_is_told_plainly(db: None) -> None:
    _client, answer = present(certificate((NameOID.SERIAL_NUMBER, id_number(900))))
    assert "没有与该证书对应的账号" in answer.content.decode()
    assert refusal_code() == "certificates.unknown"


def test_a_locked_account_stays_locked(dai_account: Account, dai: Officer) -> None:
    lock_account(account=dai_account, reason="调查", actor=SYSTEM, now=clock.now())
    _client, answer = present(certificate(of(dai)))
    assert answer.status_code == 403


@pytest.mark.parametrize("counts", [True, False])
def test_it_counts_as_a_second_factor_where_the_settings_say_so(hr: Account, settings: Any, counts: bool) -> None:
    settings.CLIENT_CERT_SECOND_FACTOR = counts
    enrolled(hr)
    client, _answer = present(certificate(of(hr.officer)))
    assert (client.get("/registry/").status_code == 200) is counts


def test_without_a_proxy_there_is_no_such_page(db: None, settings: Any) -> None:
    assert "用数字证书登录" in Client().get(reverse("account_login")).content.decode()
    settings.CLIENT_CERT_PROXIES = []
    _client, answer = present("x")
    assert answer.status_code == 404
    assert "用数字证书登录" not in Client().get(reverse("account_login")).content.decode()
