"""What the pages of study show, gathered in few queries."""

from datetime import datetime
from typing import Any

from courses.catalogue.models import Course, CourseQuerySet
from courses.catalogue.rules import needed_right
from courses.study.models import Enrolment, PartDone
from courses.study.states import EnrolmentState
from personnel.officers.models import Officer
from records.days import day_of


def overview_of(officer: Officer, now: datetime) -> dict[str, Any]:
    """Courses to complete, courses to join, courses that ended."""
    day = day_of(now)
    mine = Enrolment.objects.filter(officer=officer).with_progress()
    to_do = list(mine.open().by_due_day())
    ended = list(mine.ended().order_by("-ended_at"))
    return {
        "to_do": [(row, row.is_overdue_on(day)) for row in to_do],
        "offered": courses_to_join(officer, now).order_by("due_on", "title"),
        "ended": ended,
        "day": day,
    }


def courses_to_join(officer: Officer, now: datetime) -> CourseQuerySet:
    """Courses offered that can still be completed in time; who failed one is enrolled again by its trainer only."""
    kept = Enrolment.objects.filter(officer=officer).exclude(state=EnrolmentState.WITHDRAWN)
    return Course.objects.offered_to(officer, now).open_on(day_of(now)).exclude(pk__in=kept.values("course_id"))


def outline_of(enrolment: Enrolment, now: datetime) -> dict[str, Any]:
    """A course's parts with when they were done, its attempts, and what comes next."""
    done = dict(PartDone.objects.filter(enrolment=enrolment).values_list("part_id", "done_at"))
    parts = [(part, done.get(part.pk), part.pk in done) for part in enrolment.course.parts.defer("body")]
    total = enrolment.course.questions.count()
    return {
        "enrolment": enrolment,
        "parts": parts,
        "next_part": next((part for part, done_at, _opened in parts if done_at is None), None),
        "attempts": enrolment.attempts.all(),
        "question_count": total,
        "needed": needed_right(total, enrolment.course.pass_share),
        "may_answer": enrolment.may_answer(),
        "overdue": enrolment.is_overdue_on(day_of(now)),
    }
