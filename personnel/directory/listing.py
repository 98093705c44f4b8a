"""The list as a workbook: exactly what it shows, in its order."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.directory.people import Row, Wanted, find_people, rows_of, sorted_people
from personnel.officers.states import Stream
from records.actor import Actor
from records.audit import record_entry
from records.workbooks import Sheet

CHUNK = 500


@transaction.atomic
def export_sheet(wanted: Wanted, fields: Sequence[str], *, actor: Actor, now: datetime) -> Sheet:
    """All that the filter finds within the actor's scope; the export is an audit entry."""
    found = find_people(wanted, actor=actor, now=now)
    keys = list(sorted_people(found, fields, wanted.at))
    record_entry(
        actor=actor,
        action="personnel.officers_exported",
        subject_kind="personnel.officer",
        subject_uuid=None,
        after={"rows": len(keys)},
        now=now,
    )
    head = (
        _("Name"),
        _("Police number"),
        _("Unit"),
        _("Works at"),
        _("Post"),
        _("Stream"),
        _("Rank"),
        _("Category"),
        _("Status"),
    )
    return Sheet(title=pgettext("page", "People"), head=head, rows=list(_cells(keys, wanted)))


def _cells(keys: Sequence[int], wanted: Wanted) -> Iterator[tuple[object, ...]]:
    for start in range(0, len(keys), CHUNK):
        for row in rows_of(keys[start : start + CHUNK], wanted):
            yield _cell(row)


def _cell(row: Row) -> tuple[object, ...]:
    officer = row.officer
    return (
        officer.name,
        officer.police_number,
        officer.unit_name,
        row.working_unit,
        officer.post,
        str(Stream(officer.stream or "").label),
        officer.rank,
        row.category,
        row.status,
    )
