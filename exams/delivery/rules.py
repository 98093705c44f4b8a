"""Rules of time and order of an attempt: values in, values out; the moment is an argument."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from exams.bank.states import QuestionType
from exams.delivery.states import AttemptState
from exams.sittings.states import CLOCKED, OVER, SittingState

Order = list[list[tuple[int, str]]]


def deadline_of(started_at: datetime, period: timedelta, closes_at: datetime) -> datetime:
    """When somebody who starts now must be done: after the period, at the sitting's close at the latest."""
    return min(started_at + period, closes_at)


def state_at(
    state: AttemptState,
    deadline: datetime | None,
    sitting: SittingState,
    closes_at: datetime,
    now: datetime,
    *,
    grace: timedelta,
) -> AttemptState:
    """What an attempt is by the clock.

    A started one is handed in once its deadline and the grace (for an answer that was on its way) are past, an
    admitted one absent once its sitting is over; in a suspended sitting the clock stands still.
    """
    if state == AttemptState.STARTED and deadline is not None and sitting != SittingState.SUSPENDED:
        return AttemptState.SUBMITTED if now >= deadline + grace else state
    if state == AttemptState.ADMITTED and (sitting in OVER or (sitting in CLOCKED and now >= closes_at)):
        return AttemptState.ABSENT
    return state


def shuffled_order(document: dict[str, Any], chance: random.Random) -> Order:
    """An order of items within their sections and of options within items; true/false keeps its two."""
    return [
        [
            (item["number"], _positions(len(item["options"]), section["type"], chance))
            for item in chance.sample(section["items"], len(section["items"]))
        ]
        for section in document["sections"]
    ]


def _positions(count: int, kind: str, chance: random.Random) -> str:
    places = range(count)
    order: Sequence[int] = places if kind == QuestionType.TRUE_FALSE else chance.sample(places, count)
    return "".join(map(str, order))
