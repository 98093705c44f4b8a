"""Pages of an import: upload, look it over, decide, apply."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exams.bank.forms import UploadForm
from exams.bank.imports import apply_plan, bank_of, choose, mend_row, parse_upload
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.plans import KIND, PlanRow
from exams.bank.preview import Preview
from exams.bank.refused import refused_sheets
from exams.bank.reviews import submit_for_review
from exams.bank.states import VersionState
from exams.bank.template import template_sheets
from exams.bank.uploads import is_long, request_parsing
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.home.listing import paginate
from personnel.inbox.following import follow
from records.models import ImportPlan
from records.plans import discard_plan, rows_of
from records.refusals import Refusal
from records.states import PlanState

PER_PAGE = 20


@requires("bank.import")
def upload(request: Request) -> HttpResponse:
    """Upload a workbook, and the imports of before."""
    form = UploadForm(request.POST or None, request.FILES or None, request=request, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            return _take_in(request, form.cleaned_data["bank"], form.cleaned_data["file"])
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
    plans = ImportPlan.objects.visible_to(request.actor).filter(kind=KIND).order_by("-created_at")
    page = paginate(request, plans, per_page=PER_PAGE)
    named = QuestionBank.objects.filter(uuid__in=[plan.target_uuid for plan in page])
    banks = dict(named.values_list("uuid", "name"))
    rows = [(plan, banks.get(plan.target_uuid, "")) for plan in page]
    return render(request, "exams/bank/upload.html", {"form": form, "page": page, "rows": rows})


def _take_in(request: Request, bank: QuestionBank, file: "UploadedFile[bytes]") -> HttpResponse:
    """To the preview of a short file at once; of a long one by the page that shows how far it is."""
    content, name = file.read(), file.name or ""
    if is_long(name, content):
        job = request_parsing(bank=bank, file_name=name, content=content, actor=request.actor, now=request.now)
        return follow(job, request=request)
    plan = parse_upload(bank=bank, file_name=name, content=content, actor=request.actor, now=request.now)
    return redirect("exams:import", plan.uuid)


@requires("bank.import")
@require_safe
def download_template(request: Request) -> HttpResponse:
    """A workbook to fill in."""
    return workbook_response(template_sheets(), _("Questions to fill in"))


@requires("bank.import")
@require_safe
def show_plan(request: Request, uuid: UUID) -> HttpResponse:
    """What the file would change, what needs a decision first."""
    plan = _find(request, uuid)
    preview = Preview(plan, request.GET)
    page = paginate(request, preview.order, per_page=PER_PAGE)
    bank = bank_of(plan)
    drafts = _drafts_of(plan).count() if plan.state == PlanState.APPLIED else 0
    context = {
        "plan": plan,
        "bank": bank,
        "preview": preview,
        "page": page,
        "cards": preview.cards(bank, list(page)),
        "drafts": drafts,
    }
    return render(request, "exams/bank/plan.html", context)


@requires("bank.import")
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """Keep the decisions about near-duplicates that the page sent."""
    plan = _find(request, uuid)
    if request.method == "POST":
        sent = _sent(request, "row-")
        choices = {int(place): value for place, value in sent.items() if place.isdecimal()}
        choose(plan=plan, choices=choices, actor=request.actor)
    return redirect(_back(request, plan))


@requires("bank.import")
def mend(request: Request, uuid: UUID, place: int) -> HttpResponse:
    """Check a refused row again with the cells as corrected here."""
    plan = _find(request, uuid)
    if request.method == "POST":
        values = _sent(request, "cell-")
        row = mend_row(plan=plan, place=place, values=values, actor=request.actor, now=request.now)
        if not row.faults:
            messages.success(request, _("%(place)s: now in order.") % {"place": row.place})
    return redirect(_back(request, plan))


@requires("bank.import")
def apply(request: Request, uuid: UUID) -> HttpResponse:
    """Store the good rows as drafts."""
    plan = _find(request, uuid)
    if request.method == "POST":
        apply_plan(plan=plan, actor=request.actor, now=request.now)
    return redirect("exams:import", plan.uuid)


@requires("bank.import")
def discard(request: Request, uuid: UUID) -> HttpResponse:
    """Drop the import, after asking."""
    plan = _find(request, uuid)
    if request.method == "POST":
        discard_plan(plan=plan, actor=request.actor, now=request.now)
        messages.success(request, _("The import of %(file)s was dropped.") % {"file": plan.file_name})
        return redirect("exams:upload")
    context = {
        "title": _("Drop this import"),
        "text": _("Nothing of the file is stored. The file itself stays with you."),
        "verb": _("Drop the import"),
        "back": reverse("exams:import", args=[plan.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires("bank.import")
def submit_plan(request: Request, uuid: UUID) -> HttpResponse:
    """Send what the import stored to review."""
    plan = _find(request, uuid)
    if request.method == "POST":
        moved = submit_for_review(versions=_drafts_of(plan), actor=request.actor, now=request.now)
        messages.success(request, _("%(count)s questions are in review.") % {"count": len(moved)})
    return redirect("exams:import", plan.uuid)


@requires("bank.import")
@require_safe
def download_refused(request: Request, uuid: UUID) -> HttpResponse:
    """The refused rows with their reasons, to mend and upload again."""
    plan = _find(request, uuid)
    sheets = refused_sheets(PlanRow.from_dict(values) for values in rows_of(plan))
    if not sheets:
        return redirect("exams:import", plan.uuid)
    return workbook_response(sheets, _("Refused rows of %(file)s") % {"file": plan.file_name.rsplit(".", 1)[0]})


def _find(request: Request, uuid: UUID) -> ImportPlan:
    """One's own plan, for a bank that one still writes for: its preview shows the bank's keys."""
    banks = QuestionBank.objects.kept_by(request.actor, "bank.import")
    plans = ImportPlan.objects.visible_to(request.actor).filter(kind=KIND, target_uuid__in=banks.values("uuid"))
    return get_object_or_404(plans, uuid=uuid)


def _sent(request: Request, prefix: str) -> dict[str, str]:
    """What the form's controls with this prefix hold, by the rest of their names."""
    return {name.removeprefix(prefix): str(value) for name, value in request.POST.items() if name.startswith(prefix)}


def _drafts_of(plan: ImportPlan) -> Any:
    return QuestionVersion.objects.filter(uuid__in=plan.result.get("versions", []), state=VersionState.DRAFT)


def _back(request: Request, plan: ImportPlan) -> str:
    """The page of the preview from which it was sent."""
    query = request.POST.get("query", "")
    return reverse("exams:import", args=[plan.uuid]) + (f"?{query}" if query else "")
