"""A unit is closed at the moment in which somebody is posted to it: one of the two comes too late."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from time import monotonic

import pytest
from django.db import connection, transaction

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.imports.imports import apply_plan
from personnel.imports.states import Kind
from personnel.officers.models import Appointment, Officer
from personnel.officers.officers import NewPost, appoint, change_status, reinstate, second, transfer
from personnel.officers.states import Service
from personnel.units.units import close_unit
from records.days import day_of, start_of
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, Bureau, actor_of, officer_in
from tests.personnel.imports.lists import ZHAO, read

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

SINCE = start_of(day_of(NOW))
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def code_of(act: Callable[[], object]) -> str:
    """What became of the act, on a connection of its own."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()
    return "done"


def wait_for_lock() -> None:
    """Until the other connection waits for a lock."""
    assert connection.vendor == "postgresql"
    last = monotonic() + 20
    while monotonic() < last:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction would see the first state again
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    pytest.fail("the second act did not wait for the first")


def second_waits(first: Callable[[], object], later: Callable[[], object]) -> str:
    """The second act begins when the first is done and not yet committed; what became of the second."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            ended: Future[str] = pool.submit(code_of, later)
            wait_for_lock()
        return ended.result(timeout=20)


def closing(bureau: Bureau) -> Callable[[], object]:
    return lambda: close_unit(unit=bureau.beiqiao, since=SINCE, actor=SYSTEM, now=NOW)


def posting(verb: str, bureau: Bureau, officer: Officer) -> Callable[[], object]:
    """Somebody gets a post in the unit, by any of the ways there are."""
    post = NewPost(unit=bureau.beiqiao, post="民警", since=SINCE)
    if verb == "taken on":
        return lambda: officer_in(bureau.beiqiao, "021888", "赵砚秋", since=day_of(NOW))
    if verb == "reinstated":
        return lambda: reinstate(officer=officer, since=SINCE, post=post, actor=SYSTEM, now=NOW)
    act = {"appointed": appoint, "transferred": transfer, "seconded": second}[verb]
    return lambda: act(posts=[(officer, post)], actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("verb", ["appointed", "transferred", "seconded", "taken on", "reinstated"])
def test_nobody_is_posted_to_a_unit_that_is_being_closed(bureau: Bureau, dai: Officer, verb: str) -> None:
    if verb == "reinstated":
        left = start_of(date(2026, 3, 2))
        change_status(officers=[dai], status=Service.RESIGNED, since=left, actor=SYSTEM, now=left)
    assert second_waits(closing(bureau), posting(verb, bureau, dai)) == "officers.unit_not_standing"
    assert not Appointment.objects.believed().filter(unit=bureau.beiqiao).exists()


def test_a_unit_to_which_somebody_is_being_posted_is_not_closed(bureau: Bureau, dai: Officer) -> None:
    assert second_waits(posting("transferred", bureau, dai), closing(bureau)) == "units.has_people"
    assert Appointment.objects.believed().filter(unit=bureau.beiqiao).count() == 1


def test_a_list_posts_nobody_to_a_unit_that_is_being_closed(bureau: Bureau, hr: Account) -> None:
    row = ZHAO | {"单位代码": bureau.beiqiao.code, "任职时间": day_of(NOW).isoformat()}
    plan = read(hr, Kind.OFFICERS, row)
    actor = actor_of(hr, Role.HR)
    assert second_waits(closing(bureau), lambda: apply_plan(plan=plan, actor=actor, now=NOW)) == (
        "imports.changed_meanwhile"
    )
    assert not Officer.objects.filter(name="赵砚秋").exists()
