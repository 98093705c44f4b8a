"""Pages: the banks, one bank with its questions, exports, a new bank."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exams.bank.banks import open_bank
from exams.bank.forms import BankForm, QuestionFilter
from exams.bank.listing import Wanted, banks_shown, counts_of_bank, find_questions
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.resources import export_questions, export_with_keys
from exams.bank.reviews import submit_for_review
from exams.bank.states import Purpose, VersionState
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.home.listing import paginate, uuids_of
from records.refusals import Refusal


@requires("bank.view")
@require_safe
def list_banks(request: Request) -> HttpResponse:
    """Banks that the reader may use."""
    page = paginate(request, banks_shown(request.actor, request.now))
    return render(request, "exams/bank/banks.html", {"page": page})


@requires("bank.import")
def open_new(request: Request) -> HttpResponse:
    """Open a bank."""
    form = BankForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            bank = open_bank(
                owner=data["owner"],
                name=data["name"],
                purpose=Purpose(data["purpose"]),
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("exams:bank", bank.uuid)
    return render(request, "exams/bank/open.html", {"form": form})


@requires("bank.view")
@require_safe
def show_bank(request: Request, uuid: UUID) -> HttpResponse:
    """A bank's questions, filtered by the address."""
    bank = get_object_or_404(banks_shown(request.actor, request.now), uuid=uuid)
    form = QuestionFilter(request.GET, bank=bank)
    page = paginate(request, find_questions(bank, _wanted(form)))
    context = {
        "bank": bank,
        "form": form,
        "page": page,
        "counts": counts_of_bank(bank),
        "query": request.GET.urlencode(),
        **_rights(request, bank),
    }
    return render(request, "exams/bank/bank.html", context)


def _wanted(form: QuestionFilter) -> Wanted:
    return Wanted(**form.cleaned_data) if form.is_valid() else Wanted()


def _rights(request: Request, bank: QuestionBank) -> dict[str, Any]:
    one = QuestionBank.objects.filter(pk=bank.pk)
    return {
        "may_import": one.kept_by(request.actor, "bank.import").exists(),
        "may_see_keys": one.with_keys_for(request.actor).exists(),
    }


@requires("bank.view")
@require_safe
def export(request: Request, uuid: UUID) -> HttpResponse:
    """What the list shows, as a workbook without keys."""
    bank = get_object_or_404(QuestionBank.objects.visible_to(request.actor), uuid=uuid)
    versions = find_questions(bank, _wanted(QuestionFilter(request.GET, bank=bank)))
    sheet = export_questions(bank=bank, versions=versions, actor=request.actor, now=request.now)
    return workbook_response([sheet], bank.name)


@requires("bank.import")
def export_keys(request: Request, uuid: UUID) -> HttpResponse:
    """The same with keys, after asking."""
    bank = get_object_or_404(QuestionBank.objects.with_keys_for(request.actor), uuid=uuid)
    versions = find_questions(bank, _wanted(QuestionFilter(request.GET, bank=bank)))
    if request.method == "POST":
        sheet = export_with_keys(bank=bank, versions=versions, actor=request.actor, now=request.now)
        return workbook_response([sheet], bank.name)
    context = {
        "title": _("Export %(count)s questions with keys") % {"count": versions.count()},
        "text": _("The file holds keys and rationales. Who exported it and when is written into the audit entries."),
        "verb": _("Export with keys"),
        "back": reverse("exams:bank", args=[bank.uuid]),
    }
    return render(request, "components/confirm.html", context)


@requires("bank.import")
def submit_drafts(request: Request, uuid: UUID) -> HttpResponse:
    """Send the chosen drafts, or all of the bank after asking, to review."""
    bank = get_object_or_404(QuestionBank.objects.kept_by(request.actor, "bank.import"), uuid=uuid)
    drafts = QuestionVersion.objects.filter(question__bank=bank, state=VersionState.DRAFT)
    chosen = request.POST.getlist("row")
    if request.method == "POST":
        versions = drafts.filter(uuid__in=uuids_of(chosen)) if chosen else drafts
        moved = submit_for_review(versions=versions, actor=request.actor, now=request.now)
        messages.success(request, _("%(count)s questions are in review.") % {"count": len(moved)})
        return redirect("exams:bank", bank.uuid)
    context = {
        "title": _("Send %(count)s drafts to review") % {"count": drafts.count()},
        "text": _("A second person reads and approves them. Until then no paper draws them."),
        "verb": _("Send to review"),
        "back": reverse("exams:bank", args=[bank.uuid]),
    }
    return render(request, "components/confirm.html", context)
