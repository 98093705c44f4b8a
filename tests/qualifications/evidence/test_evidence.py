"""Evidence comes in once by its source, is corrected by a newer revision, and makes eligible."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from personnel.changes.models import Change
from personnel.officers.models import Officer
from qualifications.evidence.evidence import NewEvidence, record_evidence, withdraw_evidence
from qualifications.evidence.models import Evidence
from qualifications.levels.models import LevelClaim
from qualifications.states import ClaimState, EvidenceKind, Level, Outcome
from records.days import at_time
from records.refusals import Refusal
from tests import people
from tests.people import SYSTEM, Bureau
from tests.qualifications.facts import exam, pass_exam

MARCH = date(2026, 3, 10)


def test_an_exam_passed_makes_eligible_and_no_more(dai: Officer) -> None:
    row = pass_exam(dai, MARCH)
    claim = LevelClaim.objects.get()
    assert (claim.officer, claim.level, claim.state, claim.exam) == (dai, Level.BASIC, ClaimState.ELIGIBLE, row)


def test_the_same_source_and_revision_changes_nothing(dai: Officer) -> None:
    item = exam(dai, MARCH)
    first = record_evidence(items=[item], actor=SYSTEM)
    changes = Change.objects.count()
    assert record_evidence(items=[item, item], actor=SYSTEM) == [first[0], first[0]]
    assert Change.objects.count() == changes
    assert Evidence.objects.count() == 1
    assert LevelClaim.objects.count() == 1


def test_a_newer_revision_closes_the_row_and_the_claim_follows(dai: Officer) -> None:
    source = uuid4()
    (old,) = record_evidence(items=[exam(dai, MARCH, source=source)], actor=SYSTEM)
    (new,) = record_evidence(items=[exam(dai, MARCH, source=source, revision=2, score="81.00")], actor=SYSTEM)
    old.refresh_from_db()
    assert old.closed_by == new.opened_by
    assert (new.uuid, new.score) == (old.uuid, Decimal("81.00"))
    assert LevelClaim.objects.get().exam == new


def test_an_older_revision_is_ignored(dai: Officer) -> None:
    source = uuid4()
    (new,) = record_evidence(items=[exam(dai, MARCH, source=source, revision=2)], actor=SYSTEM)
    assert record_evidence(items=[exam(dai, MARCH, source=source, revision=1)], actor=SYSTEM) == [new]


def test_a_correction_to_failed_ends_the_claim_and_back_to_passed_raises_one(dai: Officer) -> None:
    source = uuid4()
    record_evidence(items=[exam(dai, MARCH, source=source)], actor=SYSTEM)
    record_evidence(items=[exam(dai, MARCH, source=source, revision=2, outcome=Outcome.FAIL)], actor=SYSTEM)
    assert LevelClaim.objects.get().state == ClaimState.REFUSED
    record_evidence(items=[exam(dai, MARCH, source=source, revision=3)], actor=SYSTEM)
    assert LevelClaim.objects.live().count() == 1


def test_withdrawn_evidence_ends_the_claim(dai: Officer) -> None:
    row = pass_exam(dai, MARCH)
    withdraw_evidence(sources=[(row.source_kind, row.source_uuid)], actor=SYSTEM)
    assert not Evidence.objects.believed().exists()
    assert LevelClaim.objects.get().reason_code == "evidence_corrected"


def test_a_level_is_not_skipped(dai: Officer) -> None:
    pass_exam(dai, MARCH, level=Level.INTERMEDIATE)
    assert not LevelClaim.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": EvidenceKind.HOURS},
        {"kind": EvidenceKind.EXAM},
        {"kind": EvidenceKind.HOURS, "amount": Decimal(0)},
        {"kind": EvidenceKind.EXAM, "outcome": Outcome.PASS, "amount": Decimal(1)},
    ],
)
def test_incomplete_evidence_is_refused(dai: Officer, wrong: dict[str, object]) -> None:
    item = NewEvidence(
        officer=dai,
        occurred_at=at_time(MARCH, 12),
        source_kind="courses.completion",
        source_uuid=uuid4(),
        **wrong,  # type: ignore[arg-type]
    )
    with pytest.raises(Refusal) as refusal:
        record_evidence(items=[item], actor=SYSTEM)
    assert refusal.value.code == "evidence.incomplete"


def test_many_at_once_cost_as_much_as_few(
    bureau: Bureau, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officers = [people.officer_in(bureau.liudi, f"05{n:04d}", f"民警{n}") for n in range(40)]
    with django_assert_max_num_queries(20):
        record_evidence(items=[exam(officer, MARCH) for officer in officers], actor=SYSTEM)
    assert LevelClaim.objects.count() == 40
