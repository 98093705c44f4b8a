"""Every move of a sitting and of a registration that the tables allow, and every other is refused."""

from datetime import timedelta
from itertools import product

import pytest

from exams.sittings.models import Sitting
from exams.sittings.sittings import check_move
from exams.sittings.states import LIVE, REGISTRATION_MOVES, SITTING_MOVES, RegistrationState, SittingState
from records.refusals import Refusal
from tests.people import NOW


@pytest.mark.parametrize(("before", "after"), list(product(SittingState, SittingState)))
def test_a_sitting_moves_only_as_the_table_says(before, after):
    opens = NOW + timedelta(hours=1) if before == SittingState.PUBLISHED else NOW - timedelta(hours=1)
    sitting = Sitting(state=before, opens_at=opens, closes_at=NOW + timedelta(hours=2))
    if after in SITTING_MOVES[before]:
        check_move(sitting, after, NOW)
    else:
        with pytest.raises(Refusal) as refused:
            check_move(sitting, after, NOW)
        assert refused.value.code == "sittings.state"


def test_every_sitting_ends_released_or_cancelled():
    assert {state for state, moves in SITTING_MOVES.items() if not moves} == {
        SittingState.RELEASED,
        SittingState.CANCELLED,
    }


@pytest.mark.parametrize(("before", "after"), list(product(RegistrationState, RegistrationState)))
def test_what_ended_of_a_registration_stays(before, after):
    if before not in LIVE:
        assert after not in REGISTRATION_MOVES[before]
