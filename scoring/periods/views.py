"""单位考核: the figures of a month, the units compared, the people behind each figure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exams.marking.models import Result
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.home.listing import Sorting, paginate, with_query
from personnel.inbox.following import follow
from records.audit import record_entry
from records.days import day_of
from records.jobs import failure_of, title_of
from records.models import Job
from records.states import JobState
from scoring.periods import people, tables
from scoring.periods.computing import open_period, request_computing
from scoring.periods.exports import sheets_of
from scoring.periods.forms import UnitFilter
from scoring.periods.models import Period, UnitScore, UnitScoreQuerySet
from scoring.periods.rules import last_day_of, month_of
from scoring.periods.words import month_words
from scoring.schemes.states import IndicatorCode

RUNNING = (JobState.WAITING, JobState.RUNNING)


@requires("scoring.view")
@require_safe
def home(request: Request) -> HttpResponse:
    """To the month that was asked for, else to the latest with figures, else to the present one."""
    asked = request.GET.get("month", "")
    if asked in {f"{month:%Y-%m}" for month in tables.months_to_choose(day_of(request.now))}:
        return redirect("scoring:month", month=date.fromisoformat(f"{asked}-01"))
    latest = Period.objects.computed().first()
    return redirect("scoring:month", month=latest.month if latest else month_of(day_of(request.now)))


@requires("scoring.view")
@require_safe
def show_month(request: Request, month: date) -> HttpResponse:
    """A month: what matters in one sentence, units of one kind compared, who is over a line."""
    period = Period.objects.filter(month=month).first()
    context: dict[str, Any] = {"month": month, "months": tables.months_to_choose(day_of(request.now))}
    context["may_compute"] = "scoring.manage" in request.permissions and month <= day_of(request.now)
    if period is None or period.computed_at is None:
        return render(request, "scoring/periods/empty.html", {**context, **_waiting(request, month, period)})
    scores = UnitScore.objects.filter(period=period).visible_to(request.actor)
    kinds = tables.kinds_of(scores)
    if "kind" not in request.GET:
        return redirect(request.path + with_query(request.GET, kind=tables.kind_to_compare(kinds)))
    form, sorting, found = _found(request, scores)
    page = paginate(request, found)
    context |= {
        "period": period,
        "kinds": kinds,
        "unit_count": sum(count for _kind, count in kinds),
        "form": form,
        "sorting": sorting,
        "page": page,
        "rows": tables.rows_of(page, period),
        "query": request.GET.urlencode(),
        "head": tables.head_of(scores),
        "over": tables.rows_of(scores.over_a_line().with_values(), period),
        **_job(period),
    }
    return render(request, "scoring/periods/month.html", context)


@requires("scoring.manage")
@require_POST
def compute(request: Request, month: date) -> HttpResponse:
    """Have a month computed (again)."""
    period = open_period(month=month, now=request.now)
    job = request_computing(period=period, actor=request.actor, now=request.now)
    job.refresh_from_db()
    words = {"month": month_words(month)}
    if job.state == JobState.FAILED:
        messages.error(request, str(failure_of(job)))
    elif job.state == JobState.DONE:
        messages.success(request, _("The figures of %(month)s have been computed.") % words)
    else:
        return follow(job, request=request)
    return redirect("scoring:month", month=month)


@requires("scoring.view")
@require_safe
def export(request: Request, month: date) -> HttpResponse:
    """What the page shows, as a workbook; the look itself is an entry."""
    period = _computed(month)
    _form, _sorting, found = _found(request, UnitScore.objects.filter(period=period).visible_to(request.actor))
    rows = tables.rows_of(found, period)
    record_entry(
        actor=request.actor,
        action="scoring.figures_exported",
        subject_kind="scoring.period",
        subject_uuid=period.uuid,
        subject_label=str(period),
        after={"units": len(rows)},
        now=request.now,
    )
    return workbook_response(sheets_of(rows), _("Unit assessment %(month)s") % {"month": period})


@requires("scoring.view")
@require_safe
def show_unit(request: Request, month: date, uuid: UUID) -> HttpResponse:
    """One unit: how its score comes about, the units below it, the months before."""
    score = _score(request, month, uuid)
    context = {
        "month": month,
        "period": score.period,
        "row": tables.rows_of([score], score.period)[0],
        "points": tables.points_of(score, score.period),
        "below": tables.rows_of(tables.below_of(score, request.actor), score.period),
        "trend": tables.trend_of(score, request.actor),
    }
    return render(request, "scoring/periods/unit.html", context)


@requires("scoring.view")
@require_safe
def show_people(request: Request, month: date, uuid: UUID, code: str) -> HttpResponse:
    """The people behind a figure of a unit."""
    if code not in IndicatorCode:
        raise Http404
    indicator = IndicatorCode(code)
    score = _score(request, month, uuid)
    behind = people.people_behind(score, indicator, request.actor)
    groups = people.groups_of(behind, indicator)
    if (wanted := request.GET.get("as", "")) in {group.value for group, _count in groups}:
        behind = behind.filter(**{people.column_of(indicator): wanted})
    page = paginate(request, behind)
    context = {
        "month": month,
        "score": score,
        "indicator": indicator,
        "figure": score.figures.get(indicator=indicator),
        "groups": groups,
        "page": page,
        "rows": people.with_posts(page, score.period),
    }
    return render(request, "scoring/periods/people.html", context)


def _found(request: Request, scores: UnitScoreQuerySet) -> tuple[UnitFilter, Sorting, UnitScoreQuerySet]:
    """The units that the address asks for, in its order."""
    form = UnitFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("kind") and wanted["kind"] != tables.ALL:
        scores = scores.of_kind(wanted["kind"])
    if wanted.get("who"):
        scores = scores.filter(name__contains=wanted["who"])
    if wanted.get("grade"):
        scores = scores.filter(grade=wanted["grade"])
    sorting = Sorting.read(request.GET, tables.ORDERS, default="-total")
    return form, sorting, tables.ordered(scores.with_values(), sorting)


def _computed(month: date) -> Period:
    return get_object_or_404(Period.objects.computed(), month=month)


def _score(request: Request, month: date, uuid: UUID) -> UnitScore:
    visible = UnitScore.objects.filter(period=_computed(month)).visible_to(request.actor).with_values()
    return get_object_or_404(visible.select_related("period"), unit__uuid=uuid)


def _job(period: Period | None) -> dict[str, Any]:
    """The computing of the month that waits or runs, and what it is called."""
    if period is None:
        return {}
    job = Job.objects.filter(subject_uuid=period.uuid, state__in=RUNNING).order_by("-pk").first()
    return {"job": job, "job_title": f"{title_of(job.task)} {job.about}"} if job else {}


def _waiting(request: Request, month: date, period: Period | None) -> dict[str, Any]:
    """What a month without figures would count, of the people that the reader may see."""
    released = Result.objects.current().filter(sat_on__gte=month, sat_on__lte=last_day_of(month))
    return {**_job(period), "results": released.visible_to(request.actor, "scoring.view").count()}
