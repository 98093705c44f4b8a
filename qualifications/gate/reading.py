"""Reading the facts that the gate needs, as of a revision, for many officers in a constant number of queries."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import connection, models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change, DatedFact
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    ServiceStatus,
)
from personnel.units.models import Unit, UnitVersion
from qualifications.evidence.models import Evidence
from qualifications.gate.facts import (
    Fact,
    Facts,
    LevelFact,
    NumberFact,
    PostFact,
    RestrictionFact,
    ServiceFact,
    UnitFact,
)
from qualifications.levels.claims import REVOKED
from qualifications.levels.models import LevelRecord
from qualifications.restrictions.models import Restriction
from qualifications.states import Level
from records.refusals import Refusal


@dataclass(slots=True)
class Reading:
    """What was read of one officer: values for the rules, the rows behind them, and their digests."""

    officer: Officer
    revision: int
    rows: dict[str, list[DatedFact]] = field(default_factory=lambda: defaultdict(list))
    evidence: list[Evidence] = field(default_factory=list)

    def facts(self, unit_rows: Sequence[UnitVersion]) -> Facts:
        """The rows as values."""
        made = {kind: tuple(map(_VALUES[kind], self.rows[kind])) for kind in _VALUES}
        unit = tuple(
            UnitFact(start=row.valid_from, end=row.valid_to, is_law_enforcement=row.is_law_enforcement)
            for row in unit_rows
        )
        return Facts(**made, unit=unit)

    def digests(self, unit_rows: Sequence[UnitVersion]) -> list[dict[str, Any]]:
        """[{kind, id, digest}] of every row that the answer rests on."""
        kinds: list[tuple[str, Iterable[DatedFact]]] = [
            *self.rows.items(),
            ("evidence", self.evidence),
            ("unit", unit_rows),
        ]
        found = [{"kind": kind, "id": row.pk, "digest": digest_of(row)} for kind, rows in kinds for row in rows]
        return sorted(found, key=lambda fact: (fact["kind"], fact["id"]))


def digest_of(row: DatedFact) -> str:
    """A hash of everything that a row says; what may still come to it (its closing) is left out."""
    values = {
        column.attname: str(getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.attname != "closed_by_id"
    }
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _service(row: DatedFact) -> ServiceFact:
    row = cast(ServiceStatus, row)
    return ServiceFact(start=row.valid_from, end=row.valid_to, status=row.status, category=row.category)


def _number(row: DatedFact) -> NumberFact:
    row = cast(PoliceNumber, row)
    return NumberFact(start=row.valid_from, end=row.valid_to, number=row.number)


def _post(row: DatedFact) -> PostFact:
    row = cast(Appointment, row)
    return PostFact(
        start=row.valid_from,
        end=row.valid_to,
        unit_id=row.unit_id,
        post=row.post,
        relation=row.relation,
        is_head=row.is_head or row.acting,
    )


def _level(row: DatedFact) -> LevelFact:
    row = cast(LevelRecord, row)
    return LevelFact(
        start=row.valid_from,
        end=row.valid_to,
        uuid=row.uuid,
        level=Level(row.level),
        stream=row.stream,
        certificate_no=row.certificate_no,
        exam_passed_on=row.exam_passed_on,
        appraised_on=row.appraised_on,
        confirmed_on=row.confirmed_on,
        document_no=row.document_no,
        exam_uuid=row.exam_uuid,
        is_revoked=row.opened_by.reason_code == REVOKED,
    )


def _restriction(row: DatedFact) -> RestrictionFact:
    row = cast(Restriction, row)
    return RestrictionFact(
        start=row.valid_from,
        end=row.valid_to,
        uuid=row.uuid,
        kind=row.kind,
        level=row.level,
        blocks=row.blocks,
        document_no=row.document_no,
        planned_until=row.planned_until,
    )


def _bare(row: DatedFact) -> Fact:
    return Fact(start=row.valid_from, end=row.valid_to)


_VALUES: dict[str, Callable[[DatedFact], Any]] = {
    "services": _service,
    "numbers": _number,
    "posts": _post,
    "levels": _level,
    "restrictions": _restriction,
    "legal": _bare,
    "reviews": _bare,
}
_MODELS: dict[str, type[DatedFact]] = {
    "services": ServiceStatus,
    "numbers": PoliceNumber,
    "posts": Appointment,
    "levels": LevelRecord,
    "restrictions": Restriction,
    "legal": LegalQualification,
    "reviews": FirstReview,
}


def check_known_at(known_at: datetime, now: datetime) -> None:
    """What is written right now may still be recorded before known_at: such a moment has no settled answer yet.

    Raises Refusal("gate.known_at") for one that lies ahead or is younger than the oldest open transaction.
    """
    if known_at > now:
        raise Refusal("gate.known_at", _("“As known at” lies ahead."), field="known_at")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL"
        )
        (oldest,) = cursor.fetchone()
    if oldest is not None and known_at >= oldest:
        raise Refusal("gate.known_at", _("Something is just being recorded; ask again in a moment."), field="known_at")


def find_holders(numbers: Iterable[str], at: datetime, known_at: datetime | None) -> dict[str, int]:
    """Keys of the officers whose numbers these were at the instant, as known at another (now)."""
    rows = PoliceNumber.objects.holding_at(at).filter(number__in=set(numbers))
    if known_at is None:
        rows = rows.believed()
    else:
        rows = rows.filter(opened_by__recorded_at__lte=known_at).exclude(closed_by__recorded_at__lte=known_at)
    return dict(rows.order_by("opened_by").values_list("number", "officer_id"))


def revisions_of(model: type[models.Model], keys: Sequence[int], known_at: datetime | None) -> dict[int, int]:
    """The revision to read each officer or unit at; those of whom nothing was known are absent."""
    if known_at is None:
        rows = model._default_manager.filter(pk__in=keys, last_change__isnull=False)
        return dict(rows.values_list("pk", "last_change_id"))
    subject = "officer_id" if model is Officer else "unit_id"
    changes = Change.objects.filter(recorded_at__lte=known_at, **{f"{subject}__in": keys})
    return dict(changes.values(subject).annotate(revision=Max("pk")).values_list(subject, "revision"))


def read_officers(revisions: Mapping[int, int]) -> dict[int, Reading]:
    """The facts of each officer as of its revision. The revisions were taken first: no lock is needed."""
    officers = Officer.objects.in_bulk(list(revisions))
    readings = {key: Reading(officer=officers[key], revision=revision) for key, revision in revisions.items()}
    for kind, model in _MODELS.items():
        rows = model._default_manager.filter(officer__in=list(readings)).order_by("pk")  # type: ignore[misc]
        for row in rows.select_related("opened_by") if kind == "levels" else rows:
            reading = readings[row.officer_id]  # type: ignore[attr-defined]
            if is_believed_at(row, reading.revision):
                reading.rows[kind].append(row)
    _read_evidence(readings)
    return readings


def _read_evidence(readings: Mapping[int, Reading]) -> None:
    """The evidence that the levels rest on."""
    levels = [cast(LevelRecord, row) for reading in readings.values() for row in reading.rows["levels"]]
    wanted = {level.exam_uuid for level in levels if level.exam_uuid}
    for row in Evidence.objects.filter(uuid__in=wanted).order_by("valid_from", "pk"):
        reading = readings.get(row.officer_id)
        if reading and is_believed_at(row, reading.revision):
            reading.evidence.append(row)


def is_believed_at(row: DatedFact, revision: int) -> bool:
    """Whether the row was known at the revision and not closed by then."""
    if row.opened_by_id > revision:
        return False
    return row.closed_by_id is None or row.closed_by_id > revision


def read_unit(unit: Unit, revision: int) -> list[UnitVersion]:
    """What the unit was, as of a revision."""
    return list(UnitVersion.objects.as_of(revision).filter(unit=unit).order_by("pk"))
