"""Pages of the auditor: who did what, when, from where. Nothing can be changed here."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.audit.chain import chain_state, heads_folder, seal_of
from personnel.audit.entries import VIEW, entries_visible_to, find_entries
from personnel.audit.forms import EntryFilter
from personnel.audit.paging import COUNTED, count_up_to, read_page
from personnel.audit.people import names_in, people_of
from personnel.audit.sheet import sheet_of
from personnel.audit.words import actor_words, differences, subject_words
from personnel.home.downloads import workbook_response
from personnel.home.listing import filters_set
from personnel.units.models import Unit
from records.actions import label_of
from records.audit import record_entry

LIMIT: Final = 50_000  # rows of an export
KEPT_DAYS: Final = 184


@requires(VIEW)
@require_safe
def list_entries(request: Request) -> HttpResponse:
    """The list, filtered by the address."""
    form = EntryFilter(request.GET, actor=request.actor, now=request.now)
    entries = find_entries(form.wanted(), actor=request.actor, now=request.now)
    page, count = read_page(entries, request.GET), count_up_to(entries)
    names = people_of((entry.subject_uuid for entry in page.entries), request.now)
    context = {
        "form": form,
        "page": page,
        "rows": [
            (entry, label_of(entry.action), *actor_words(entry), subject_words(entry, names)) for entry in page.entries
        ],
        "query": request.GET.urlencode(),
        "count": count,
        "more_than": COUNTED if count > COUNTED else None,
        "limit": LIMIT,
        "kept_days": KEPT_DAYS,
    }
    return render(request, "personnel/audit/list.html", context)


@requires(VIEW)
@require_safe
def show_entry(request: Request, uuid: UUID) -> HttpResponse:
    """One entry: all that it says, and its seal."""
    entry = get_object_or_404(entries_visible_to(request.actor, now=request.now), uuid=uuid)
    who, role = actor_words(entry)
    unit = Unit.objects.named_at(entry.at).filter(uuid=entry.actor_unit).first() if entry.actor_unit else None
    names = names_in([entry], request.now)
    context = {
        "entry": entry,
        "subject": subject_words(entry, names),
        "act": label_of(entry.action),
        "who": who,
        "role": role,
        "unit": unit,
        "differences": differences(entry, names),
        "has_before": bool(entry.before),
        "sealed": seal_of(entry),
    }
    return render(request, "personnel/audit/entry.html", context)


@requires(VIEW)
@require_safe
def show_chain(request: Request) -> HttpResponse:
    """How far the chain is sealed, its heads, the last verification."""
    context = {"state": chain_state(), "folder": heads_folder(), "kept_days": KEPT_DAYS}
    return render(request, "personnel/audit/chain.html", context)


@requires(VIEW)
@require_safe
def export_entries(request: Request) -> HttpResponse:
    """What the list shows, as a workbook, the newest first up to a limit; the export itself is an entry."""
    form = EntryFilter(request.GET, actor=request.actor, now=request.now)
    entries = find_entries(form.wanted(), actor=request.actor, now=request.now)
    listed = list(entries[:LIMIT])
    record_entry(
        actor=request.actor,
        action="personnel.audit_exported",
        subject_kind="records.audit_entry",
        subject_uuid=None,
        after={"rows": len(listed), "filters": filters_set(form)},
        now=request.now,
    )
    return workbook_response([sheet_of(listed, request.now)], _("Audit entries"))
