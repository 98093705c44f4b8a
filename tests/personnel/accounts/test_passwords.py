"""What a password must be."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from personnel.accounts.accounts import change_password
from personnel.accounts.models import Account, PastPassword
from personnel.accounts.passwords import new_first_password
from personnel.accounts.rules import kinds_of_characters
from records import clock
from records.refusals import Refusal
from tests.people import PASSWORD, actor_of

pytestmark = pytest.mark.django_db


def change(account: Account, password: str) -> None:
    change_password(account=account, password=password, actor=actor_of(account), now=clock.now())


@pytest.mark.parametrize(
    "password",
    [
        "Ab1-short",
        "alllowercase",
        "onlytwokinds12",
        "1234567890123",
        "My-021306-own",
        "戴启明-Password",
        PASSWORD,
    ],
)
def test_weak_ones_are_refused(dai_account: Account, password: str) -> None:
    with pytest.raises(Refusal) as refused:
        change(dai_account, password)
    assert (refused.value.code, refused.value.field) == ("accounts.weak_password", "password")
    dai_account.refresh_from_db()
    assert dai_account.check_password(PASSWORD)


def test_none_of_the_last_five_is_chosen_again(dai_account: Account) -> None:
    for number in range(1, 6):
        change(dai_account, f"Another-long-{number}")
    for used in ("Another-long-5", "Another-long-1"):
        with pytest.raises(Refusal):
            change(dai_account, used)
    change(dai_account, PASSWORD)  # the sixth before
    assert PastPassword.objects.filter(account=dai_account).count() == 5


def test_a_password_grows_old_where_the_settings_say_so(dai_account: Account, settings: Any) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    settings.PASSWORD_MAX_DAYS = 90
    Account.objects.update(password_changed_at=clock.now() - timedelta(days=89))
    assert client.get("/").status_code == 200
    Account.objects.update(password_changed_at=clock.now() - timedelta(days=90))
    assert client.get("/").headers["Location"] == reverse("personnel:change_password")
    assert "密码已到期" in client.get(reverse("personnel:change_password")).content.decode()
    settings.PASSWORD_MAX_DAYS = 0
    assert client.get("/").status_code == 200


def test_first_passwords_are_random_and_read_well() -> None:
    drawn = {new_first_password() for _time in range(50)}
    assert len(drawn) == 50
    assert all(len(one) == 14 and kinds_of_characters(one) == 4 and not set(one) & set("0Oo1lI") for one in drawn)


def test_guessing_the_present_password_in_an_open_session_is_stopped(dai_account: Account) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    form = {"password": "Another-long-1", "again": "Another-long-1"}
    for _time in range(5):
        page = client.post(reverse("personnel:change_password"), {**form, "old": "guessed"})
        assert list(page.context["form"].errors) == ["old"]
    client.post(reverse("personnel:change_password"), {**form, "old": PASSWORD})
    dai_account.refresh_from_db()
    assert dai_account.check_password(PASSWORD)
