"""Signing in by police number, and out by the officer's status."""

from datetime import timedelta

from django.contrib.auth import authenticate

from personnel.accounts.backend import PoliceNumberBackend
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.officers import change_status, give_number
from personnel.officers.states import Service
from records import clock
from tests.people import PASSWORD, SYSTEM


def test_the_police_number_signs_in(dai_account: Account) -> None:
    assert authenticate(None, username="021306", password=PASSWORD) == dai_account
    assert authenticate(None, username="021306", password="wrong") is None
    assert authenticate(None, username="099999", password=PASSWORD) is None


def test_the_number_is_todays(dai_account: Account, dai: Officer) -> None:
    give_number(officer=dai, number="0B7777", since=clock.now() - timedelta(minutes=1), actor=SYSTEM)
    assert authenticate(None, username="021306", password=PASSWORD) is None
    assert authenticate(None, username="0b7777", password=PASSWORD) == dai_account


def test_a_retirement_with_a_future_date_needs_no_job(dai_account: Account, dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=clock.now() + timedelta(days=1), actor=SYSTEM)
    assert PoliceNumberBackend().get_user(dai_account.pk) == dai_account


def test_a_retired_officer_is_out_at_the_next_request(dai_account: Account, dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=clock.now() - timedelta(seconds=1), actor=SYSTEM)
    assert PoliceNumberBackend().get_user(dai_account.pk) is None
