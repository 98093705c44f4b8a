"""Registering in bulk: who is refused why, and nothing is asked for each person."""

from datetime import timedelta

import pytest

from exams.mine.touched import touches
from exams.sittings.models import Registration
from exams.sittings.registrations import excuse_absences, register_officers, withdraw_registrations
from exams.sittings.sittings import plan_sitting, publish_sitting
from exams.sittings.states import Absence, ExamKind, RegistrationState
from personnel.officers.officers import change_status
from personnel.officers.states import Act, Category, Service
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, FIRST, MINUTES, OPENS, open_sitting, planned_sitting
from tests.people import NOW, SYSTEM, actor_of, officer_in

BEFORE = OPENS - timedelta(days=1)


def codes(done) -> dict[str, str]:
    return {one.officer.name: one.code for one in done.refused}


def test_one_verb_takes_officers_to_their_seats(bureau, dai, he):
    sitting = planned_sitting(bureau.bureau)
    done = register_officers(sitting=sitting, officers=[dai, he, dai], actor=FIRST, now=BEFORE)
    assert [row.officer for row in done.made] == [dai, he]
    assert {row.state for row in Registration.objects.all()} == {RegistrationState.SEATED}
    assert not done.refused


def test_each_refusal_names_its_reason(bureau, dai, he, bai):
    auxiliary = officer_in(bureau.yanchi, "F00001", "辅警甲", category=Category.AUXILIARY, established=False)
    change_status(officers=[bai], status=Service.RETIRED, since=BEFORE, actor=SYSTEM, now=BEFORE)
    sitting = planned_sitting(bureau.bureau, kind=ExamKind.BASIC)
    register_officers(sitting=sitting, officers=[he], actor=FIRST, now=BEFORE)
    done = register_officers(sitting=sitting, officers=[dai, he, bai, auxiliary], actor=FIRST, now=BEFORE)
    assert codes(done) == {"何晓晨": "registered", "白云帆": "not_in_service", "辅警甲": "not_established"}
    assert [row.officer for row in done.made] == [dai]
    assert all(str(one.reason) for one in done.refused)


def test_auxiliaries_take_monthly_tests(bureau):
    auxiliary = officer_in(bureau.yanchi, "F00001", "辅警甲", category=Category.AUXILIARY, established=False)
    done = register_officers(sitting=planned_sitting(bureau.bureau), officers=[auxiliary], actor=FIRST, now=BEFORE)
    assert len(done.made) == 1


def test_intermediate_asks_the_registry_for_basic(bureau, dai):
    sitting = planned_sitting(bureau.bureau, kind=ExamKind.INTERMEDIATE)
    done = register_officers(sitting=sitting, officers=[dai], actor=FIRST, now=BEFORE)
    assert codes(done) == {"戴启明": "level_missing"}


def test_nobody_sits_two_batches_of_one_exam(bureau, dai):
    first = planned_sitting(bureau.bureau)
    second = plan_sitting(
        exam=first.exam,
        paper=first.paper,
        opens_at=OPENS + timedelta(days=1),
        closes_at=CLOSES + timedelta(days=1),
        minutes=MINUTES,
        actor=FIRST,
        now=BEFORE,
    )
    register_officers(sitting=first, officers=[dai], actor=FIRST, now=BEFORE)
    done = register_officers(sitting=second, officers=[dai], actor=FIRST, now=BEFORE)
    assert codes(done) == {"戴启明": "registered_elsewhere"}


def test_the_number_of_statements_does_not_grow(bureau, django_assert_max_num_queries):
    people = [officer_in(bureau.yanchi, f"04{n:04d}", f"人{n}") for n in range(30)]
    sitting = planned_sitting(bureau.bureau, kind=ExamKind.BASIC)
    with django_assert_max_num_queries(12):
        assert len(register_officers(sitting=sitting, officers=people, actor=FIRST, now=BEFORE).made) == 30


def test_a_sitting_that_is_over_takes_nobody(bureau, dai):
    sitting = publish_sitting(sitting=planned_sitting(bureau.bureau), actor=FIRST, now=BEFORE)
    with pytest.raises(Refusal) as refused:
        register_officers(sitting=sitting, officers=[dai], actor=FIRST, now=CLOSES)
    assert refused.value.code == "registrations.closed"


def test_withdrawn_can_register_again(bureau, dai):
    sitting = planned_sitting(bureau.bureau)
    made = register_officers(sitting=sitting, officers=[dai], actor=FIRST, now=BEFORE).made
    withdraw_registrations(registrations=made, actor=FIRST, now=BEFORE)
    withdraw_registrations(registrations=made, actor=FIRST, now=BEFORE)
    assert len(register_officers(sitting=sitting, officers=[dai], actor=FIRST, now=BEFORE).made) == 1
    assert Registration.objects.count() == 2


def test_after_the_opening_an_absence_is_recorded_instead(bureau, dai):
    sitting = open_sitting(bureau.bureau, [dai])
    with pytest.raises(Refusal) as refused:
        withdraw_registrations(registrations=Registration.objects.all(), actor=FIRST, now=NOW)
    assert refused.value.code == "registrations.begun"
    excuse_absences(
        sitting=sitting, reasons={dai.pk: Absence.MATERNITY}, document_no="某公政〔2026〕9号", actor=FIRST, now=NOW
    )
    assert Registration.objects.get().absence == Absence.MATERNITY


def test_officers_see_their_own_registrations(bureau, dai, he, dai_account, exam_officer):
    open_sitting(bureau.bureau, [dai, he])
    assert [row.officer for row in Registration.objects.visible_to(actor_of(dai_account))] == [dai]
    assert Registration.objects.visible_to(actor_of(exam_officer)).count() == 2


def test_who_retires_or_moves_is_told_of_sittings_to_come(bureau, dai):
    register_officers(sitting=planned_sitting(bureau.bureau), officers=[dai], actor=FIRST, now=BEFORE)
    (retiring,) = touches(dai, Act.RETIRE, BEFORE)
    (moving,) = touches(dai, Act.TRANSFER, BEFORE)
    assert (retiring.kind, moving.kind) == ("missing", "same")
    assert not list(touches(dai, Act.RETIRE, CLOSES + timedelta(days=1)))
    assert not list(touches(dai, Act.RANK, BEFORE))
