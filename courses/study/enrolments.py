"""Enrolling officers on courses and taking them off."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course
from courses.study.models import Enrolment
from courses.study.states import KEPT_STATES, MOVES, EnrolmentState
from personnel.changes.recording import BATCH
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal


@transaction.atomic
def enrol(*, course: Course, officers: Sequence[Officer], actor: Actor, now: datetime | None = None) -> list[Enrolment]:
    """Enrol officers; returns the new enrolments. Who is on the course or has completed it is left as he is.

    Raises Refusal("courses.not_in_service").
    """
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    at = now or clock.now()
    people = {officer.pk: officer for officer in officers}
    kept = _officers_on(course, people)
    new = [officer for key, officer in sorted(people.items()) if key not in kept]
    serving = _serving(new, at)
    if len(serving) < len(new):
        raise Refusal(
            "courses.not_in_service",
            _("%(count)s of these people are not in service and can't be enrolled."),
            field="officers",
            count=len(new) - len(serving),
        )
    made = Enrolment.objects.bulk_create(
        [
            Enrolment(
                course=course,
                officer=officer,
                enrolled_at=at,
                enrolled_by_uuid=actor.uuid,
                enrolled_by_name=actor.name,
            )
            for officer in new
        ],
        batch_size=BATCH,
    )
    record_moves(enrolments=made, action="courses.enrolled", course=course, actor=actor, now=at)
    return made


@transaction.atomic
def withdraw(*, enrolments: Sequence[Enrolment], actor: Actor, now: datetime | None = None) -> list[Enrolment]:
    """Take officers off a course; who is off already is left so.

    Raises Refusal("courses.wrong_state") where one has completed or failed it.
    """
    keys = sorted(enrolment.pk for enrolment in enrolments)
    locked = list(
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("officer", "course")
        .filter(pk__in=keys)
        .order_by("pk")
    )
    moving = [row for row in locked if row.state != EnrolmentState.WITHDRAWN]
    for row in moving:
        refuse_move(row, EnrolmentState.WITHDRAWN)
    at = now or clock.now()
    Enrolment.objects.filter(pk__in=[row.pk for row in moving]).update(state=EnrolmentState.WITHDRAWN, ended_at=at)
    for row in moving:
        row.state, row.ended_at = EnrolmentState.WITHDRAWN, at
    for course in {row.course for row in moving}:
        rows = [row for row in moving if row.course_id == course.pk]
        record_moves(enrolments=rows, action="courses.withdrawn", course=course, actor=actor, now=at)
    return locked


def refuse_move(enrolment: Enrolment, to: EnrolmentState) -> None:
    """Raise Refusal("courses.wrong_state") where the enrolment can't go there from where it is."""
    if to not in MOVES[EnrolmentState(enrolment.state)]:
        raise Refusal(
            "courses.wrong_state",
            _("The course is “%(state)s” for this officer; it can't become “%(to)s”."),
            state=EnrolmentState(enrolment.state).label,
            to=to.label,
        )


def record_moves(*, enrolments: Iterable[Enrolment], action: str, course: Course, actor: Actor, now: datetime) -> None:
    """One audit entry for each officer."""
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="courses.enrolment",
                uuid=row.uuid,
                label=f"{course.title} {masked_name(row.officer.name)}",
                after={"state": row.state},
            )
            for row in enrolments
        ],
        now=now,
    )


def _officers_on(course: Course, people: Iterable[int]) -> set[int]:
    keys = sorted(people)
    found: set[int] = set()
    for start in range(0, len(keys), BATCH):
        rows = Enrolment.objects.filter(course=course, officer__in=keys[start : start + BATCH], state__in=KEPT_STATES)
        found.update(rows.values_list("officer_id", flat=True))
    return found


def _serving(officers: Sequence[Officer], at: datetime) -> set[int]:
    keys = [officer.pk for officer in officers]
    found: set[int] = set()
    for start in range(0, len(keys), BATCH):
        rows = Officer.objects.in_service_at(at).filter(pk__in=keys[start : start + BATCH])
        found.update(rows.values_list("pk", flat=True))
    return found
