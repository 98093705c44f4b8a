"""When somebody may be given a level: pure rules over evidence and over the levels held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from qualifications.policies.schema import LevelRule
from qualifications.states import EvidenceKind, Level, Outcome

EXAMS = (EvidenceKind.EXAM, EvidenceKind.OUTSIDE_EXAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A piece of evidence as the rules see it."""

    id: int
    uuid: UUID
    kind: str
    outcome: str
    level: str
    stream: str
    occurred_at: datetime
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A level record as the rules see it."""

    level: Level
    stream: str
    valid_from: datetime
    valid_to: datetime | None
    exam_uuid: UUID | None
    is_revoked: bool = False

    def holds_at(self, instant: datetime) -> bool:
        """Whether the period covers the instant."""
        return self.valid_from <= instant and (self.valid_to is None or instant < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What makes somebody eligible."""

    exam: Proof
    appraisal: Proof | None


def holds(records: Iterable[Held], level: Level, instant: datetime) -> bool:
    """Whether the level, or one that presupposes it, is held at the instant (restrictions are not looked at)."""
    return any(record.level.step >= level.step and record.holds_at(instant) for record in records)


def find_basis(
    *,
    level: Level,
    rule: LevelRule,
    proofs: Sequence[Proof],
    records: Sequence[Held],
    used: frozenset[UUID],
    stream_matters: bool,
    at: datetime,
) -> Basis | None:
    """What makes the officer eligible for the level, or None.

    Levels are climbed one at a time: the prerequisite is held. Someone who holds it for good isn't eligible again; for
    a level with an end, an exam passed since it began makes eligible for the renewal; after a revocation only an exam
    passed later counts. used: exams that led to a record or a refusal already. stream_matters:
    a level of one stream is no level of another.
    """
    if rule.prerequisite is not None and not holds(records, rule.prerequisite, at):
        return None
    if sum((proof.amount or Decimal(0) for proof in proofs), Decimal(0)) < rule.hours:
        return None
    exams = [
        proof
        for proof in proofs
        if proof.kind in EXAMS and proof.level == level and proof.outcome == Outcome.PASS and proof.uuid not in used
    ]
    for exam in sorted(exams, key=lambda proof: proof.occurred_at, reverse=True):
        appraisal = _find_appraisal(proofs, level, exam)
        if _adds_something(exam, level, records, stream_matters) and (appraisal or not rule.appraisal):
            return Basis(exam=exam, appraisal=appraisal)
    return None


def _adds_something(exam: Proof, level: Level, records: Sequence[Held], stream_matters: bool) -> bool:
    same = [
        record
        for record in records
        if record.level.step >= level.step and (record.stream == exam.stream or not stream_matters)
    ]
    return all(record.valid_to is not None and exam.occurred_at >= _counts_from(record) for record in same)


def _counts_from(record: Held) -> datetime:
    return record.valid_to if record.is_revoked and record.valid_to else record.valid_from


def _find_appraisal(proofs: Sequence[Proof], level: Level, exam: Proof) -> Proof | None:
    fitting = [
        proof
        for proof in proofs
        if proof.kind == EvidenceKind.APPRAISAL
        and proof.outcome == Outcome.PASS
        and proof.level in ("", level)
        and proof.occurred_at >= exam.occurred_at
    ]
    return max(fitting, key=lambda proof: proof.occurred_at, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that a level asks for and whether it is met. code: prerequisite, exam, appraisal or hours."""

    code: str
    is_met: bool
    have: Decimal | None = None
    need: Decimal | None = None


def conditions_of(
    *, level: Level, rule: LevelRule, proofs: Sequence[Proof], records: Sequence[Held], at: datetime
) -> list[Condition]:
    """What the level asks for, in the order in which it is reached; the confirmation comes last and isn't named."""
    conditions = []
    if rule.prerequisite is not None:
        conditions.append(Condition(code="prerequisite", is_met=holds(records, rule.prerequisite, at)))
    passed = [
        proof for proof in proofs if proof.kind in EXAMS and proof.level == level and proof.outcome == Outcome.PASS
    ]
    conditions.append(Condition(code="exam", is_met=bool(passed)))
    if rule.appraisal:
        appraised = any(_find_appraisal(proofs, level, exam) for exam in passed)
        conditions.append(Condition(code="appraisal", is_met=appraised))
    if rule.hours:
        have = sum((proof.amount or Decimal(0) for proof in proofs), Decimal(0))
        conditions.append(Condition(code="hours", is_met=have >= rule.hours, have=have, need=rule.hours))
    return conditions
