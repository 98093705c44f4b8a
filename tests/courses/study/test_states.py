"""All pairs of an enrolment's states: what the table allows the verbs do, what it doesn't they refuse."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from courses.study.enrolments import enrol, refuse_move, withdraw
from courses.study.models import Enrolment
from courses.study.states import MOVES, EnrolmentState
from personnel.officers.models import Officer
from records.refusals import Refusal
from tests.courses import sample
from tests.people import NOW, SYSTEM, Bureau


@pytest.mark.parametrize(("here", "there"), list(product(EnrolmentState, EnrolmentState)))
def test_every_pair(here: EnrolmentState, there: EnrolmentState) -> None:
    enrolment = Enrolment(state=here)
    if there in MOVES[here]:
        refuse_move(enrolment, there)
    else:
        with pytest.raises(Refusal):
            refuse_move(enrolment, there)


def test_the_walk_from_enrolled_to_completed(bureau: Bureau, dai: Officer) -> None:
    enrolment = sample.enrolled(sample.published(bureau.bureau), dai)
    states = [enrolment.state]
    for act in (sample.read, sample.answered):
        act(enrolment)
        enrolment.refresh_from_db()
        states.append(enrolment.state)
    assert states == ["enrolled", "attending", "completed"]


def test_the_last_attempt_allowed_fails_the_course(bureau: Bureau, dai: Officer) -> None:
    enrolment = sample.enrolled(sample.published(bureau.bureau, attempts_allowed=2), dai)
    sample.read(enrolment)
    sample.answered(enrolment, wrong=1)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ATTENDING
    sample.answered(enrolment, wrong=1)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.FAILED
    with pytest.raises(Refusal) as refusal:
        sample.answered(enrolment)
    assert refusal.value.code == "courses.wrong_state"


def test_who_withdrew_may_be_enrolled_again(bureau: Bureau, dai: Officer) -> None:
    course = sample.published(bureau.bureau)
    first = sample.enrolled(course, dai)
    withdraw(enrolments=[first], actor=SYSTEM, now=NOW)
    withdraw(enrolments=[first], actor=SYSTEM, now=NOW)
    assert enrol(course=course, officers=[dai], actor=SYSTEM, now=NOW)[0].pk != first.pk


def test_nobody_is_taken_off_a_course_that_he_completed(bureau: Bureau, dai: Officer) -> None:
    enrolment = sample.enrolled(sample.published(bureau.bureau), dai)
    sample.read(enrolment)
    sample.answered(enrolment)
    with pytest.raises(Refusal) as refusal:
        withdraw(enrolments=[enrolment], actor=SYSTEM, now=NOW)
    assert refusal.value.code == "courses.wrong_state"


def test_the_database_refuses_what_the_verbs_refuse(bureau: Bureau, dai: Officer) -> None:
    enrolment = sample.enrolled(sample.published(bureau.bureau), dai)
    rows = Enrolment.objects.filter(pk=enrolment.pk)
    for wrong in ({"state": "paused"}, {"state": EnrolmentState.COMPLETED}, {"ended_at": NOW}, {"started_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            course=enrolment.course,
            officer=dai,
            enrolled_at=NOW,
            enrolled_by_uuid=SYSTEM.uuid,
            enrolled_by_name=SYSTEM.name,
        )
