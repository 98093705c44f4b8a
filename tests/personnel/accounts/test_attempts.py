"""Guessing is stopped, and nobody is locked out by it where he sits; a hall of 500 behind one address gets in."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from personnel.accounts.attempts import begin_attempt, fail, find_lock, remember_address
from personnel.accounts.models import Account, FailedAttempt
from personnel.officers.models import Officer
from personnel.officers.states import Service
from personnel.officers.status import change_status
from records import clock
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import FOUNDED, NOW, PASSWORD, SYSTEM

pytestmark = pytest.mark.django_db


def attempt(client: Client, password: str, login: str = "021306") -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def fail_from(address: str, at: datetime, account: Account | None = None) -> None:
    made = begin_attempt(name="021306", address=address, account=account, now=at)
    fail(attempt=made, actor=SYSTEM, action="personnel.sign_in_refused", account=account, label="021306")


def test_what_is_left_is_said_and_the_number_is_kept(dai_account: Account) -> None:
    page = attempt(Client(), "wrong").content.decode()
    assert "再错 4 次，本号在本机停用 10 分钟" in page
    assert 'value="021306"' in page


def test_five_failures_stop_the_name_at_the_address_and_are_written_down_once(dai_account: Account) -> None:
    client = Client()
    for _time in range(5):
        attempt(client, "wrong")
    refused = attempt(client, PASSWORD)
    assert "请在" in refused.content.decode()
    assert not is_in(client)
    assert AuditEntry.objects.filter(action="personnel.sign_in_refused").count() == 5
    assert AuditEntry.objects.filter(action="personnel.locked_out").count() == 1


def test_elsewhere_the_holder_gets_in(dai_account: Account) -> None:
    for _time in range(6):
        attempt(Client(REMOTE_ADDR="10.0.0.66"), "wrong")
    elsewhere = Client(REMOTE_ADDR="10.0.0.7")
    attempt(elsewhere, PASSWORD)
    assert is_in(elsewhere)


def test_the_lock_ends_by_the_clock(dai_account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), clock.now()
    for _time in range(5):
        attempt(client, "wrong")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=10, seconds=30))
    attempt(client, PASSWORD)
    assert is_in(client)


def test_a_right_password_forgets_earlier_failures(dai_account: Account) -> None:
    client = Client()
    for _time in range(4):
        attempt(client, "wrong")
    attempt(client, PASSWORD)
    assert not FailedAttempt.objects.exists()


def test_an_unknown_number_is_stopped_alike(db: None) -> None:
    client = Client()
    pages = [attempt(client, "wrong", "099999").content.decode() for _time in range(6)]
    assert "再错 4 次" in pages[0]
    assert "失败次数过多" in pages[5]


def test_guesses_from_many_addresses_are_stopped_but_not_where_the_holder_signs_in(
    dai_account: Account, settings: Any
) -> None:
    for number in range(30):
        fail_from(f"10.1.0.{number}", NOW + timedelta(seconds=number), dai_account)
    later = NOW + timedelta(seconds=40)
    asked = {"name": "021306", "account": dai_account, "now": later}
    assert find_lock(address="10.1.0.77", **asked) is not None
    remember_address(account=dai_account, address="10.2.0.1", now=NOW)
    assert find_lock(address="10.2.0.1", **asked) is None
    settings.HALL_ADDRESSES = ["10.3.0.0/16"]
    assert find_lock(address="10.3.4.5", **asked) is None
    assert find_lock(address="10.1.0.77", **{**asked, "now": later + timedelta(minutes=10)}) is None
    assert AuditEntry.objects.filter(action="personnel.locked_out").count() == 1


def test_failures_are_not_kept_for_ever(dai_account: Account) -> None:
    fail_from("10.0.0.1", NOW)
    fail_from("10.0.0.1", NOW + timedelta(days=2))
    assert FailedAttempt.objects.count() == 1


def test_an_attempt_is_counted_before_it_is_tried(db: None) -> None:
    for _time in range(5):
        begin_attempt(name="021306", address="10.0.0.1", account=None, now=NOW)
    with pytest.raises(Refusal):
        begin_attempt(name="021306", address="10.0.0.1", account=None, now=NOW)


def test_a_hall_of_500_behind_one_address_gets_in(db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    password = make_password(PASSWORD)
    Account.objects.bulk_create(
        Account(
            login_name=f"officer-{number}",
            display_name=f"考生{number}",
            password=password,
            must_change_password=False,
            created_at=FOUNDED,
        )
        for number in range(500)
    )
    entered = 0
    for number in range(500):
        answer = attempt(Client(REMOTE_ADDR="10.8.0.1"), PASSWORD, f"officer-{number}")
        entered += answer.status_code == 302 and answer.headers["Location"] == "/"
    assert entered == 500


def test_a_flood_from_one_address_is_stemmed_but_not_in_a_hall(dai_account: Account, settings: Any) -> None:
    settings.SIGN_INS_PER_MINUTE = 2
    for at in (NOW, NOW):
        begin_attempt(name="x", address="10.0.0.1", account=None, now=at)
    with pytest.raises(Refusal) as refused:
        begin_attempt(name="x", address="10.0.0.1", account=None, now=NOW)
    assert refused.value.code == "accounts.too_many"
    begin_attempt(name="x", address="10.0.0.1", account=None, now=NOW + timedelta(minutes=1))
    settings.HALL_ADDRESSES = ["10.0.0.1"]
    begin_attempt(name="y", address="10.0.0.1", account=None, now=NOW + timedelta(minutes=1))


def test_behind_a_proxy_the_reader_counts_and_not_the_proxy(dai_account: Account, settings: Any) -> None:
    settings.PROXY_ADDRESSES = ["10.0.0.5"]
    for _time in range(5):
        attempt(Client(REMOTE_ADDR="10.0.0.5", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.9.0.1"), "wrong")
    other = Client(REMOTE_ADDR="10.0.0.5", HTTP_X_FORWARDED_FOR="10.9.0.2")
    attempt(other, PASSWORD)
    assert is_in(other)
    assert set(FailedAttempt.objects.values_list("address", flat=True)) == {"10.9.0.1"}
    forged = Client(REMOTE_ADDR="10.9.0.3", HTTP_X_FORWARDED_FOR="10.9.0.9")
    attempt(forged, "wrong")
    assert FailedAttempt.objects.filter(address="10.9.0.3").count() == 1


def test_who_left_is_told_no_more_than_a_stranger(dai_account: Account, dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=clock.now() - timedelta(minutes=1), actor=SYSTEM)
    assert "警号或密码不对" in attempt(Client(), PASSWORD).content.decode()
