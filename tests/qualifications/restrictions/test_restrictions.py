"""The law's bounds of restrictions, their ends, serving and appeals."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint
from personnel.officers.states import Act
from personnel.units.models import Unit
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.registry.touched import touches, unit_touches
from qualifications.restrictions.appeals import answer_appeal, file_appeal
from qualifications.restrictions.models import Restriction
from qualifications.restrictions.restrictions import (
    NewRestriction,
    correct_restrictions,
    reinstate,
    restrict,
    serve,
)
from qualifications.states import AppealState, Blocks, Level, RestrictionKind
from records.days import at_time, end_of, start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, Bureau
from tests.qualifications.facts import refused

DAY = date(2026, 3, 2)
SINCE = at_time(DAY, 16, 5)


def new(officer: Officer, kind: RestrictionKind = RestrictionKind.SUSPENSION, **differences: object) -> NewRestriction:
    values: dict[str, object] = {"since": SINCE, "document_no": "临公法〔2026〕7号"} | differences
    return NewRestriction(officer=officer, kind=kind, **values)  # type: ignore[arg-type]


def test_a_term_ends_by_itself_and_its_first_day_is_not_counted(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai, RestrictionKind.STOP_DUTY, days=15)], actor=SYSTEM)
    assert (row.valid_from, row.valid_to) == (SINCE, end_of(DAY + timedelta(days=15)))
    assert row.blocks == Blocks.ALL


def test_a_suspension_stands_until_somebody_reinstates(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai, planned_until=date(2026, 5, 1))], actor=SYSTEM)
    assert row.valid_to is None
    assert Restriction.objects.suspending_at(NOW).filter(officer=dai).exists()
    (ended,) = reinstate(restrictions=[row], at=start_of(date(2026, 6, 1)), document_no="9号", actor=SYSTEM)
    assert (ended.uuid, ended.valid_to) == (row.uuid, start_of(date(2026, 6, 1)))
    assert not Restriction.objects.suspending_at(NOW).filter(officer=dai).exists()


def test_entries_of_restrictions_say_what_was_before_and_after(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai)], actor=SYSTEM)
    reinstate(restrictions=[row], at=start_of(date(2026, 6, 1)), document_no="9号", actor=SYSTEM)
    (other,) = restrict(items=[new(dai, RestrictionKind.STOP_DUTY, days=15)], actor=SYSTEM)
    correct_restrictions(restrictions=[other], document_no="10号", actor=SYSTEM)

    first, ended, second, corrected = AuditEntry.objects.filter(subject_kind="registry.restriction").order_by("pk")
    assert (first.before, first.after["valid_to"], first.document_no) == (None, None, "临公法〔2026〕7号")
    assert (ended.before, ended.after["valid_to"]) == (first.after, start_of(date(2026, 6, 1)).isoformat())
    assert (corrected.before, corrected.after) == (second.after, None)
    assert (ended.document_no, corrected.document_no) == ("9号", "10号")


@pytest.mark.parametrize(
    ("kind", "differences", "code"),
    [
        (RestrictionKind.STOP_DUTY, {"days": 9}, "restrictions.term"),
        (RestrictionKind.STOP_DUTY, {"days": 61}, "restrictions.term"),
        (RestrictionKind.STOP_DUTY, {}, "restrictions.term"),
        (RestrictionKind.CONFINEMENT, {"days": 8}, "restrictions.term"),
        (RestrictionKind.CONFINEMENT, {"days": 0}, "restrictions.term"),
        (RestrictionKind.CONFINEMENT, {"days": 7, "planned_until": DAY}, "restrictions.planned"),
        (RestrictionKind.SUSPENSION, {"days": 30}, "restrictions.term"),
        (RestrictionKind.SUSPENSION, {"document_no": ""}, "restrictions.document"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(
    dai: Officer, kind: RestrictionKind, differences: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        restrict(items=[new(dai, kind, **differences)], actor=SYSTEM)
    assert refusal.value.code == code
    assert not Restriction.objects.exists()


def test_the_successor_is_somebody_else(dai: Officer) -> None:
    with refused("restrictions.successor"):
        restrict(items=[new(dai, successor=dai)], actor=SYSTEM)


def test_the_same_document_restricts_once_and_other_kinds_overlap(dai: Officer) -> None:
    restrict(items=[new(dai)], actor=SYSTEM)
    with refused("restrictions.known"):
        restrict(items=[new(dai)], actor=SYSTEM)
    restrict(items=[new(dai, RestrictionKind.OFF_POST_TRAINING)], actor=SYSTEM)
    assert Restriction.objects.believed().holding_at(NOW).count() == 2


def test_a_restriction_ends_once(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai)], actor=SYSTEM)
    reinstate(restrictions=[row], at=start_of(date(2026, 6, 1)), document_no="9号", actor=SYSTEM)
    with refused("restrictions.ended"):
        reinstate(restrictions=[row], at=start_of(date(2026, 7, 1)), document_no="10号", actor=SYSTEM)
    (other,) = restrict(items=[new(dai, document_no="8号")], actor=SYSTEM)
    with refused("restrictions.not_begun"):
        reinstate(restrictions=[other], at=SINCE, document_no="10号", actor=SYSTEM)


def test_a_mistaken_restriction_never_stood(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai)], actor=SYSTEM)
    correct_restrictions(restrictions=[row], document_no="10号", actor=SYSTEM)
    assert not Restriction.objects.believed().exists()


def test_it_is_served_once(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai)], actor=SYSTEM)
    serve(restrictions=[row], served_at=SINCE, actor=SYSTEM)
    with refused("restrictions.served"):
        serve(restrictions=[row], served_at=SINCE, actor=SYSTEM)


def test_an_appeal_is_due_in_five_days_or_24_hours_and_suspends_nothing(dai: Officer, he: Officer) -> None:
    stop, confined = restrict(
        items=[new(dai, RestrictionKind.STOP_DUTY, days=30), new(he, RestrictionKind.CONFINEMENT, days=3)],
        actor=SYSTEM,
    )
    filed = SINCE + timedelta(hours=2)
    first = file_appeal(restriction=stop, filed_at=filed, actor=SYSTEM)
    second = file_appeal(restriction=confined, filed_at=filed, actor=SYSTEM)
    assert first.answer_due_at == filed + timedelta(days=5)
    assert second.answer_due_at == filed + timedelta(hours=24)
    assert Restriction.objects.believed().holding_at(filed).count() == 2
    answered = filed + timedelta(days=3)
    with refused("restrictions.document"):
        answer_appeal(appeal=first, state=AppealState.UPHELD, document_no=" ", answered_at=answered, actor=SYSTEM)
    answer_appeal(
        appeal=first, state=AppealState.REVERSED, document_no="省公督〔2026〕1号", answered_at=answered, actor=SYSTEM
    )
    assert Restriction.objects.believed().get(officer=dai).valid_to == answered


def test_an_appeal_comes_while_the_restriction_stands(dai: Officer) -> None:
    (row,) = restrict(items=[new(dai, RestrictionKind.CONFINEMENT, days=1)], actor=SYSTEM)
    with refused("appeals.late"):
        file_appeal(restriction=row, filed_at=NOW, actor=SYSTEM)
    (other,) = restrict(items=[new(dai)], actor=SYSTEM)
    with refused("appeals.none"):
        file_appeal(restriction=other, filed_at=NOW, actor=SYSTEM)


def test_who_moves_or_leaves_is_told_of_restrictions_and_of_the_level_that_heads_need(dai: Officer) -> None:
    restrict(items=[new(dai)], actor=SYSTEM)
    moving = [touch.kind for touch in touches(dai, Act.TRANSFER, NOW)]
    assert moving == ["stopped", "missing"]  # the suspension goes on; without intermediate
    assert [touch.kind for touch in touches(dai, Act.RETIRE, NOW)] == ["stopped"]
    assert not list(touches(dai, Act.NUMBER, NOW))


def test_a_units_move_tells_of_heads_without_the_level_and_of_restrictions(
    bureau: Bureau, dai: Officer, he: Officer, django_assert_num_queries: Callable[[int], object]
) -> None:
    restrict(items=[new(dai)], actor=SYSTEM)
    head = NewPost(unit=bureau.yanchi, post="所长", since=NOW - timedelta(days=30), is_head=True)
    appoint(posts=[(he, head)], actor=SYSTEM, now=NOW)

    def counts() -> dict[str, list[int | None]]:
        units = {"liudi": bureau.liudi, "yanchi": bureau.yanchi}
        return {
            name: [touch.count for touch in unit_touches(Unit.objects.filter(pk=unit.pk).values("pk"), NOW)]
            for name, unit in units.items()
        }

    with django_assert_num_queries(4):
        assert counts() == {"liudi": [0, 1], "yanchi": [1, 0]}
    held = LegacyLevel(officer=he, level=Level.INTERMEDIATE, confirmed_on=date(2016, 1, 4), document_no="1号")
    import_legacy(levels=[held], actor=SYSTEM, now=NOW)
    assert counts()["yanchi"] == [0, 0]
