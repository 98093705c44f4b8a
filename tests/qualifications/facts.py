"""Exams passed and other facts of the registry, made by the ordinary verbs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from personnel.officers.models import Officer
from qualifications.evidence.evidence import NewEvidence, record_evidence
from qualifications.evidence.models import Evidence
from qualifications.states import EvidenceKind, Level, Outcome
from records.days import at_time
from records.refusals import Refusal
from tests.people import SYSTEM


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block ends with a refusal of that code."""
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.code == code


def exam(
    officer: Officer,
    on: date,
    *,
    level: Level = Level.BASIC,
    outcome: Outcome = Outcome.PASS,
    source: UUID | None = None,
    revision: int = 1,
    score: str = "78.50",
) -> NewEvidence:
    """A qualification exam at noon of the day."""
    return NewEvidence(
        officer=officer,
        kind=EvidenceKind.EXAM,
        outcome=outcome,
        score=Decimal(score),
        level=level,
        occurred_at=at_time(on, 12),
        source_kind="exams.result",
        source_uuid=source or uuid4(),
        source_revision=revision,
        title="2026年基本级考试",
    )


def pass_exam(officer: Officer, on: date, *, level: Level = Level.BASIC) -> Evidence:
    """The exam, recorded that evening."""
    return record_evidence(items=[exam(officer, on, level=level)], actor=SYSTEM, now=at_time(on, 18))[0]
