"""Studying a course brings its hours once, and the registry knows of them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.hours.models import TrainingHours
from courses.study.enrolments import enrol, withdraw
from courses.study.learning import answer_quiz, complete_part, open_part
from courses.study.models import Enrolment, QuizAttempt
from personnel.officers.models import Officer
from personnel.officers.officers import change_status
from personnel.officers.states import Service
from qualifications.evidence.models import Evidence
from qualifications.states import EvidenceKind
from records.models import AuditEntry
from records.refusals import Refusal
from tests.courses import sample
from tests.people import NOW, SYSTEM, Bureau, officer_in


@pytest.fixture
def enrolment(bureau: Bureau, dai: Officer) -> Enrolment:
    return sample.enrolled(sample.published(bureau.bureau), dai)


def test_hours_come_after_all_of_it(enrolment: Enrolment, dai: Officer) -> None:
    sample.read(enrolment)
    assert not TrainingHours.objects.exists()
    attempt = sample.answered(enrolment)
    assert (attempt.right, attempt.total, attempt.passed) == (5, 5, True)
    row = TrainingHours.objects.get()
    assert (row.officer, row.hours, row.earned_at, row.enrolment_uuid) == (dai, Decimal(2), NOW, enrolment.uuid)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.amount, evidence.source_uuid) == (EvidenceKind.HOURS, Decimal(2), row.uuid)
    assert evidence.valid_from == NOW
    assert {"courses.begun", "courses.completed", "courses.hours_credited"} <= set(
        AuditEntry.objects.values_list("action", flat=True)
    )


def test_doing_it_twice_adds_nothing(enrolment: Enrolment) -> None:
    sample.read(enrolment)
    first = sample.answered(enrolment)
    sample.read(enrolment)
    assert sample.answered(enrolment, wrong=3).pk == first.pk
    assert enrol(course=enrolment.course, officers=[enrolment.officer], actor=SYSTEM, now=NOW) == []
    assert TrainingHours.objects.count() == Evidence.objects.count() == QuizAttempt.objects.count() == 1


def test_the_database_refuses_the_same_hours_twice(enrolment: Enrolment) -> None:
    sample.read(enrolment)
    sample.answered(enrolment)
    row = TrainingHours.objects.get()
    row.pk, row.uuid, row.enrolment_uuid = None, enrolment.uuid, row.uuid
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_failed_quiz_brings_nothing_and_may_be_answered_again(enrolment: Enrolment) -> None:
    sample.read(enrolment)
    attempt = sample.answered(enrolment, wrong=2)
    assert (attempt.right, attempt.passed) == (3, False)
    assert not TrainingHours.objects.exists()
    assert sample.answered(enrolment).number == 2
    assert TrainingHours.objects.count() == 1


def test_a_share_may_pass(bureau: Bureau, dai: Officer) -> None:
    enrolment = sample.enrolled(sample.published(bureau.bureau, pass_share=Decimal("0.8")), dai)
    sample.read(enrolment)
    assert not sample.answered(enrolment, wrong=2).passed
    assert sample.answered(enrolment, wrong=1).passed


def test_the_quiz_comes_after_all_parts(enrolment: Enrolment) -> None:
    complete_part(enrolment=enrolment, part=enrolment.course.parts.all()[0], actor=SYSTEM, now=NOW)
    with pytest.raises(Refusal) as refusal:
        sample.answered(enrolment)
    assert refusal.value.code == "courses.parts_missing"


@pytest.mark.parametrize("chosen", [[], ["no-such-option"]])
def test_an_unanswered_question_is_named(enrolment: Enrolment, chosen: list[str]) -> None:
    sample.read(enrolment)
    answers = sample.answers(enrolment.course)
    last = list(answers)[-1]
    with pytest.raises(Refusal) as refusal:
        answer_quiz(enrolment=enrolment, answers={**answers, last: chosen}, actor=SYSTEM, now=NOW)
    assert (refusal.value.code, refusal.value.field) == ("courses.unanswered", last)
    assert not QuizAttempt.objects.exists()


def test_a_part_takes_its_time(bureau: Bureau, dai: Officer) -> None:
    parts = (sample.COURSE.parts[0].__class__(title="一", body="文", minimum_seconds=60),)
    enrolment = sample.enrolled(sample.published(bureau.bureau, parts=parts), dai)
    part = enrolment.course.parts.get()
    open_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW)
    open_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW + timedelta(seconds=30))
    with pytest.raises(Refusal) as refusal:
        complete_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW + timedelta(seconds=59))
    assert (refusal.value.code, refusal.value.params["seconds"]) == ("courses.too_soon", 1)
    done = complete_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW + timedelta(seconds=60))
    assert complete_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW + timedelta(days=1)) == done


def test_a_part_of_another_course_is_refused(enrolment: Enrolment, bureau: Bureau) -> None:
    other = sample.published(bureau.south).parts.all()[0]
    with pytest.raises(Refusal) as refusal:
        complete_part(enrolment=enrolment, part=other, actor=SYSTEM, now=NOW)
    assert refusal.value.code == "courses.other_course"


def test_nothing_is_read_on_a_course_that_was_left(enrolment: Enrolment) -> None:
    first, second = enrolment.course.parts.all()
    open_part(enrolment=enrolment, part=first, actor=SYSTEM, now=NOW)
    withdraw(enrolments=[enrolment], actor=SYSTEM, now=NOW)
    for part in (first, second):
        with pytest.raises(Refusal) as refusal:
            complete_part(enrolment=enrolment, part=part, actor=SYSTEM, now=NOW)
        assert refusal.value.code == "courses.wrong_state"


def test_only_who_serves_is_enrolled(bureau: Bureau, dai: Officer, he: Officer) -> None:
    change_status(officers=[he], status=Service.RETIRED, since=NOW, actor=SYSTEM, now=NOW)
    course = sample.published(bureau.bureau)
    with pytest.raises(Refusal) as refusal:
        enrol(course=course, officers=[dai, he], actor=SYSTEM, now=NOW)
    assert refusal.value.code == "courses.not_in_service"
    assert not Enrolment.objects.exists()


def test_enrolling_many_takes_few_queries(bureau: Bureau, django_assert_max_num_queries: object) -> None:
    people = [officer_in(bureau.liudi, f"02{number:04d}", f"民警{number}") for number in range(20)]
    course = sample.published(bureau.bureau)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(enrol(course=course, officers=people, actor=SYSTEM, now=NOW)) == 20
