"""Periodic verbs run when a new period has begun, once however many callers there are, and don't stop each other."""

import threading
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from config.celery import app
from config.ticking import start_ticking
from records import ticking
from records.days import at_time
from records.models import PeriodicRun
from records.ticking import BROKEN_OFF_AFTER, is_due, periodic_verbs, register_periodic, tick
from tests.people import NOW, TODAY

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments at which the only registered verb ran: every hour."""
    monkeypatch.setattr(ticking, "_VERBS", {})
    ran: list[datetime] = []
    register_periodic("tests.hourly", lambda *, now: ran.append(now), every=HOUR)
    return ran


@pytest.mark.parametrize(
    ("last", "now", "every", "due"),
    [
        (None, NOW, DAY, True),
        (at_time(TODAY, 9, 59), at_time(TODAY, 10), HOUR, True),
        (at_time(TODAY, 10), at_time(TODAY, 10, 59), HOUR, False),
        (at_time(TODAY - DAY, 23, 59), at_time(TODAY, 0), DAY, True),  # midnight in Asia/Shanghai
        (at_time(TODAY, 0), at_time(TODAY, 23, 59), DAY, False),
        (at_time(TODAY, 0), at_time(TODAY, 8, 1), DAY, False),  # a day in UTC begins here, and means nothing
        (NOW, NOW - HOUR, HOUR, False),  # the clock was set back
    ],
)
def test_what_is_due(last: datetime | None, now: datetime, every: timedelta, due: bool) -> None:
    assert is_due(last, now, every) is due


@pytest.mark.django_db
def test_a_verb_runs_once_in_its_period(runs: list[datetime]) -> None:
    assert tick(now=NOW) == {"tests.hourly": ""}
    assert tick(now=NOW + MINUTE) == {}
    tick(now=NOW + HOUR)

    assert runs == [NOW, NOW + HOUR]
    row = PeriodicRun.objects.get()
    assert (row.started_at, row.error) == (NOW + HOUR, "")
    assert row.ended_at is not None


@pytest.mark.django_db
def test_an_error_is_kept_and_stops_no_other(runs: list[datetime], caplog: pytest.LogCaptureFixture) -> None:
    def fail(*, now: datetime) -> None:
        raise OSError("no space left")

    register_periodic("tests.failing", fail, every=HOUR)
    register_periodic("tests.after", lambda *, now: runs.append(now), every=HOUR)

    assert tick(now=NOW) == {"tests.hourly": "", "tests.failing": "OSError", "tests.after": ""}
    assert runs == [NOW, NOW]
    assert PeriodicRun.objects.get(name="tests.failing").error == "OSError"
    assert "tests.failing" in caplog.text
    assert "no space left" in caplog.text


@pytest.mark.django_db
def test_what_runs_elsewhere_is_left_alone_until_it_is_taken_for_dead(runs: list[datetime]) -> None:
    PeriodicRun.objects.create(name="tests.hourly", started_at=NOW - HOUR + MINUTE)

    assert tick(now=NOW) == {}
    assert tick(now=NOW + BROKEN_OFF_AFTER) == {"tests.hourly": ""}


@pytest.mark.django_db
def test_of_two_callers_one_runs_it(runs: list[datetime]) -> None:
    """The second has read the row before the first took it."""
    (periodic,) = periodic_verbs()

    def meanwhile(*, now: datetime) -> None:
        runs.append(now)
        assert ticking._take(periodic, now) is False

    register_periodic("tests.hourly", meanwhile, every=HOUR)
    tick(now=NOW)
    assert runs == [NOW]


@pytest.mark.django_db
def test_the_command_names_what_ran(runs: list[datetime], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tick")

    assert capsys.readouterr().out == "tests.hourly: done\n"


def test_the_audit_chain_is_sealed_closed_and_verified_by_the_clock() -> None:
    every = {periodic.name: periodic.every for periodic in periodic_verbs()}

    assert every["records.seal"] == MINUTE
    assert every["records.heads"] == HOUR
    assert every["records.verify"] == DAY


def test_celery_beat_asks_for_it_each_minute() -> None:
    entry = app.conf.beat_schedule["tick"]

    app.loader.import_default_modules()
    assert entry["task"] in app.tasks
    assert entry["schedule"] == 60.0


def test_the_embedded_server_ticks_from_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in it doesn't end the thread."""
    ticked, stop = threading.Semaphore(0), threading.Event()

    def failing() -> None:
        ticked.release()
        raise OSError

    monkeypatch.setattr("config.ticking.tick", failing)
    monkeypatch.setattr("config.ticking.SECONDS", 0.01)
    thread = start_ticking(stop, first=0)

    assert ticked.acquire(timeout=20)
    assert ticked.acquire(timeout=20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
