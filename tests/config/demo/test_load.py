"""`load_demo --small`: two units and six officers (the whole bureau: test_bureau.py)."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.demo.sign_ins import PASSWORD, SMALL_SIGN_INS, find_sign_ins
from config.demo.sittings import ensure_open_sitting
from exams.bank.models import QuestionVersion
from exams.sittings.models import Sitting
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.levels.models import LevelRecord
from qualifications.states import Level
from records.days import at_time, start_of

DAY = "2026-11-24"


def load(*arguments: str) -> None:
    call_command("load_demo", "--today", DAY, *arguments, stdout=StringIO())


@pytest.mark.django_db
def test_small_makes_two_units_and_six_officers_once():
    load("--small")
    assert Unit.objects.count() == 2
    assert Officer.objects.count() == 6
    with pytest.raises(CommandError, match="already"):
        load("--small")


@pytest.mark.django_db
def test_everybody_listed_can_sign_in(client):
    load("--small")
    for user in SMALL_SIGN_INS:
        assert client.login(username=user.login, password=PASSWORD), user.login
        client.logout()
    assert not Account.objects.filter(must_change_password=True).exists()


@pytest.mark.django_db
def test_of_the_six_four_hold_basic_and_one_intermediate():
    load("--small")
    now = start_of(date.fromisoformat(DAY))
    assert LevelRecord.objects.holders_at(now, Level.BASIC).count() == 4
    assert LevelRecord.objects.holders_at(now, Level.INTERMEDIATE).count() == 1
    assert QuestionVersion.objects.approved().count() == 168


@pytest.mark.django_db
def test_the_small_one_has_an_open_sitting_too_and_lists_its_own_users():
    load("--small")
    at = at_time(date.fromisoformat(DAY), 10)
    for _time in range(2):
        ensure_open_sitting(now=at)
    (sitting,) = Sitting.objects.open_at(at)
    assert sitting.registrations.count() == 4
    assert find_sign_ins() == SMALL_SIGN_INS


@pytest.mark.django_db
def test_without_a_demo_no_sitting_is_opened():
    ensure_open_sitting()
    assert not Sitting.objects.exists()
