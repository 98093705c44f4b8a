"""What the clock makes of a sitting, as a table."""

from datetime import timedelta

import pytest

from exams.sittings.rules import state_at
from exams.sittings.states import SittingState
from tests.people import NOW

OPENS, CLOSES = NOW, NOW + timedelta(hours=2)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("stored", "at", "expected"),
    [
        (SittingState.PLANNED, OPENS, SittingState.PLANNED),
        (SittingState.PLANNED, CLOSES + TICK, SittingState.PLANNED),
        (SittingState.PUBLISHED, OPENS - TICK, SittingState.PUBLISHED),
        (SittingState.PUBLISHED, OPENS, SittingState.OPEN),
        (SittingState.PUBLISHED, CLOSES - TICK, SittingState.OPEN),
        (SittingState.PUBLISHED, CLOSES, SittingState.CLOSED),
        (SittingState.OPEN, OPENS, SittingState.OPEN),
        (SittingState.OPEN, CLOSES, SittingState.CLOSED),
        (SittingState.SUSPENDED, CLOSES + TICK, SittingState.SUSPENDED),
        (SittingState.CANCELLED, OPENS, SittingState.CANCELLED),
        (SittingState.CLOSED, OPENS, SittingState.CLOSED),
        (SittingState.RELEASED, OPENS, SittingState.RELEASED),
    ],
)
def test_state_by_the_clock(stored, at, expected):
    assert state_at(stored, OPENS, CLOSES, at) == expected
