"""The list of roles as a workbook."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from personnel.home.downloads import workbook_response
from personnel.roles.listing import Row, Wanted, find_grants, rows_of
from records.actor import Actor
from records.audit import record_entry
from records.days import day_of
from records.workbooks import Sheet


def export_grants(*, wanted: Wanted, actor: Actor, now: datetime) -> HttpResponse:
    """All that the list shows; that it was taken out is an audit entry."""
    rows = rows_of(find_grants(wanted, actor=actor, now=now), actor, now)
    record_entry(
        actor=actor,
        action="personnel.roles_exported",
        subject_kind="personnel.role_grant",
        subject_uuid=None,
        after={"rows": len(rows)},
        now=now,
    )
    head = (
        _("Name"),
        _("Police number"),
        _("Serves in"),
        _("Role"),
        _("Stream"),
        _("For"),
        _("Since"),
        _("Until"),
        _("Given by"),
        _("Document number"),
        _("State"),
    )
    sheet = Sheet(title=_("Roles"), head=head, rows=[_line(row) for row in rows])
    return workbook_response([sheet], _("Roles %(day)s") % {"day": day_of(now)})


def _line(row: Row) -> tuple[object, ...]:
    grant = row.grant
    return (
        grant.account.display_name,
        grant.number or grant.account.login_name,
        grant.holder_unit,
        grant.get_role_display(),
        grant.get_stream_display() if grant.stream else "",
        row.place,
        grant.valid_from,
        grant.valid_to,
        grant.given_by_name,
        grant.document_no,
        row.state,
    )
