"""Every pair of states: only the moves of the tables are made."""

from datetime import date

import pytest

from personnel.officers.models import Officer
from qualifications.levels.claims import check_move, propose_claims, refuse_claims
from qualifications.levels.levels import confirm
from qualifications.levels.models import LevelClaim
from qualifications.restrictions.appeals import answer_appeal, file_appeal
from qualifications.restrictions.models import RestrictionAppeal
from qualifications.restrictions.restrictions import NewRestriction, restrict
from qualifications.states import (
    APPEAL_MOVES,
    CLAIM_MOVES,
    POLICY_MOVES,
    AppealState,
    ClaimState,
    PolicyState,
    RestrictionKind,
)
from records.days import at_time
from records.refusals import Refusal
from tests.people import NOW, SYSTEM
from tests.qualifications.facts import pass_exam

DAY = date(2026, 3, 10)


def claim_in(state: ClaimState, officer: Officer) -> LevelClaim:
    """A claim brought to the state by the verbs."""
    pass_exam(officer, DAY)
    claim = LevelClaim.objects.get(officer=officer)
    if state != ClaimState.ELIGIBLE:
        move(claim, ClaimState.PROPOSED)
    if state in (ClaimState.CONFIRMED, ClaimState.REFUSED):
        move(claim, state)
    return LevelClaim.objects.get(pk=claim.pk)


def move(claim: LevelClaim, target: ClaimState) -> None:
    claim = LevelClaim.objects.get(pk=claim.pk)
    if target == ClaimState.PROPOSED:
        propose_claims(claims=[claim], actor=SYSTEM)
    elif target == ClaimState.REFUSED:
        refuse_claims(claims=[claim], reason_code="test", actor=SYSTEM)
    elif target == ClaimState.CONFIRMED:
        check_move(claim, target)  # `confirm` proposes first what was not proposed
        confirm(claims=[claim], confirmed_on=DAY, document_no="x", actor=SYSTEM, now=NOW)
    else:
        check_move(claim, target)


@pytest.mark.parametrize("start", ClaimState)
@pytest.mark.parametrize("target", ClaimState)
def test_claims_walk_only_their_moves(dai: Officer, start: ClaimState, target: ClaimState) -> None:
    claim = claim_in(start, dai)
    if target in CLAIM_MOVES[start]:
        move(claim, target)
        assert LevelClaim.objects.get(pk=claim.pk).state == target
    else:
        with pytest.raises(Refusal):
            move(claim, target)
        assert LevelClaim.objects.get(pk=claim.pk).state == start


@pytest.mark.parametrize("start", AppealState)
@pytest.mark.parametrize("target", AppealState)
def test_appeals_walk_only_their_moves(dai: Officer, start: AppealState, target: AppealState) -> None:
    new = NewRestriction(
        officer=dai, kind=RestrictionKind.STOP_DUTY, since=at_time(DAY, 9), days=30, document_no="临公督〔2026〕3号"
    )
    (restriction,) = restrict(items=[new], actor=SYSTEM, now=at_time(DAY, 9))
    appeal = file_appeal(restriction=restriction, filed_at=at_time(DAY, 15), actor=SYSTEM, now=at_time(DAY, 15))
    if start != AppealState.FILED:
        answer(appeal, start)
    if target in APPEAL_MOVES[start]:
        answer(appeal, target)
        assert RestrictionAppeal.objects.get().state == target
    else:
        with pytest.raises(Refusal):
            answer(appeal, target)
        assert RestrictionAppeal.objects.get().state == start


def answer(appeal: RestrictionAppeal, state: AppealState) -> None:
    answer_appeal(appeal=appeal, state=state, document_no="省公督〔2026〕1号", actor=SYSTEM, now=at_time(DAY, 18))


def test_every_state_has_its_row() -> None:
    assert set(CLAIM_MOVES) == set(ClaimState)
    assert set(APPEAL_MOVES) == set(AppealState)
    assert set(POLICY_MOVES) == set(PolicyState)
