"""Rules of time of a sitting: values in, values out; the moment is an argument. All intervals are half-open."""

from datetime import datetime

from exams.sittings.states import CLOCKED, SittingState

SEATS_OF_A_ROOM = 30


def state_at(state: SittingState, opens_at: datetime, closes_at: datetime, now: datetime) -> SittingState:
    """What a published sitting is by the clock: it opens at its hour and is closed from `closes_at` on."""
    if state not in CLOCKED:
        return state
    if now < opens_at:
        return SittingState.PUBLISHED
    return SittingState.OPEN if now < closes_at else SittingState.CLOSED


def invigilators_at_most(candidates: int) -> int:
    """Two for each room; a room has thirty seats."""
    return 2 * max(1, -(-candidates // SEATS_OF_A_ROOM))
