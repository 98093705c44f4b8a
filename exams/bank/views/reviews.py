"""Pages of the reviewer: what waits, approve, return."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from exams.bank.comparing import content_of
from exams.bank.forms import ReviewFilter
from exams.bank.listing import queue_for
from exams.bank.models import QuestionBank, QuestionVersion, QuestionVersionQuerySet
from exams.bank.reviews import approve, return_to_author
from exams.bank.showing import show
from exams.bank.states import QuestionType
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.forms import ReasonForm
from personnel.home.listing import paginate, uuids_of

PER_PAGE = 20


@requires("bank.review")
@require_safe
def list_queue(request: Request) -> HttpResponse:
    """Questions in review, in full, as a reviewer must read them."""
    queue = queue_for(request.actor)
    found = _filtered(request, queue)
    page = paginate(request, found, per_page=PER_PAGE)
    entries = [(version, show(content_of(version), article=version.article)) for version in page]
    banks = QuestionBank.objects.filter(pk__in=queue.values("question__bank")).order_by("name")
    context = {
        "page": page,
        "entries": entries,
        "banks": banks,
        "types": [(kind, kind.label, queue.filter(type=kind).count()) for kind in QuestionType],
        "waiting": queue.count(),
        "approvable": found.not_written_by(request.actor).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "exams/bank/review.html", context)


def _filtered(request: Request, queue: QuestionVersionQuerySet) -> QuestionVersionQuerySet:
    form = ReviewFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("type"):
        queue = queue.filter(type=wanted["type"])
    if wanted.get("bank"):
        queue = queue.filter(question__bank__uuid=wanted["bank"])
    return queue


@requires("bank.review")
def approve_chosen(request: Request) -> HttpResponse:
    """Approve the chosen ones."""
    if request.method == "POST":
        chosen = queue_for(request.actor).filter(uuid__in=uuids_of(request.POST.getlist("row")))
        _approved(request, approve(versions=chosen, actor=request.actor, now=request.now))
    return redirect("exams:review")


@requires("bank.review")
def approve_all(request: Request) -> HttpResponse:
    """Approve all that the filter shows and somebody else wrote, after asking."""
    found = _filtered(request, queue_for(request.actor)).not_written_by(request.actor)
    if request.method == "POST":
        _approved(request, approve(versions=found, actor=request.actor, now=request.now))
        return redirect("exams:review")
    context = {
        "title": _("Approve %(count)s questions") % {"count": found.count()},
        "text": _("From now on papers may draw them. You answer for having read each of them."),
        "verb": _("Approve"),
        "back": reverse("exams:review"),
    }
    return render(request, "components/confirm.html", context)


@requires("bank.review")
def return_chosen(request: Request) -> HttpResponse:
    """Return the chosen ones with a reason."""
    rows = request.POST.getlist("row") or request.GET.getlist("row")
    chosen = queue_for(request.actor).filter(uuid__in=uuids_of(rows))
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        moved = return_to_author(
            versions=chosen, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now
        )
        messages.success(request, _("%(count)s questions went back to their authors.") % {"count": len(moved)})
        return redirect("exams:review")
    return render(request, "exams/bank/return.html", {"form": form, "chosen": chosen})


def _approved(request: Request, versions: list[QuestionVersion]) -> None:
    words = ngettext("%(count)s question approved.", "%(count)s questions approved.", len(versions))
    messages.success(request, words % {"count": len(versions)})
