"""The training record: hours by year against the demand, each with its source."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from courses.hours.hours import years_of
from courses.hours.models import TrainingHours
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from personnel.officers.models import Officer
from records.days import day_of


@requires(None)
@require_safe
def own_record(request: Request) -> HttpResponse:
    """One's own training record."""
    if request.user.officer_id is None:
        raise Http404
    return _record(request, request.user.officer_id)


@requires(None)
@require_safe
def record(request: Request, uuid: UUID) -> HttpResponse:
    """The training record of somebody within one's scope."""
    visible = Officer.objects.visible_to(request.actor) | Officer.objects.visible_to(request.actor, "course.manage")
    return _record(request, get_object_or_404(visible, uuid=uuid).pk)


def _record(request: Request, officer_id: int) -> HttpResponse:
    officer = Officer.objects.with_post_at(request.now).get(pk=officer_id)
    years = years_of(officer, request.now)
    rows = TrainingHours.objects.filter(officer=officer).order_by("-earned_at", "pk")
    wanted = request.GET.get("year", "")
    if wanted.isdigit() and any(year.year == int(wanted) for year in years):
        rows = rows.of_year(int(wanted))
    context = {
        "officer": officer,
        "is_own": officer.pk == request.user.officer_id,
        "years": years,
        "this_year": years[0],
        "today": day_of(request.now),
        "page": paginate(request, rows),
    }
    return render(request, "courses/hours/record.html", context)
