"""Periodic verbs stand in one table; `tick` runs those that are due.

The embedded server calls it from a thread each minute, production from Celery beat, and an administrator by
`manage.py tick`. Each verb has a row with its last run: who turns the row to "running" runs it, so that several
callers at once do no harm. What one verb raises stops no other: its kind is kept on the row, its words, which may hold
anybody's data, go to the log only.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from records import clock
from records.days import LOCAL
from records.models import PeriodicRun

BROKEN_OFF_AFTER: Final = timedelta(hours=1)  # a run that has not ended by then is taken for dead
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """A verb that takes `now`, and how often it runs."""

    name: str
    verb: Callable[..., object]
    every: timedelta


_VERBS: dict[str, Periodic] = {}


def register_periodic(name: str, verb: Callable[..., object], *, every: timedelta) -> None:
    """Add a verb; call it in AppConfig.ready. `every` counts from midnight: a day means soon after each midnight.

    The verb is called as verb(now=…), in no transaction: it opens its own.
    """
    _VERBS[name] = Periodic(name, verb, every)


def periodic_verbs() -> list[Periodic]:
    """All of them, in the order in which they were registered."""
    return list(_VERBS.values())


def is_due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether a new period has begun since the last run; periods are counted from midnight in Asia/Shanghai."""
    if last is None:
        return True
    return _period(last, every) < _period(now, every)


def _period(instant: datetime, every: timedelta) -> int:
    local = instant.astimezone(LOCAL).replace(tzinfo=None)
    return (local - datetime(1970, 1, 1)) // every  # noqa: DTZ001  (a difference between two local times)


def tick(*, now: datetime | None = None) -> dict[str, str]:
    """Run what is due: {name: "" or what went wrong} of those that ran."""
    at = now or clock.now()
    return {periodic.name: _run(periodic, at) for periodic in periodic_verbs() if _take(periodic, at)}


def _take(periodic: Periodic, now: datetime) -> bool:
    """Turn the verb's row to "running", if it is due and runs nowhere else."""
    row, _created = PeriodicRun.objects.get_or_create(name=periodic.name)
    if not is_due(row.started_at, now, periodic.every):
        return False
    runs = row.started_at is not None and row.ended_at is None
    if runs and row.started_at is not None and now - row.started_at < BROKEN_OFF_AFTER:
        return False
    same = PeriodicRun.objects.filter(pk=row.pk, started_at=row.started_at, ended_at=row.ended_at)
    return bool(same.update(started_at=now, ended_at=None, error=""))


def _run(periodic: Periodic, now: datetime) -> str:
    error = ""
    try:
        periodic.verb(now=now)
    except Exception as fault:
        logger.exception("The periodic verb %s failed", periodic.name)
        error = type(fault).__name__
    PeriodicRun.objects.filter(name=periodic.name, started_at=now).update(ended_at=clock.now(), error=error)
    return error
