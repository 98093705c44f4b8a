"""Studying: opening and finishing parts, answering the quiz, and what completing a course brings."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePart, QuizQuestion
from courses.catalogue.rules import count_right, needed_right
from courses.hours.hours import credit
from courses.hours.models import TrainingHours
from courses.study.enrolments import record_moves, refuse_move
from courses.study.models import Enrolment, PartDone, QuizAttempt
from courses.study.rules import seconds_missing
from courses.study.states import EnrolmentState
from records import clock
from records.actor import Actor
from records.refusals import Refusal


@transaction.atomic
def open_part(*, enrolment: Enrolment, part: CoursePart, actor: Actor, now: datetime | None = None) -> PartDone:
    """Note when the officer first opened a part; the first one of all begins the course.

    Opening again changes nothing. Raises Refusal("courses.wrong_state") for a course that he failed or left.
    """
    locked = _lock(enrolment)
    return _opened(locked, part, actor, now or clock.now())


@transaction.atomic
def complete_part(*, enrolment: Enrolment, part: CoursePart, actor: Actor, now: datetime | None = None) -> PartDone:
    """Note that the officer has worked through a part and open the one after it; doing so again changes nothing.

    Raises Refusal("courses.wrong_state" | "courses.too_soon").
    """
    locked = _lock(enrolment)
    at = now or clock.now()
    row = _opened(locked, part, actor, at)
    if row.done_at is not None:
        return row
    if locked.state != EnrolmentState.ATTENDING:
        refuse_move(locked, EnrolmentState.ATTENDING)
    if missing := seconds_missing(row.opened_at, part.minimum_seconds, at):
        raise Refusal(
            "courses.too_soon", _("Please read on: this part takes %(seconds)s seconds more."), seconds=missing
        )
    row.done_at = at
    row.save(update_fields=["done_at"])
    following = CoursePart.objects.filter(course=part.course_id, number=part.number + 1).first()
    if following is not None:
        _opened(locked, following, actor, at)
    return row


@transaction.atomic
def answer_quiz(
    *, enrolment: Enrolment, answers: Mapping[str, Sequence[str]], actor: Actor, now: datetime | None = None
) -> QuizAttempt:
    """Answer the whole quiz; passing it completes the course and credits its hours, once.

    answers: {question uuid: [option id]}. After completion the passed attempt is returned and nothing is added.
    Raises Refusal("courses.wrong_state" | "courses.parts_missing" | "courses.unanswered").
    """
    locked = _lock(enrolment)
    if locked.state == EnrolmentState.COMPLETED:
        return locked.attempts.get(passed=True)
    refuse_move(locked, EnrolmentState.COMPLETED)
    at = now or clock.now()
    questions = list(locked.course.questions.all())
    _check_answers(locked, questions, answers)
    keys = {str(question.uuid): question.key for question in questions}
    right = count_right(keys, answers)
    attempt = QuizAttempt.objects.create(
        enrolment=locked,
        number=locked.attempts.count() + 1,
        answers={key: sorted(answers[key]) for key in keys},
        right=right,
        total=len(keys),
        passed=right >= needed_right(len(keys), locked.course.pass_share),
        answered_at=at,
    )
    if attempt.passed:
        _complete(locked, actor, at)
    elif attempt.number == locked.course.attempts_allowed:
        _move(locked, EnrolmentState.FAILED, "courses.failed", actor, at)
    return attempt


def _lock(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_for_update(of=("self",)).select_related("course", "officer").get(pk=enrolment.pk)


def _opened(enrolment: Enrolment, part: CoursePart, actor: Actor, at: datetime) -> PartDone:
    if part.course_id != enrolment.course_id:
        raise Refusal("courses.other_course", _("This part belongs to another course."), field="part")
    if enrolment.state == EnrolmentState.ENROLLED:
        enrolment.started_at = at
        _move(enrolment, EnrolmentState.ATTENDING, "courses.begun", actor, at)
    row = PartDone.objects.filter(enrolment=enrolment, part=part).first()
    if row is not None:
        return row
    if enrolment.state != EnrolmentState.ATTENDING:
        refuse_move(enrolment, EnrolmentState.ATTENDING)
    return PartDone.objects.create(enrolment=enrolment, part=part, opened_at=at)


def _check_answers(
    enrolment: Enrolment, questions: Sequence[QuizQuestion], answers: Mapping[str, Sequence[str]]
) -> None:
    done = enrolment.parts.filter(done_at__isnull=False).count()
    total = enrolment.course.parts.count()
    if done < total:
        raise Refusal(
            "courses.parts_missing",
            _("The quiz comes after all parts; %(count)s are still to be read."),
            count=total - done,
        )
    for question in questions:
        chosen = answers.get(str(question.uuid), ())
        known = {option["id"] for option in question.options}
        if not chosen or not set(chosen) <= known:
            raise Refusal(
                "courses.unanswered",
                _("Question %(number)s is not answered."),
                field=str(question.uuid),
                number=question.number,
            )


def _complete(enrolment: Enrolment, actor: Actor, at: datetime) -> None:
    """Hours once for an officer and a course: the constraint says the same."""
    _move(enrolment, EnrolmentState.COMPLETED, "courses.completed", actor, at)
    course = enrolment.course
    credit(
        rows=[
            TrainingHours(
                officer=enrolment.officer,
                course=course,
                enrolment_uuid=enrolment.uuid,
                title=course.title,
                hours=course.hours,
                earned_at=at,
                recorded_at=at,
                recorded_by_uuid=actor.uuid,
                recorded_by_name=actor.name,
            )
        ],
        actor=actor,
        now=at,
    )


def _move(enrolment: Enrolment, to: EnrolmentState, action: str, actor: Actor, at: datetime) -> None:
    refuse_move(enrolment, to)
    enrolment.state = to
    if to != EnrolmentState.ATTENDING:
        enrolment.ended_at = at
    enrolment.save(update_fields=["state", "started_at", "ended_at"])
    record_moves(enrolments=[enrolment], action=action, course=enrolment.course, actor=actor, now=at)
