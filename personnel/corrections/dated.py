"""Dated facts as things on record: since when, until when, by which document. For every floor that offers its facts."""

from datetime import date
from typing import TypeVar

from personnel.changes.models import DatedFact
from personnel.home.correctable import Recorded, Text
from personnel.officers.models import Officer
from records.days import day_of, last_day_before

# Fields of a row that say when and by what it holds, not what it says.
_FRAME = frozenset({"id", "valid_to", "opened_by_id", "closed_by_id"})

F = TypeVar("F", bound=DatedFact)


def dated_rows(model: type[F], officer: Officer) -> list[tuple[F, str]]:
    """Believed rows with the document by which each came to say what it says, the latest first.

    The copy that ends a fact was opened by another document than the fact itself.
    """
    rows = model._default_manager.filter(officer=officer).select_related("opened_by").order_by("opened_by", "pk")
    said: dict[object, tuple[object, str]] = {}
    believed: list[tuple[F, str]] = []
    for row in rows:
        content = tuple(
            getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname not in _FRAME
        )
        before = said.get(row.uuid)
        document = before[1] if before and before[0] == content else row.opened_by.document_no
        said[row.uuid] = (content, document)
        if row.closed_by_id is None:
            believed.append((row, document))
    return sorted(believed, key=lambda pair: pair[0].valid_from, reverse=True)


def recorded_of(code: str, row: DatedFact, value: Text, document: str, note: Text = "") -> Recorded:
    """A believed row as something on record: its value in words, the document by which it came to say so."""
    until: date | None = last_day_before(row.valid_to) if row.valid_to else None
    return Recorded(
        code=code,
        uuid=row.uuid,
        value=value,
        note=note,
        since=day_of(row.valid_from),
        until=until,
        document_no=document,
        revision=row.opened_by_id,
    )
