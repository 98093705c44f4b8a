"""Taking evidence in: the one door through which exams, courses, scores and outside lists reach the registry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import BATCH, close_facts, copy_of, lock_subjects, open_facts, record_changes
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from personnel.officers.states import Stream
from qualifications.evidence.models import Evidence
from qualifications.levels.claims import follow_corrections, raise_claims
from qualifications.states import EvidenceKind, Level, Outcome
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal

Source = tuple[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """One thing that speaks for (or against) a level.

    occurred_at: when the exam was passed, the training done. source_kind and source_uuid say what it came from
    ("exams.result", uuid); source_revision grows when the source is corrected. amount: hours.
    """

    officer: Officer
    kind: EvidenceKind
    occurred_at: datetime
    source_kind: str
    source_uuid: UUID
    source_revision: int = 1
    outcome: Outcome | str = Outcome.NONE
    score: Decimal | None = None
    level: Level | str = ""
    stream: Stream | str = Stream.NONE
    amount: Decimal | None = None
    document_no: str = ""
    title: str = ""

    @property
    def source(self) -> Source:
        """What it is known by."""
        return (self.source_kind, self.source_uuid)


@transaction.atomic
def record_evidence(*, items: Sequence[NewEvidence], actor: Actor, now: datetime | None = None) -> list[Evidence]:
    """Take evidence in; returns the row of each item, in the order given.

    The same source with the same (or an older) revision changes nothing; a newer revision closes the row and opens
    another of the same fact. Where a policy's rule is now met, a level claim arises.

    Raises Refusal("evidence.incomplete").
    """
    for item in items:
        _check(item)
    newest = _newest_by_source(items)
    affected = {row.officer for row in _known(newest)} | {item.officer for item in newest.values()}
    lock_subjects(affected)
    known = {(row.source_kind, row.source_uuid): row for row in _known(newest)}
    fresh = {
        source: item
        for source, item in newest.items()
        if source not in known or item.source_revision > known[source].source_revision
    }
    replaced = [known[source] for source in fresh if source in known]
    subjects = {item.officer for item in fresh.values()} | {row.officer for row in replaced}
    changes = record_changes(
        subjects=subjects,
        actor=actor,
        reason_code="evidence.recorded",
        document_no=_shared_document_no(fresh.values()),
        now=now,
    )
    close_facts(replaced, changes)
    opened = open_facts([_row(item, known.get(source), changes) for source, item in fresh.items()])
    rows = known | dict(zip(fresh, opened, strict=True))
    _audit("registry.evidence_recorded", opened, actor, now)
    follow_corrections(replaced=replaced, opened=opened, actor=actor, now=now)
    raise_claims(officers=subjects, actor=actor, now=now)
    return [rows[item.source] for item in items]


@transaction.atomic
def withdraw_evidence(
    *, sources: Iterable[Source], actor: Actor, document_no: str = "", now: datetime | None = None
) -> list[Evidence]:
    """Stop believing what came from these sources (a correction); unknown sources change nothing."""
    rows = _known(dict.fromkeys(sources))
    changes = record_changes(
        subjects={row.officer for row in rows},
        actor=actor,
        reason_code="evidence.withdrawn",
        document_no=document_no,
        now=now,
    )
    close_facts(rows, changes)
    _audit("registry.evidence_withdrawn", rows, actor, now)
    follow_corrections(replaced=rows, opened=[], actor=actor, now=now)
    raise_claims(officers={row.officer for row in rows}, actor=actor, now=now)
    return rows


def _check(item: NewEvidence) -> None:
    has_amount = item.amount is not None and item.amount > 0
    is_hours = item.kind == EvidenceKind.HOURS
    if is_hours != has_amount or is_hours != (item.outcome == Outcome.NONE):
        raise Refusal(
            "evidence.incomplete",
            _("Training needs an amount of hours, everything else an outcome."),
            field="amount" if is_hours else "outcome",
        )


def _newest_by_source(items: Sequence[NewEvidence]) -> dict[Source, NewEvidence]:
    newest: dict[Source, NewEvidence] = {}
    for item in items:
        if item.source not in newest or item.source_revision > newest[item.source].source_revision:
            newest[item.source] = item
    return newest


def _known(sources: Iterable[Source]) -> list[Evidence]:
    wanted = list(sources)
    rows: list[Evidence] = []
    for kind in sorted({kind for kind, _uuid in wanted}):
        uuids = [uuid for own, uuid in wanted if own == kind]
        for start in range(0, len(uuids), BATCH):
            found = Evidence.objects.believed().from_sources(kind, uuids[start : start + BATCH])
            rows.extend(found.select_related("officer"))
    return rows


def _row(item: NewEvidence, old: Evidence | None, changes: dict[int, Change]) -> Evidence:
    change = changes[item.officer.pk]
    values = {
        "officer": item.officer,
        "kind": item.kind,
        "outcome": item.outcome,
        "score": item.score,
        "level": item.level,
        "stream": item.stream,
        "amount": item.amount,
        "title": item.title[:200],
        "document_no": item.document_no,
        "source_kind": item.source_kind,
        "source_uuid": item.source_uuid,
        "source_revision": item.source_revision,
        "valid_from": item.occurred_at,
    }
    if old is None:
        return Evidence(**values, opened_by=change)
    del values["officer"]
    return copy_of(old, change, officer_id=item.officer.pk, **values)


def _shared_document_no(items: Iterable[NewEvidence]) -> str:
    numbers = {item.document_no for item in items}
    return numbers.pop() if len(numbers) == 1 else ""


def _audit(action: str, rows: Sequence[Evidence], actor: Actor, now: datetime | None) -> None:
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="registry.evidence",
                uuid=row.uuid,
                label=masked_name(row.officer.name),
                after={"kind": row.kind, "outcome": row.outcome, "level": row.level, "revision": row.source_revision},
            )
            for row in rows
        ],
        now=now,
    )
