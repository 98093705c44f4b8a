"""Signing in with a client certificate (数字证书) that the front proxy has checked.

The proxy passes the certificate (nginx: $ssl_client_escaped_cert) and its verdict ($ssl_client_verify) in headers.
They count only where the connection is the proxy's own; from anywhere else they are ignored, and that is written down.
Whose it is says the identity number in the subject's serial number or common name, by its keyed hash.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from personnel.accounts.addresses import is_within
from personnel.accounts.models import Account
from personnel.officers.fields import keyed_hash
from personnel.officers.models import Officer
from personnel.officers.rules import is_id_number
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

_EIGHTEEN = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@dataclass(frozen=True, slots=True)
class Presented:
    """What came with a request. peer: the address of the connection itself, which nobody can claim."""

    peer: str
    certificate: str
    verdict: str


def is_configured() -> bool:
    """Whether a proxy passes certificates here."""
    return bool(settings.CLIENT_CERT_PROXIES)


def presented_with(meta: dict[str, Any]) -> Presented:
    """What the request's headers say; meta as HttpRequest.META."""
    names = (settings.CLIENT_CERT_HEADER, settings.CLIENT_CERT_VERIFY_HEADER)
    certificate, verdict = (str(meta.get("HTTP_" + name.upper().replace("-", "_"), "")) for name in names)
    return Presented(str(meta.get("REMOTE_ADDR", "")), certificate, verdict)


def recognise(presented: Presented, *, actor: Actor, now: datetime) -> Account:
    """The account of whose certificate it is; a refusal is written down.

    Raises Refusal("certificates.not_the_proxy" | "certificates.none" | "certificates.not_verified" |
    "certificates.unreadable" | "certificates.not_valid_now" | "certificates.unknown").
    """
    try:
        return _recognise(presented, now)
    except Refusal as refusal:
        record_entry(
            actor=actor,
            action="personnel.certificate_refused",
            subject_kind="personnel.account",
            subject_uuid=None,
            after={"code": refusal.code, "peer": presented.peer},
            now=now,
        )
        raise


def _recognise(presented: Presented, now: datetime) -> Account:
    if not is_within(presented.peer, settings.CLIENT_CERT_PROXIES):
        raise Refusal("certificates.not_the_proxy", _("No certificate was read."))
    if not presented.certificate:
        raise Refusal("certificates.none", _("No certificate was read. Put the card in and try again."))
    if presented.verdict != "SUCCESS":
        raise Refusal("certificates.not_verified", _("This certificate is not trusted or was revoked."))
    certificate = _read(presented.certificate)
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        raise Refusal("certificates.not_valid_now", _("This certificate is not valid today."))
    account = _find(id_number_of(certificate), now)
    if account is None:
        raise Refusal("certificates.unknown", _("Nobody here has an account for this certificate."))
    return account


def _read(escaped: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(unquote(escaped).encode())
    except ValueError as error:
        raise Refusal("certificates.unreadable", _("The certificate can't be read.")) from error


def id_number_of(certificate: x509.Certificate) -> str:
    """The identity number in the subject: its serial number, else its common name; "" where there isn't just one."""
    for oid in (NameOID.SERIAL_NUMBER, NameOID.COMMON_NAME):
        texts = [str(attribute.value) for attribute in certificate.subject.get_attributes_for_oid(oid)]
        found = {number.upper() for text in texts for number in _EIGHTEEN.findall(text) if is_id_number(number.upper())}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _find(id_number: str, now: datetime) -> Account | None:
    """The account of whoever has that number and serves today, unless it is locked."""
    if not id_number:
        return None
    serving = Officer.objects.in_service_at(now).filter(id_number_hash=keyed_hash(id_number))
    return Account.objects.filter(officer__in=serving, is_active=True).first()
