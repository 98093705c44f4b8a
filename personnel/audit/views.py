"""Pages of the auditor: who did what, when, from where. Nothing can be changed here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from personnel.access.declared import requires
from personnel.access.states import Role
from personnel.accounts.request import Request
from personnel.audit.entries import Wanted, find_entries
from personnel.audit.forms import EntryFilter
from personnel.home.listing import paginate
from records.actions import actor_shown, label_of
from records.audit import record_entry
from records.models import AuditEntry
from records.workbooks import Sheet, workbook_response

LIMIT = 50_000
ROLE_NAMES = {role.value: role.label for role in Role}


@requires("audit.view")
def list_entries(request: Request) -> HttpResponse:
    """The list, filtered by the address."""
    form = EntryFilter(request.GET)
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    page = paginate(request, find_entries(wanted, actor=request.actor))
    rows = [(entry, label_of(entry.action), *_actor_words(entry)) for entry in page]
    context = {"form": form, "page": page, "rows": rows, "query": request.GET.urlencode()}
    return render(request, "personnel/audit/list.html", context)


@requires("audit.view")
def export_entries(request: Request) -> HttpResponse:
    """What the list shows, as a workbook; the look itself is an entry."""
    form = EntryFilter(request.GET)
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    rows = [_row(entry) for entry in find_entries(wanted, actor=request.actor)[:LIMIT]]
    record_entry(
        actor=request.actor,
        action="personnel.audit_exported",
        subject_kind="records.audit_entry",
        subject_uuid=None,
        after={"rows": len(rows)},
        now=request.now,
    )
    head = (_("Time"), _("By"), _("Role"), _("Address"), _("Act"), _("To what"), _("Document number"), _("Reason"))
    return workbook_response([Sheet(title=_("Audit entries"), head=head, rows=rows)], _("Audit entries"))


def _actor_words(entry: AuditEntry) -> tuple[str, str]:
    """Who acted, and in which role."""
    return actor_shown(entry.actor_name, entry.actor_role), str(ROLE_NAMES.get(entry.actor_role, ""))


def _row(entry: AuditEntry) -> tuple[object, ...]:
    return (
        entry.at,
        *_actor_words(entry),
        entry.address,
        label_of(entry.action),
        entry.subject_label,
        entry.document_no,
        entry.reason,
    )
