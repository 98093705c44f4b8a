"""Who is on which course, counted within the reader's scope."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, Q

from courses.catalogue.models import Course
from courses.study.models import Enrolment, EnrolmentQuerySet
from courses.study.states import OPEN_STATES, EnrolmentState
from personnel.changes.recording import BATCH
from personnel.officers.models import Officer, OfficerQuerySet, PoliceNumber
from personnel.officers.rules import normalized_police_number
from personnel.units.models import Unit
from records.actor import Actor
from records.days import day_of

PERMISSION = "course.manage"
OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Tally:
    """People on a course by how far they are; withdrawn ones are not counted."""

    total: int = 0
    not_begun: int = 0
    attending: int = 0
    completed: int = 0
    failed: int = 0
    overdue: int = 0

    @property
    def share(self) -> float:
        """Completed of all."""
        return self.completed / self.total if self.total else 0


def tallies_of(actor: Actor, day: date, course: Course | None = None) -> dict[int, Tally]:
    """By course, for the people within the actor's scope; one query."""
    rows = Enrolment.objects.visible_to(actor, PERMISSION).exclude(state=EnrolmentState.WITHDRAWN)
    if course is not None:
        rows = rows.filter(course=course)
    counted = (
        rows.order_by()
        .values("course_id")
        .annotate(
            total=Count("pk"),
            not_begun=Count("pk", filter=Q(state=EnrolmentState.ENROLLED)),
            attending=Count("pk", filter=Q(state=EnrolmentState.ATTENDING)),
            completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
            failed=Count("pk", filter=Q(state=EnrolmentState.FAILED)),
            overdue=Count("pk", filter=Q(state__in=OPEN_STATES, course__due_on__lt=day)),
        )
    )
    names = [field.name for field in fields(Tally)]
    return {row[0]: Tally(*row[1:]) for row in counted.values_list("course_id", *names)}


def people_below(unit_id: int, actor: Actor, now: datetime) -> OfficerQuerySet:
    """People in service in a unit and below it, within the actor's scope."""
    return Officer.objects.visible_to(actor, PERMISSION).in_service_at(now).posted_below(unit_id, now)


def roll_of(course: Course, actor: Actor) -> EnrolmentQuerySet:
    """Enrolments on a course within the actor's scope, with their progress."""
    return Enrolment.objects.visible_to(actor, PERMISSION).filter(course=course).with_progress()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people of a course are asked for. state: of the enrolment, or "overdue"."""

    state: str = ""
    unit: Unit | None = None
    who: str = ""


def find_people(course: Course, wanted: Wanted, actor: Actor, now: datetime) -> EnrolmentQuerySet:
    """The roll of a course, narrowed down; who withdrew is shown only where asked for."""
    rows = roll_of(course, actor)
    if wanted.state == OVERDUE:
        rows = rows.overdue_on(day_of(now))
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    else:
        rows = rows.exclude(state=EnrolmentState.WITHDRAWN)
    if wanted.unit is not None:
        rows = rows.filter(officer__in=Officer.objects.posted_below(wanted.unit.pk, now))
    if wanted.who:
        holder = PoliceNumber.objects.believed().holding_at(now).filter(number=normalized_police_number(wanted.who))
        rows = rows.filter(Q(officer__name__contains=wanted.who) | Q(officer__in=holder.values("officer_id")))
    return rows


def with_people(rows: Iterable[Enrolment], now: datetime) -> list[tuple[Enrolment, Officer]]:
    """Each enrolment with its officer as he is posted now."""
    found = list(rows)
    people: dict[int, Officer] = {}
    keys = [row.officer_id for row in found]
    for start in range(0, len(keys), BATCH):
        chunk = Officer.objects.with_post_at(now).filter(pk__in=keys[start : start + BATCH])
        people.update({officer.pk: officer for officer in chunk})
    return [(row, people[row.officer_id]) for row in found]
