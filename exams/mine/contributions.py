"""What an officer's home page says about his exams."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Avg
from django.urls import reverse
from django.utils.translation import gettext as _

from exams.marking.models import Result
from exams.mine.standing import Standing, results_of, standings_of
from exams.sittings.states import ExamKind
from personnel.home import contributions as home
from personnel.home.wording import figure, notice_moment
from personnel.officers.models import Officer
from records.days import day_of
from records.decimals import plain

SOON = timedelta(days=30)
FRESH = timedelta(days=7)


def next_steps(officer: Officer, now: datetime) -> Iterable[home.NextStep]:
    """An exam that is open comes first of all; then a fresh result; then what is registered for."""
    for standing in standings_of(officer, now):
        step = _step(standing, now)
        if step is not None:
            yield step
    fresh = [row for row in results_of(officer)[:1] if row.released_at > now - FRESH and row.sitting_id]
    for row in fresh:
        yield home.NextStep(
            title=_("Result released: %(exam)s") % {"exam": row.exam.title},
            detail=_result_words(row),
            url=reverse("exams:result", args=[row.uuid]),
            button=_("Look at the result"),
            urgency=40,
        )


def _step(standing: Standing, now: datetime) -> home.NextStep | None:
    registration, sitting = standing.registration, standing.registration.sitting
    url = reverse("exams:take", args=[registration.uuid])
    if standing.action == "enter":
        return home.NextStep(
            title=sitting.exam.title,
            detail=_("Open until %(until)s, %(minutes)s minutes")
            % {"until": notice_moment(sitting.closes_at), "minutes": sitting.minutes},
            url=url,
            button=_("Enter the exam"),
            urgency=0,
            due=sitting.closes_at,
        )
    if standing.action == "ahead" and sitting.opens_at < now + SOON:
        place = f" {sitting.place}" if sitting.place else ""
        return home.NextStep(
            title=_("%(when)s: %(exam)s") % {"when": notice_moment(sitting.opens_at), "exam": sitting.exam.title},
            detail=_("%(minutes)s minutes%(place)s") % {"minutes": sitting.minutes, "place": place},
            url=url,
            button=_("Read the notes"),
            urgency=30,
            due=sitting.opens_at,
        )
    return None


def _result_words(row: Result) -> str:
    if row.passed is None:
        return _("You were absent.")
    words = _("%(score)s marks, passed") if row.passed else _("%(score)s marks, not passed")
    return words % {"score": plain(row.score or Decimal(0))}


def figures(officer: Officer, now: datetime) -> Iterable[home.Figure]:
    """The latest monthly test, compared with the mean of those who sat it."""
    latest = results_of(officer).filter(exam__kind=ExamKind.MONTHLY, sat_on__lte=day_of(now)).first()
    if latest is None:
        return
    yield home.Figure(
        label=latest.exam.title,
        value=plain(latest.score) if latest.score is not None else _("absent"),
        unit=_("points") if latest.score is not None else "",
        note=_compared(latest),
        url=reverse("exams:result", args=[latest.uuid]),
        order=30,
    )


def _compared(result: Result) -> str:
    mean = Result.objects.filter(exam=result.exam_id).current().sat().aggregate(mean=Avg("score"))["mean"]
    if mean is None:
        return _("pass mark %(mark)s") % {"mark": plain(result.pass_mark)}
    return _("mean %(mean)s, pass mark %(mark)s") % {"mean": figure(mean, 1), "mark": plain(result.pass_mark)}


def moments(officer: Officer, now: datetime) -> Iterable[home.Moment]:
    """Level exams on the time line."""
    for row in results_of(officer):
        if row.exam.level and row.passed is not None:
            yield home.Moment(
                on=row.sat_on,
                text=_("%(exam)s: %(result)s") % {"exam": row.exam.title, "result": _result_words(row)},
                tone="ok" if row.passed else "bad",
                url=reverse("exams:result", args=[row.uuid]),
            )
