"""An exam is not idling: its page saves without the session, which must still be there afterwards."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from exams.delivery.occupation import last_occupied
from exams.sittings.models import Registration
from personnel.access.states import Role
from records import clock
from tests.exams.exam_rooms import begin, open_sitting
from tests.people import NOW, PASSWORD, with_role


@pytest.fixture
def move(monkeypatch):
    """Moves the clock to so many minutes after the sitting's time."""

    def to(minutes):
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=minutes))

    to(0)
    return to


@pytest.fixture
def browser(bureau, dai, dai_account, move):
    """戴启明's browser, signed in at the door, his exam begun."""
    open_sitting(bureau.bureau, [dai])
    client = Client()
    client.post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    begin(dai)
    return client


def test_while_an_attempt_runs_its_officer_is_occupied(browser, dai_account):
    now = NOW + timedelta(minutes=40)
    assert last_occupied(dai_account, now) == now


def test_afterwards_he_was_until_its_deadline(browser, dai_account):
    assert last_occupied(dai_account, NOW + timedelta(hours=2)) == NOW + timedelta(hours=1)


def test_the_session_outlives_the_exam_and_then_grows_idle(browser, move):
    move(55)
    assert browser.get("/").status_code == 200
    move(88)  # 28 minutes after the deadline, 33 after the last page
    assert browser.get("/").status_code == 200
    move(119)
    assert browser.get("/").status_code == 302


def test_a_role_given_in_mid_exam_does_not_interrupt_it(browser, dai, dai_account, bureau):
    with_role(dai_account, Role.TRAINER, bureau.south)
    room = reverse("exams:take", args=[Registration.objects.get(officer=dai).uuid])
    assert browser.get(room).status_code == 200
    assert browser.post(f"{room}start").status_code == 200
    assert browser.get("/").headers["Location"] == reverse("personnel:enrol")
