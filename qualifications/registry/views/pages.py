"""Pages of the registry: the list with its coverage, one officer, one's own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.home.listing import Sorting, filters_set, paginate
from personnel.officers.models import Officer
from qualifications.gate.forms import OneForm
from qualifications.registry.contributions import missing_title
from qualifications.registry.coverage import coverage_of
from qualifications.registry.dossier import dossier_of
from qualifications.registry.due import due_of
from qualifications.registry.forms import OfficerFilter
from qualifications.registry.rows import head, rows_of
from qualifications.registry.standings import SORTS, VIEW, Wanted, list_officers
from records.audit import record_entry
from records.days import day_of
from records.workbooks import Sheet

PER_PAGE = 25


@requires(VIEW)
@require_safe
def list_registry(request: Request) -> HttpResponse:
    """资格台账: coverage, what is due, and the officers who fit the address."""
    form = OfficerFilter(request.GET, actor=request.actor, now=request.now)
    wanted = form.wanted()
    sorting = Sorting.read(request.GET, SORTS, default="standing")
    page = paginate(request, _found(request, wanted, sorting), per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page), request.now),
        "sorting": sorting,
        "coverage": coverage_of(actor=request.actor, now=request.now, unit=wanted.unit),
        "due": due_of(actor=request.actor, now=request.now, unit=wanted.unit),
        "query": request.GET.urlencode(),
        "may_confirm": "registry.confirm" in request.permissions,
        "today": day_of(request.now),
    }
    return render(request, "qualifications/registry/list.html", context)


def _found(request: Request, wanted: Wanted, sorting: Sorting) -> Any:
    return list_officers(wanted, actor=request.actor, now=request.now).order_by(*sorting.fields)


@requires(VIEW)
@require_safe
def export_registry(request: Request) -> HttpResponse:
    """What the list shows, all its pages, as a workbook; that it was taken out is an audit entry."""
    form = OfficerFilter(request.GET, actor=request.actor, now=request.now)
    sorting = Sorting.read(request.GET, SORTS, default="standing")
    found = list(_found(request, form.wanted(), sorting))
    rows = [row.as_cells() for row in rows_of(found, request.now)]
    record_entry(
        actor=request.actor,
        action="registry.exported",
        subject_kind="registry.list",
        subject_uuid=None,
        after={"rows": len(rows), "filters": filters_set(form)},
        now=request.now,
    )
    name = _("Registry %(day)s") % {"day": day_of(request.now)}
    return workbook_response([Sheet(title=_("Registry"), head=head(), rows=rows)], name)


@requires(VIEW)
@require_safe
def show_officer(request: Request, uuid: UUID) -> HttpResponse:
    """One officer's record."""
    officer = get_object_or_404(Officer.objects.visible_to(request.actor, VIEW), uuid=uuid)
    context = {
        "dossier": dossier_of(officer, request.now),
        "may_restrict": "registry.restrict" in request.permissions,
        "may_confirm": "registry.confirm" in request.permissions,
        "may_ask": "gate.ask" in request.permissions,
        "question": OneForm(actor=request.actor, now=request.now),
    }
    return render(request, "qualifications/registry/officer.html", context)


@requires(None)
@require_safe
def show_own(request: Request) -> HttpResponse:
    """What I hold, since when, until when, on what it rests, and what comes next."""
    officer = request.user.officer
    dossier = dossier_of(officer, request.now) if officer else None
    missing = missing_title(dossier.next_level.level) if dossier and dossier.next_level else ""
    return render(request, "qualifications/registry/own.html", {"dossier": dossier, "missing": missing})
