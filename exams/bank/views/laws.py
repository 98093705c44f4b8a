"""Pages: editions of laws, the questions that rest on them, setting these aside when the law has changed."""

from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exams.bank.listing import counted, editions_shown
from exams.bank.models import QuestionBank, QuestionVersion, QuestionVersionQuerySet
from exams.bank.reviews import mark_stale
from exams.bank.states import VersionState
from exams.law.models import LawEdition
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from records.days import day_of


@requires("bank.view")
@require_safe
def list_editions(request: Request) -> HttpResponse:
    """Editions, which holds today, and the questions that rest on each."""
    page = paginate(request, editions_shown(request.actor))
    rows = [(edition, edition.holds_on(day_of(request.now))) for edition in page]
    return render(request, "exams/bank/laws.html", {"page": page, "rows": rows, "today": day_of(request.now)})


@requires("bank.view")
@require_safe
def show_edition(request: Request, uuid: UUID) -> HttpResponse:
    """An edition's articles with the questions that rest on each."""
    edition = get_object_or_404(LawEdition.objects.select_related("law"), uuid=uuid)
    versions = QuestionVersion.objects.visible_to(request.actor).newest().filter(article=OuterRef("pk"))
    articles = edition.articles.annotate(
        all_questions=counted(versions, "article"),
        approved=counted(versions.filter(state=VersionState.APPROVED), "article"),
    )
    if request.GET.get("with"):
        articles = articles.filter(all_questions__gt=0)
    context = {
        "edition": edition,
        "page": paginate(request, articles.order_by("number", "suffix")),
        "holds": edition.holds_on(day_of(request.now)),
        "mine": _approved_of(request, edition).count(),
    }
    return render(request, "exams/bank/law.html", context)


@requires("bank.review")
def set_aside(request: Request, uuid: UUID) -> HttpResponse:
    """Set aside the approved questions on this edition in the reader's banks, after asking."""
    edition = get_object_or_404(LawEdition.objects.select_related("law"), uuid=uuid)
    versions = _approved_of(request, edition)
    if request.method == "POST":
        moved = mark_stale(versions=versions, reason=edition.published_name, actor=request.actor, now=request.now)
        messages.success(request, _("%(count)s questions are set aside.") % {"count": len(moved)})
        return redirect("exams:law", edition.uuid)
    context = {
        "title": _("Set aside %(count)s questions") % {"count": versions.count()},
        "text": _("No new paper draws them until they are reviewed again. Papers that are frozen keep them."),
        "verb": _("Set the questions aside"),
        "back": reverse("exams:law", args=[edition.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


def _approved_of(request: Request, edition: LawEdition) -> QuestionVersionQuerySet:
    banks = QuestionBank.objects.kept_by(request.actor, "bank.review")
    return QuestionVersion.objects.approved().resting_on(edition).filter(question__bank__in=banks)
