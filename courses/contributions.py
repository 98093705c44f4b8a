"""What this floor shows on an officer's home page and time line."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.models import Course
from courses.hours.hours import year_of
from courses.study.models import Enrolment
from courses.study.states import EnrolmentState
from personnel.home.contributions import Card, Figure, Moment, NextStep
from personnel.home.touches import Touch
from personnel.home.wording import figure, notice_day
from personnel.officers.models import Appointment, Officer
from personnel.officers.states import LEAVING, Act
from records.days import day_of, end_of

SOON = timedelta(days=14)
ON_HOME = 5


def hours_figure(officer: Officer, now: datetime) -> Iterator[Figure]:
    """本年度学时: what was earned against the year's demand."""
    year = year_of(officer, now)
    places = 0 if year.earned == year.earned.to_integral_value() else 1
    missing = figure(year.missing, 0 if year.missing == year.missing.to_integral_value() else 1)
    note = (
        _("%(missing)s to go, until 31 December") % {"missing": missing}
        if year.missing
        else _("The year's demand is met")
    )
    yield Figure(
        label=_("Hours this year"),
        value=figure(year.earned, places),
        unit=f"/ {figure(year.demand)}",
        note=note,
        share=year.share,
        tone="" if year.missing else "ok",
        url=reverse("courses:record"),
        order=10,
    )


def course_card(officer: Officer, now: datetime) -> Iterator[Card]:
    """要完成的学习: the courses that are open, the nearest last day first."""
    rows = list(Enrolment.objects.filter(officer=officer).open().with_progress().by_due_day()[:ON_HOME])
    if rows:
        day = day_of(now)
        context = {"rows": [(row, row.is_overdue_on(day)) for row in rows]}
        yield Card(template="courses/study/home_card.html", context=context, order=20)


def course_step(officer: Officer, now: datetime) -> Iterator[NextStep]:
    """The course whose last day is nearest, once it is near or past."""
    open_ones = Enrolment.objects.filter(officer=officer).open().with_progress().by_due_day()
    row = open_ones.first()
    due_on = row.course.due_on if row else None
    if row is None or due_on is None or due_on > day_of(now) + SOON:
        return
    overdue = row.is_overdue_on(day_of(now))
    words = _("Make up for “%(course)s”, due on %(day)s") if overdue else _("Complete “%(course)s” by %(day)s")
    yield NextStep(
        title=words % {"course": row.course, "day": notice_day(due_on)},
        detail=_("%(hours)s hours; %(done)s of %(parts)s parts read")
        % {"hours": figure(row.course.hours, 1), "done": row.parts_done, "parts": row.part_count},
        url=reverse("courses:course", kwargs={"uuid": row.uuid}),
        button=_("Continue") if row.state == EnrolmentState.ATTENDING else _("Begin"),
        urgency=40 if overdue else 60,
        due=end_of(due_on),
    )


def completed_courses(officer: Officer, now: datetime) -> Iterator[Moment]:
    """Courses that the officer completed."""
    rows = Enrolment.objects.filter(officer=officer, state=EnrolmentState.COMPLETED, ended_at__lte=now)
    words = _("Course “%(course)s” completed, %(hours)s hours")
    for row in rows.select_related("course"):
        if row.ended_at is not None:
            text = words % {"course": row.course, "hours": figure(row.course.hours, 1)}
            yield Moment(on=day_of(row.ended_at), text=text, tone="ok")


def touches(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    """Courses that somebody who leaves or moves has not completed."""
    if act not in LEAVING and act != Act.TRANSFER:
        return
    for row in Enrolment.objects.filter(officer=officer).open().select_related("course"):
        if act in LEAVING:
            text = _("Is on the course “%(course)s” and would not complete it: withdraw him.")
        else:
            text = _("Is on the course “%(course)s” and stays on it.")
        yield Touch(text=text % {"course": row.course}, kind="missing" if act in LEAVING else "same", order=90)


def unit_touches(units: "QuerySet[Any]", since: datetime) -> Iterator[Touch]:
    """Courses of the units, and the courses that their people have not ended."""
    owned = Course.objects.filter(owner__in=units)
    yield Touch(text=_("Courses of these units"), count=owned.count(), order=70)
    posts = Appointment.objects.believed().overlapping(since, None).filter(unit__in=units)
    enrolments = Enrolment.objects.open().filter(officer__in=posts.values("officer_id"))
    yield Touch(text=_("Courses that people there have still to complete"), count=enrolments.count(), order=72)
