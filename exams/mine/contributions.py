"""What an officer's home page says about his exams."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Avg
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    """Exams on the time line: each by itself, but the monthly tests of a year as one line."""
    monthly: dict[int, list[Result]] = defaultdict(list)
    for row in results_of(officer):
        if row.passed is None:
            continue
        if row.exam.kind == ExamKind.MONTHLY:
            monthly[row.sat_on.year].append(row)
            continue
        yield home.Moment(
            on=row.sat_on,
            text=_("%(exam)s: %(result)s") % {"exam": row.exam.title, "result": _result_words(row)},
            tone="ok" if row.passed else "bad",
            url=reverse("exams:result", args=[row.uuid]),
        )
    for year, rows in monthly.items():
        yield home.Moment(on=max(row.sat_on for row in rows), text=_year_words(year, rows))


def _year_words(year: int, rows: list[Result]) -> str:
    scores = [row.score for row in rows if row.score is not None]
    words = ngettext(
        "Monthly tests of %(year)s: %(count)s sat, mean %(mean)s",
        "Monthly tests of %(year)s: %(count)s sat, mean %(mean)s",
        len(rows),
    )
    mean = sum(scores, Decimal(0)) / max(len(scores), 1)
    return words % {"year": year, "count": len(rows), "mean": figure(mean, 1)}
