"""Where one is signed in; ending it; ends by the clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from exams.delivery.occupation import last_occupied
from personnel.accounts import presence
from personnel.accounts.models import Account, Session
from personnel.officers.models import Officer
from personnel.officers.states import Service
from personnel.officers.status import change_status
from records import clock
from records.models import AuditEntry
from tests.people import PASSWORD, SYSTEM

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the server's clock to so many minutes after the test's beginning."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)

    def until(minutes: float) -> datetime:
        at = begun + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda: at)
        return at

    return until


def sign_in(login: str = "021306", **extra: str) -> Client:
    client = Client(**extra)
    client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_sessions_are_listed_with_address_and_browser(dai_account: Account) -> None:
    sign_in(REMOTE_ADDR="10.0.0.9", HTTP_USER_AGENT=CHROME)
    page = sign_in(REMOTE_ADDR="10.0.0.8").get("/account/")
    assert {(one.address, words) for one, words in page.context["sessions"]} == {
        ("10.0.0.9", "Chrome（Windows）"),
        ("10.0.0.8", "未识别的浏览器"),
    }


def test_one_session_is_ended_after_asking(dai_account: Account) -> None:
    there, here = sign_in(REMOTE_ADDR="10.0.0.9"), sign_in()
    session = Session.objects.get(address="10.0.0.9")
    assert "10.0.0.9" in here.get(reverse("personnel:end_session", args=[session.uuid])).content.decode()
    assert is_in(there)
    here.post(reverse("personnel:end_session", args=[session.uuid]))
    assert (is_in(there), is_in(here)) == (False, True)


def test_all_others_are_ended(dai_account: Account) -> None:
    others, here = [sign_in(), sign_in()], sign_in()
    here.post(reverse("personnel:end_other_sessions"))
    assert [is_in(client) for client in (*others, here)] == [False, False, True]
    assert AuditEntry.objects.get(action="personnel.sessions_ended").after == {"sessions": 2}


def test_nobody_ends_anothers(dai_account: Account, auditor: Account) -> None:
    sign_in("010008")
    session = Session.objects.get()
    assert sign_in().post(reverse("personnel:end_session", args=[session.uuid])).status_code == 404


def test_a_changed_password_ends_the_others_and_keeps_this_one(dai_account: Account) -> None:
    there, here = sign_in(), sign_in()
    form = {"old": PASSWORD, "password": "Another-long-1", "again": "Another-long-1"}
    here.post(reverse("personnel:change_password"), form)
    assert (is_in(there), is_in(here)) == (False, True)
    (row,) = here.get("/account/").context["sessions"]
    assert row[0].session_key == here.session.session_key


def test_signing_out_takes_it_off_the_list(dai_account: Account) -> None:
    sign_in().post(reverse("account_logout"))
    assert not Session.objects.exists()


def test_an_idle_session_ends_and_says_so(dai_account: Account, wait: Any) -> None:
    client = sign_in()
    wait(29)
    assert is_in(client)
    wait(58)
    assert is_in(client)  # 29 minutes after the last request
    wait(88)
    page = client.get("/account/", follow=True)
    assert page.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/account/"
    assert "已自动退出" in page.content.decode()
    assert not Session.objects.exists()


def test_the_limit_is_a_setting(dai_account: Account, wait: Any, settings: Any) -> None:
    settings.IDLE_MINUTES = 5
    client = sign_in()
    wait(5)
    assert not is_in(client)


def test_no_session_is_older_than_a_working_day(dai_account: Account, wait: Any) -> None:
    client = sign_in()
    for minutes in range(20, 12 * 60, 20):
        wait(minutes)
        client.get("/account/")
    assert is_in(client)
    wait(12 * 60)
    assert not is_in(client)


def test_activity_is_written_once_a_minute_at_most(dai_account: Account, wait: Any) -> None:
    client = sign_in()
    begun = Session.objects.get().seen_at
    wait(0.5)
    client.get("/account/")
    assert Session.objects.get().seen_at == begun
    later = wait(2)
    client.get("/account/")
    assert Session.objects.get().seen_at == later


def test_who_is_in_an_exam_is_not_idle(dai_account: Account, wait: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_occupations", [lambda account, now: now])
    client = sign_in()
    wait(120)
    assert is_in(client)
    begun = clock.now()
    monkeypatch.setattr(presence, "_occupations", [lambda account, now: begun])
    wait(149)
    assert is_in(client)


def test_the_exam_room_says_who_is_in_an_exam(dai_account: Account, auditor: Account) -> None:
    assert last_occupied in presence._occupations
    assert last_occupied(dai_account, clock.now()) is None


def test_who_retires_is_out_at_the_next_request_everywhere_without_a_job(
    dai_account: Account, dai: Officer, wait: Any
) -> None:
    client = sign_in()
    change_status(officers=[dai], status=Service.RETIRED, since=clock.now() + timedelta(minutes=10), actor=SYSTEM)
    assert is_in(client)
    assert client.get("/api/v1/gate/021306/handle_cases").status_code != 401
    wait(10)
    assert client.get("/").status_code == 302
    assert client.get("/api/v1/gate/021306/handle_cases").status_code == 401
    room = "00000000-0000-4000-8000-000000000000"
    assert client.post(reverse("exams:start_attempt", args=[room])).status_code == 302
    assert not is_in(sign_in())


@pytest.mark.parametrize(
    "path",
    [
        "signup/", "email/", "confirm-email/", "password/change/", "password/set/", "password/reset/", "inactive/",
        "reauthenticate/", "2fa/", "2fa/totp/activate/", "2fa/recovery-codes/", "2fa/webauthn/", "2fa/authenticate/",
        "sessions/", "login/code/confirm/", "login/code/", "social/connections/", "3rdparty/",
    ],
)  # fmt: skip
def test_of_allauths_pages_only_those_wanted_are_there(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/accounts/{path}")


def test_nobody_signs_himself_up(db: None) -> None:
    assert Client().get("/accounts/signup/").status_code in {302, 404}
    assert "signup" not in Client().get(reverse("account_login")).content.decode()


def test_who_retires_is_told_why_he_is_out_and_nobody_else_is(dai_account: Account, dai: Officer) -> None:
    client = sign_in()
    change_status(officers=[dai], status=Service.RETIRED, since=clock.now(), actor=SYSTEM)

    page = client.get("/account/", follow=True)
    assert "您的账号已停用或已离职" in page.content.decode()
    assert not Session.objects.exists()
    assert "您的账号已停用或已离职" not in client.get(reverse("account_login")).content.decode()
    assert "您的账号已停用或已离职" not in Client().get("/account/", follow=True).content.decode()
