"""Pages of an import of people: upload, look it over, confirm, done; the imports of before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.forms import ReasonForm
from personnel.home.downloads import workbook_response
from personnel.home.listing import paginate
from personnel.imports.exports import export_history
from personnel.imports.forms import UploadForm
from personnel.imports.history import find_imports, with_owners
from personnel.imports.imports import begin_import, confirm_import, discard_import, read_again
from personnel.imports.plans import PREFIX
from personnel.imports.preview import Preview, codes_of
from personnel.imports.refused import refused_sheets
from personnel.imports.states import Kind, Outcome
from personnel.imports.template import template_sheets
from personnel.units.models import Unit
from records.audit import record_entry
from records.models import ImportPlan
from records.plans import iterate_rows
from records.refusals import Refusal

PER_PAGE = 20
SHOWN_AT_MOST = 5000


@requires("officers.manage")
def upload(request: Request) -> HttpResponse:
    """Upload a list, and the imports of before."""
    form = UploadForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        file = values.pop("file")
        try:
            job = begin_import(**values, file_name=file.name, content=file.read(), actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("personnel:job", job.uuid)
    page = paginate(request, find_imports(request.actor), per_page=PER_PAGE)
    context = {"form": form, "page": page, "rows": with_owners(list(page), request.actor)}
    return render(request, "personnel/imports/upload.html", context)


@requires("officers.manage")
@require_safe
def download_template(request: Request) -> HttpResponse:
    """A workbook to fill in."""
    return workbook_response(template_sheets(), _("Lists of people to fill in"))


@requires("officers.manage")
@require_safe
def download_history(request: Request) -> HttpResponse:
    """The list of imports as a workbook."""
    plans = list(find_imports(request.actor)[:SHOWN_AT_MOST])
    return workbook_response([export_history(with_owners(plans, request.actor))], _("Imports"))


@requires("officers.manage")
def show_plan(request: Request, uuid: UUID) -> HttpResponse:
    """What the file would change; identity numbers in full only for who may see them and says why: an entry."""
    plan = _find(request, uuid)
    preview = Preview(plan, request.GET)
    page = paginate(request, preview.rows, per_page=PER_PAGE)
    rows = list(page)
    may_identify = "officers.identify" in request.permissions
    in_full = may_identify and "full" in request.GET
    form = ReasonForm(request.POST or None)
    if in_full and not form.is_valid():
        return _ask_why(request, plan, form, len(rows))
    if in_full:
        reason = form.cleaned_data["reason"]
        _record_look(request, plan, "personnel.identity_numbers_seen", len(rows), reason=reason)
    named = {unit.code: unit.short_name for unit in Unit.objects.filter(code__in=codes_of(rows)).named_at(request.now)}
    lines = preview.lines(rows, named, in_full=in_full)
    context = {"plan": plan, "preview": preview, "page": page, "lines": lines, "in_full": in_full}
    context |= {"may_identify": may_identify, "is_people": preview.kind != Kind.UNITS}
    response = render(request, "personnel/imports/plan.html", context)
    if in_full:
        response["Cache-Control"] = "no-store"
    return response


def _ask_why(request: Request, plan: ImportPlan, form: ReasonForm, rows: int) -> HttpResponse:
    """Before identity numbers are shown in full."""
    query = request.GET.copy()
    query.pop("full")
    words = {"count": rows, "file": plan.file_name}
    context = {
        "title": _("Show the identity numbers of %(count)s rows") % words,
        "text": _("Of this page of %(file)s. Who looked, when and why is written into the audit entries.") % words,
        "form": form,
        "verb": _("Show in full"),
        "back": f"{request.path}?{query.urlencode()}",
    }
    return render(request, "components/confirm.html", context)


@requires("officers.manage")
def apply(request: Request, uuid: UUID) -> HttpResponse:
    """Ask with what it touches, then have it stored."""
    plan = _find(request, uuid)
    if request.method == "POST":
        job = confirm_import(plan=plan, actor=request.actor, now=request.now)
        return redirect("personnel:job", job.uuid)
    preview = Preview(plan, {})
    context = {
        "title": _("Store %(count)s rows of %(file)s") % {"count": preview.storable, "file": plan.file_name},
        "text": _("All of it is stored at once or nothing; each change names the document %(document)s.")
        % {"document": preview.about.get("document_no", "")},
        "touched": preview.touched,
        "verb": _("Store %(count)s rows") % {"count": preview.storable},
        "back": reverse("personnel:import", args=[plan.uuid]),
    }
    return render(request, "personnel/imports/confirm.html", context)


@requires("officers.manage")
def check_again(request: Request, uuid: UUID) -> HttpResponse:
    """Compare the same file once more."""
    plan = _find(request, uuid)
    if request.method == "POST":
        job = read_again(plan=plan, actor=request.actor, now=request.now)
        return redirect("personnel:job", job.uuid)
    return redirect("personnel:import", plan.uuid)


@requires("officers.manage")
def discard(request: Request, uuid: UUID) -> HttpResponse:
    """Drop the import, after asking."""
    plan = _find(request, uuid)
    if request.method == "POST":
        discard_import(plan=plan, actor=request.actor, now=request.now)
        messages.success(request, _("The import of %(file)s was dropped.") % {"file": plan.file_name})
        return redirect("personnel:imports")
    context = {
        "title": _("Drop this import"),
        "text": _("Nothing of the file is stored. The file itself stays with you."),
        "verb": _("Drop the import"),
        "back": reverse("personnel:import", args=[plan.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires("officers.manage")
@require_safe
def download_refused(request: Request, uuid: UUID) -> HttpResponse:
    """The refused rows with their reasons, to mend and upload again."""
    plan = _find(request, uuid)
    in_full = "officers.identify" in request.permissions
    rows = list(iterate_rows(plan, Outcome.REFUSED.value))
    sheets = refused_sheets(rows, in_full=in_full)
    if not sheets:
        return redirect("personnel:import", plan.uuid)
    _record_look(request, plan, "personnel.refused_rows_exported", len(rows))
    return workbook_response(sheets, _("Refused rows of %(file)s") % {"file": plan.file_name.rsplit(".", 1)[0]})


def _find(request: Request, uuid: UUID) -> ImportPlan:
    """One's own."""
    plans = ImportPlan.objects.visible_to(request.actor)
    return get_object_or_404(plans, uuid=uuid, kind__in=[f"{PREFIX}{kind.value}" for kind in Kind])


def _record_look(request: Request, plan: ImportPlan, action: str, rows: int, reason: str = "") -> None:
    record_entry(
        actor=request.actor,
        action=action,
        subject_kind="personnel.import",
        subject_uuid=plan.uuid,
        subject_label=plan.file_name,
        after={"rows": rows},
        reason=reason,
        now=request.now,
    )
