"""Pages: one question with its versions, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exams.bank.comparing import content_of
from exams.bank.models import Question, QuestionBank, QuestionVersion
from exams.bank.reviews import retire, submit_for_review
from exams.bank.showing import show, show_change
from exams.bank.states import VersionState
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.forms import ReasonForm


@requires("bank.view")
@require_safe
def show_question(request: Request, uuid: UUID) -> HttpResponse:
    """A version (the newest, or ?version=), its difference to the one before, and all versions."""
    question = _find(request, uuid)
    one = QuestionBank.objects.filter(pk=question.bank_id)
    with_keys = one.with_keys_for(request.actor).exists()
    versions = list(question.versions.with_law().order_by("-number"))
    chosen = request.GET.get("version", "")
    at = next((place for place, version in enumerate(versions) if str(version.number) == chosen), 0)
    version, before = versions[at], versions[at + 1] if at + 1 < len(versions) else None
    context = {
        "question": question,
        "version": version,
        "shown": show(content_of(version), with_keys=with_keys, article=version.article),
        "change": show_change(content_of(before), content_of(version)) if before and with_keys else None,
        "before": before,
        "versions": versions,
        "may_import": one.kept_by(request.actor, "bank.import").exists(),
        "may_review": one.kept_by(request.actor, "bank.review").exists(),
    }
    return render(request, "exams/bank/question.html", context)


def _find(request: Request, uuid: UUID, permission: str = "bank.view") -> Question:
    questions = Question.objects.visible_to(request.actor)
    if permission != "bank.view":
        questions = questions.filter(bank__in=QuestionBank.objects.kept_by(request.actor, permission))
    return get_object_or_404(questions.select_related("bank"), uuid=uuid)


@requires("bank.import")
def submit(request: Request, uuid: UUID) -> HttpResponse:
    """Send the open draft, or the version whose law changed, to review."""
    question = _find(request, uuid, "bank.import")
    if request.method == "POST":
        versions = question.versions.filter(state__in=(VersionState.DRAFT, VersionState.STALE)).newest()
        submit_for_review(versions=versions, actor=request.actor, now=request.now)
        messages.success(request, _("The question is in review."))
    return redirect("exams:question", question.uuid)


@requires("bank.review")
def retire_question(request: Request, uuid: UUID) -> HttpResponse:
    """Take the approved version out of use, after asking."""
    question = _find(request, uuid, "bank.review")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        versions = QuestionVersion.objects.approved().filter(question=question)
        retire(versions=versions, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now)
        messages.success(request, _("The question is retired."))
        return redirect("exams:question", question.uuid)
    context = {
        "title": _("Retire the question"),
        "text": _("No new paper draws it. Papers that are frozen already keep it."),
        "form": form,
        "verb": _("Retire the question"),
        "back": reverse("exams:question", args=[question.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)
