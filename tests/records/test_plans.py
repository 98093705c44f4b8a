"""An import is applied or discarded once; what its file said is encrypted, and gone when it is decided."""

import itertools
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from records.models import AuditEntry, ImportPlan, PlanChunk
from records.plans import (
    PlanRows,
    discard_plan,
    end_plan,
    iterate_rows,
    keep_plan,
    purge_plans,
    replace_rows,
    rows_of,
)
from records.refusals import Refusal
from records.states import PLAN_ENDS, PLAN_MOVES, PlanState
from tests.people import NOW, SYSTEM, actor_of

pytestmark = pytest.mark.django_db

OUTCOMES = ("new", "changed", "unchanged", "refused")
LATE = NOW + timedelta(days=settings.PLAN_UNDECIDED_DAYS, seconds=1)


def kept(rows=()) -> ImportPlan:
    return keep_plan(
        actor=SYSTEM, kind="tests", file_name="x.xlsx", content=b"x", rows=rows, counts={"new": 1}, now=NOW
    )


def people(count: int, outcome: str = "new") -> list[dict[str, object]]:
    return [{"outcome": outcome, "name": f"民警{number}"} for number in range(count)]


@pytest.mark.parametrize(("first", "then"), list(itertools.product(PlanState, sorted(PLAN_ENDS))))
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


@given(st.lists(st.sampled_from(OUTCOMES), max_size=170))
def test_rows_come_back_in_the_files_order_and_by_outcome(outcomes: list[str]) -> None:
    rows = [{"outcome": outcome, "row": place} for place, outcome in enumerate(outcomes)]
    plan = kept(rows)
    assert rows_of(plan) == rows
    for outcome in OUTCOMES:
        of_it = [row for row in rows if row["outcome"] == outcome]
        assert list(iterate_rows(plan, outcome)) == of_it
        assert list(PlanRows(plan, outcome)) == of_it
    both = PlanRows(plan, "refused", "new")
    assert both[:] == [*iterate_rows(plan, "refused"), *iterate_rows(plan, "new")]
    assert both[40:60] == both[:][40:60]


def test_a_page_of_many_rows_reads_only_itself(django_assert_num_queries) -> None:
    plan = kept(people(1020))
    with django_assert_num_queries(2):
        page = Paginator(PlanRows(plan, "new"), 50).page(21)
        assert [row["name"] for row in page] == [f"民警{number}" for number in range(1000, 1020)]


def test_many_rows_are_kept_in_few_statements(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(30):
        kept(people(20_000))


def test_the_database_does_not_tell_the_rows() -> None:
    kept(people(3))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {PlanChunk._meta.db_table}")
        ((body,),) = cursor.fetchall()
    assert "民警".encode() not in bytes(body)


def test_a_decision_replaces_the_rows() -> None:
    plan = kept(people(60))
    replace_rows(plan=plan, rows=people(2, "refused"), counts={"refused": 2})
    plan.refresh_from_db()
    assert rows_of(plan) == people(2, "refused")
    assert plan.counts == {"refused": 2}


def test_an_applied_plan_keeps_what_was_made_and_what_is_to_be_mended() -> None:
    plan = kept([*people(60), *people(2, "refused")])
    end_plan(plan, PlanState.APPLIED, result={"officers": ["u"]}, keep=["refused"], now=NOW)
    assert rows_of(plan) == people(2, "refused")
    purge_plans(NOW + timedelta(hours=settings.PLAN_REFUSED_HOURS))
    assert len(rows_of(plan)) == 2
    purge_plans(NOW + timedelta(hours=settings.PLAN_REFUSED_HOURS, seconds=1))
    plan.refresh_from_db()
    assert (rows_of(plan), plan.result) == ([], {"officers": ["u"]})


def test_a_discarded_plan_leaves_its_audit_entry_and_no_row() -> None:
    plan = discard_plan(plan=kept(people(60)), actor=SYSTEM, now=NOW)
    assert rows_of(plan) == []
    entry = AuditEntry.objects.get(action="records.plan_discarded")
    assert (entry.subject_uuid, entry.after) == (plan.uuid, {"kind": "tests", "sha256": plan.sha256})


def test_only_its_owner_discards_a_plan(dai_account) -> None:
    with pytest.raises(Refusal) as refused:
        discard_plan(plan=kept(), actor=actor_of(dai_account), now=NOW)
    assert refused.value.code == "records.plan_of_another"


def test_a_plan_that_nobody_decides_about_expires() -> None:
    early, late = kept(people(1)), kept(people(1))
    ImportPlan.objects.filter(pk=late.pk).update(created_at=NOW + timedelta(days=1))
    assert purge_plans(LATE) == 1
    assert purge_plans(LATE) == 0
    early.refresh_from_db()
    assert (early.state, rows_of(early)) == (PlanState.EXPIRED, [])
    assert len(rows_of(late)) == 1


def test_a_plan_that_is_not_there_any_more_takes_its_rows_along() -> None:
    kept(people(60)).delete()
    assert not PlanChunk.objects.exists()
