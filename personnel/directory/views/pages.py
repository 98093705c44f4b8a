"""The list of people, one person's page, and looking somebody up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.forms import ReasonForm
from personnel.directory.forms import PeopleFilter
from personnel.directory.people import (
    IDENTIFY,
    MANAGE,
    SORTS,
    VIEW,
    Wanted,
    find_and_count,
    find_people,
    in_order,
    looks_like_an_id_number,
    people_acted_on,
    people_of,
    rows_of,
)
from personnel.directory.person import person_of
from personnel.directory.seeking import find_by_id_number, identify
from personnel.directory.sheets import export_list
from personnel.home.contributions import officer_links
from personnel.home.downloads import workbook_response
from personnel.home.listing import Sorting, paginate
from personnel.imports.exports import export_officers
from personnel.officers.models import Officer, OfficerQuerySet
from personnel.officers.rules import is_id_number, normalized_id_number


@requires(VIEW)
@require_safe
def list_people(request: Request) -> HttpResponse:
    """People within the reader's scope, as of today or of a day."""
    if looks_like_an_id_number(request.GET.get("q", "")):  # typed by hand: it must not stand in a page's links, too
        return redirect("personnel:officers")
    form = PeopleFilter(request.GET, actor=request.actor, now=request.now)
    wanted = form.wanted()
    sorting = Sorting.read(request.GET, SORTS, default="name")
    found, count = find_and_count(wanted, actor=request.actor, now=request.now)
    if "nobody" in request.GET:  # sought by an identity number in vain: not a list of everybody
        found, count = found.none(), 0
    page = paginate(request, in_order(found, sorting.fields, wanted.at).values_list("pk", flat=True), count=count)
    context = {
        "form": form,
        "wanted": wanted,
        "sorting": sorting,
        "page": page,
        "rows": rows_of(list(page.object_list), wanted),
        "query": request.GET.urlencode(),
        "may_manage": MANAGE in request.permissions,
    }
    return render(request, "personnel/directory/list.html", context)


@requires(VIEW)
@require_POST
def find(request: Request) -> HttpResponse:
    """What was typed into the search box: an identity number leads to the page, anything else to the list."""
    q = request.POST.get("q", "").strip()[:60]
    if not looks_like_an_id_number(q):
        return redirect(f"{reverse('personnel:officers')}?{urlencode({'q': q, 'status': 'any'} if q else {})}")
    officer = find_by_id_number(q, actor=request.actor, now=request.now)
    if officer is not None:
        return redirect("personnel:officer", officer.uuid)
    if is_id_number(normalized_id_number(q)):
        messages.warning(request, _("Nobody in your units has this identity number."))
    else:
        messages.warning(request, _("This identity number is mistyped: its last character does not check the others."))
    return redirect(f"{reverse('personnel:officers')}?nobody=1")


@requires(VIEW)
def export_people(request: Request) -> HttpResponse:
    """What the list shows, as a workbook; in the columns to import again after a reason was given. Both are audited."""
    wanted = PeopleFilter(request.GET, actor=request.actor, now=request.now).wanted()
    found = find_people(wanted, actor=request.actor, now=request.now)
    if MANAGE in request.permissions and request.GET.get("columns") == "import":
        return _export_to_import(request, found, wanted)
    sorting = Sorting.read(request.GET, SORTS, default="name")
    people = in_order(found, sorting.fields, wanted.at)
    sheet = export_list(people=people, wanted=wanted, actor=request.actor, now=request.now)
    return workbook_response([sheet], _("List of people"))


def _export_to_import(request: Request, found: OfficerQuerySet, wanted: Wanted) -> HttpResponse:
    """Identity numbers leave in full: why is asked first."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sheet = export_officers(
            officers=found,
            at=wanted.at,
            in_full=IDENTIFY in request.permissions,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=request.now,
        )
        return workbook_response([sheet], _("List of people"))
    words = {"count": found.count()}
    text = _("The identity numbers of %(count)s people leave in full. Who took them, when and why is an audit entry.")
    masked = _("%(count)s people, their identity numbers masked. Who took the list, when and why is an audit entry.")
    context = {
        "title": _("Export %(count)s people to import again") % words,
        "text": (text if IDENTIFY in request.permissions else masked) % words,
        "form": form,
        "verb": _("Export"),
        "back": f"{reverse('personnel:officers')}?{_without_columns(request)}",
    }
    return render(request, "components/confirm.html", context)


def _without_columns(request: Request) -> str:
    query = request.GET.copy()
    query.pop("columns", None)
    return query.urlencode()


@requires(VIEW)
@require_safe
def show_person(request: Request, uuid: UUID) -> HttpResponse:
    """One person: what stands, what was, what was changed by whom, and what HR may do."""
    officer = get_object_or_404(people_of(request.actor, VIEW, request.now), uuid=uuid)
    return render(request, "personnel/directory/person.html", _context(request, officer))


@requires(IDENTIFY)
def show_identity(request: Request, uuid: UUID) -> HttpResponse:
    """The identity number in full, once, after the reason was given; the look is an audit entry."""
    officer = get_object_or_404(_identified(request), uuid=uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = identify(officer, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now)
        context = {"officer": officer, "number": number}
        response = render(request, "personnel/directory/identity.html", context)
        response["Cache-Control"] = "no-store"
        return response
    context = {
        "title": _("Show the identity number of %(name)s") % {"name": officer.name},
        "text": _("It is shown once. Who looked, when and why is written into the audit entries."),
        "form": form,
        "verb": _("Show in full"),
        "back": reverse("personnel:officer", args=[officer.uuid]),
    }
    return render(request, "components/confirm.html", context)


def _identified(request: Request) -> OfficerQuerySet:
    """Those whose identity number the reader may see in full."""
    return Officer.objects.managed_by(request.actor, IDENTIFY, now=request.now)


def _context(request: Request, officer: Any) -> dict[str, Any]:
    person = person_of(officer, request.now)
    managed = people_acted_on(request.actor, MANAGE, request.now).filter(pk=officer.pk)
    links = officer_links.collect(officer, request.now)
    return {
        "person": person,
        "officer": person.officer,
        "may_manage": MANAGE in request.permissions and managed.exists(),
        "may_identify": IDENTIFY in request.permissions and _identified(request).filter(pk=officer.pk).exists(),
        "links": [link for link in links if link.permission in request.permissions],
    }
