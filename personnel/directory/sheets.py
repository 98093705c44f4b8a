"""The list of people as a workbook, in the columns that its page shows."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.directory.people import Row, Wanted, rows_of
from personnel.officers.models import OfficerQuerySet
from records.actor import Actor
from records.audit import record_entry
from records.workbooks import Sheet

BATCH = 500


def export_list(*, people: OfficerQuerySet, wanted: Wanted, actor: Actor, now: datetime) -> Sheet:
    """The people in the order of the list, units by name, without identity numbers; the act is written down."""
    rows = [_line(row) for row in _rows(list(people.values_list("pk", flat=True)), wanted)]
    record_entry(
        actor=actor,
        action="personnel.people_exported",
        subject_kind="personnel.list",
        subject_uuid=None,
        subject_label=pgettext("list", "People"),
        after={"people": len(rows), "identity_numbers": 0},
        now=now,
    )
    head = [_("Name"), _("Police number"), _("Unit"), _("Post"), _("Rank"), _("Works at"), _("Status")]
    return Sheet(title=pgettext("list", "People"), head=head, rows=rows, is_text=True)


def _rows(keys: list[int], wanted: Wanted) -> Iterator[Row]:
    for start in range(0, len(keys), BATCH):
        yield from rows_of(keys[start : start + BATCH], wanted)


def _line(row: Row) -> list[str]:
    officer = row.officer
    cells = (officer.name, officer.police_number, officer.unit_name, officer.post, officer.rank)
    return [*(str(cell or "") for cell in cells), row.working_unit, row.status or _("not recorded")]
