"""An officer's own exams and results."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from exams.marking.models import Result
from exams.mine.breakdown import breakdown_of
from exams.mine.level import level_steps
from exams.mine.standing import results_of, standings_of
from exams.sittings.models import Registration, Sitting
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.officers.models import Officer


@requires(None)
@require_safe
def my_exams(request: Request) -> HttpResponse:
    """What lies ahead, what waits, and the results so far."""
    officer = request.user.officer
    if officer is None:
        raise Http404
    context = {"standings": standings_of(officer, request.now), "results": results_of(officer)}
    return render(request, "exams/mine/my_exams.html", context)


@requires(None)
@require_safe
def my_registration(request: Request, uuid: UUID) -> HttpResponse:
    """The result of one's registration, or the reason why there is none yet."""
    mine = Registration.objects.live().filter(officer=request.user.officer_id)
    registration = get_object_or_404(mine.select_related("sitting__exam", "officer"), uuid=uuid)
    result = Result.objects.filter(sitting=registration.sitting_id, officer=registration.officer_id).current().first()
    if result is not None:
        return redirect("exams:result", result.uuid)
    standing = next(
        (one for one in standings_of(registration.officer, request.now) if one.registration == registration), None
    )
    if standing is None:
        raise Http404
    return render(request, "exams/mine/waiting.html", {"standing": standing})


@requires(None)
@require_safe
def result(request: Request, uuid: UUID) -> HttpResponse:
    """A released result: to the officer with his answers, to those over him with its figures only."""
    visible = Result.objects.visible_to(request.actor).select_related("exam", "sitting__paper", "run", "attempt")
    found = get_object_or_404(visible, uuid=uuid)
    is_own = found.officer_id == request.user.officer_id
    in_use = found.sitting is not None and Sitting.objects.keeping_secret(found.sitting.paper).exists()
    parts = breakdown_of(found)
    chosen = request.GET.get("show", "")
    shown = [one for one in parts.questions if chosen == "all" or not one.is_right] if parts else []
    context = {
        "result": found,
        "officer": Officer.objects.with_post_at(request.now).get(pk=found.officer_id),
        "parts": parts,
        "questions": shown if is_own else [],
        "wrong": sum(not one.is_right for one in parts.questions) if parts else 0,
        "is_own": is_own,
        "in_use": in_use,
        "shows_questions": found.exam.shows_rationales and not in_use,
        "steps": level_steps(found),
        "margin": abs(found.score - found.pass_mark) if found.score is not None else None,
    }
    return render(request, "exams/mine/result.html", context)
