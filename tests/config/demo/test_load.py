"""`load_demo`: the small bureau on every run, the whole one once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.demo.sign_ins import PASSWORD, SMALL_SIGN_INS
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.units.models import Unit

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
