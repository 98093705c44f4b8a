"""An import is applied or discarded once."""

import itertools

import pytest

from records.models import ImportPlan
from records.plans import end_plan, keep_plan
from records.refusals import Refusal
from records.states import PLAN_MOVES, PlanState
from tests.people import NOW, SYSTEM

ENDS = (PlanState.APPLIED, PlanState.DISCARDED)


def kept() -> ImportPlan:
    return keep_plan(actor=SYSTEM, kind="tests", file_name="x.xlsx", content=b"x", rows=[], counts={}, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "then"), list(itertools.product(PlanState, ENDS)))
def test_only_the_moves_of_the_table_are_made(first: PlanState, then: PlanState) -> None:
    plan = kept() if first == PlanState.PARSED else end_plan(kept(), first, now=NOW)
    if then in PLAN_MOVES[first]:
        assert end_plan(plan, then, now=NOW).state == then
        return
    with pytest.raises(Refusal) as refusal:
        end_plan(plan, then, now=NOW)
    assert refusal.value.code == "records.plan_ended"
    plan.refresh_from_db()
    assert plan.state == first
