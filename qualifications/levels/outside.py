"""What comes from outside: lists of results of the province, and levels of earlier years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import lock_subjects, open_facts, record_changes
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from qualifications.evidence.evidence import NewEvidence, record_evidence
from qualifications.evidence.models import Evidence
from qualifications.levels.claims import raise_claims
from qualifications.levels.levels import audit_records, check_document
from qualifications.levels.models import LevelRecord
from qualifications.states import EvidenceKind, Level, Outcome
from records import clock
from records.actor import Actor
from records.days import at_time, day_of, end_of, start_of
from records.refusals import Refusal

RESULTS = "registry.outside_result"
LEGACY = "registry.legacy_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResult:
    """One row of a list of results that the bureau received."""

    officer: Officer
    level: Level
    outcome: Outcome
    exam_on: date
    score: Decimal | None = None
    stream: Stream | str = Stream.NONE
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyLevel:
    """A level as an earlier record has it. last_day: the last day held, None where the record names none."""

    officer: Officer
    level: Level
    confirmed_on: date
    document_no: str
    stream: Stream | str = Stream.NONE
    exam_passed_on: date | None = None
    appraised_on: date | None = None
    score: Decimal | None = None
    certificate_no: str = ""
    last_day: date | None = None
    title: str = ""

    @property
    def source_uuid(self) -> UUID:
        """The same row of the same record is the same source."""
        return _source(self.document_no, self.officer, self.level, self.stream, self.confirmed_on)


def _source(document_no: str, officer: Officer, level: str, stream: str, day: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"{document_no}|{officer.uuid}|{level}|{stream}|{day}")


def import_outside(
    *, results: Sequence[OutsideResult], document_no: str, actor: Actor, now: datetime | None = None
) -> list[Evidence]:
    """Take in a list of results by its document number; who passed becomes eligible. Twice is the same as once.

    Raises Refusal("levels.document" | "levels.confirmed_on").
    """
    check_document(document_no)
    at = now or clock.now()
    _check_days([result.exam_on for result in results], at, "exam_on")
    items = [
        NewEvidence(
            officer=result.officer,
            kind=EvidenceKind.OUTSIDE_EXAM,
            outcome=result.outcome,
            score=result.score,
            level=result.level,
            stream=result.stream,
            occurred_at=at_time(result.exam_on, 12),
            source_kind=RESULTS,
            source_uuid=_source(document_no, result.officer, result.level, result.stream, result.exam_on),
            document_no=document_no,
            title=result.title,
        )
        for result in results
    ]
    return record_evidence(items=items, actor=actor, now=at)


@transaction.atomic
def import_legacy(*, levels: Sequence[LegacyLevel], actor: Actor, now: datetime | None = None) -> list[LevelRecord]:
    """Take over levels of earlier years, each with its document number; rows known already change nothing.

    The three dates and the end are those of the earlier record: no rule of today is applied to them.

    Raises Refusal("levels.document" | "levels.confirmed_on" | "facts.overlap").
    """
    at = now or clock.now()
    for level in levels:
        check_document(level.document_no)
    _check_days([level.confirmed_on for level in levels], at, "confirmed_on")
    lock_subjects({level.officer for level in levels})
    sources = {level.source_uuid for level in levels}
    known = set(
        Evidence.objects.believed().from_sources(LEGACY, sources).values_list("source_uuid", flat=True)
        if len(levels) <= _FEW
        else Evidence.objects.believed().filter(source_kind=LEGACY).values_list("source_uuid", flat=True)
    )
    fresh = [level for level in levels if level.source_uuid not in known]
    evidence = record_evidence(items=[_evidence_of(level) for level in fresh], actor=actor, now=at)
    officers = {level.officer for level in fresh}
    changes = record_changes(subjects=officers, actor=actor, reason_code="level.imported", now=at)
    records = open_facts(
        [
            LevelRecord(
                officer=level.officer,
                level=level.level,
                stream=level.stream,
                certificate_no=level.certificate_no,
                exam_passed_on=level.exam_passed_on,
                appraised_on=level.appraised_on,
                confirmed_on=level.confirmed_on,
                document_no=level.document_no,
                exam_uuid=row.uuid,
                valid_from=start_of(level.confirmed_on),
                valid_to=end_of(level.last_day) if level.last_day else None,
                opened_by=changes[level.officer.pk],
            )
            for level, row in zip(fresh, evidence, strict=True)
        ]
    )
    audit_records("registry.level_imported", records, actor, "", at)
    raise_claims(officers=officers, actor=actor, now=at)
    return records


_FEW = 500  # more uuids than that in one condition are slower than reading all


def _evidence_of(level: LegacyLevel) -> NewEvidence:
    return NewEvidence(
        officer=level.officer,
        kind=EvidenceKind.LEGACY,
        outcome=Outcome.PASS,
        score=level.score,
        level=level.level,
        stream=level.stream,
        occurred_at=at_time(level.exam_passed_on or level.confirmed_on, 12),
        source_kind=LEGACY,
        source_uuid=level.source_uuid,
        document_no=level.document_no,
        title=level.title,
    )


def _check_days(days: Sequence[date], at: datetime, field: str) -> None:
    if any(day > day_of(at) for day in days):
        raise Refusal("levels.confirmed_on", _("The day lies ahead."), field=field)
