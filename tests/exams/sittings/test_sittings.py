"""Planning, publishing and calling off sittings."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from exams.papers.states import PaperState
from exams.sittings.models import Exam, Sitting
from exams.sittings.sittings import cancel_sitting, found_exam, plan_sitting, publish_sitting
from exams.sittings.states import ExamKind, SittingState
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, FIRST, OPENS, WRITER, an_exam, frozen_paper, open_sitting, planned_sitting
from tests.people import NOW, Bureau, actor_of

BEFORE = OPENS - timedelta(days=1)


def plan(bureau: Bureau, **differences: object) -> Sitting:
    paper = differences.pop("paper", None) or frozen_paper(bureau.bureau)
    exam = differences.pop("exam", None) or an_exam(bureau.bureau)
    times = {"opens_at": OPENS, "closes_at": CLOSES, "minutes": 60, "actor": FIRST, "now": BEFORE}
    return plan_sitting(exam=exam, paper=paper, **{**times, **differences})


def test_the_kind_says_the_level(bureau):
    assert an_exam(bureau.bureau, kind=ExamKind.BASIC).level == "basic"
    made_up = found_exam(owner=bureau.bureau, title="补考", kind=ExamKind.MAKE_UP, level="basic", actor=FIRST, now=NOW)
    assert made_up.level == "basic"


@pytest.mark.parametrize(
    ("differences", "code"),
    [
        ({"title": " "}, "exams.title_missing"),
        ({"title": "11月月考"}, "exams.title_taken"),
        ({"pass_mark": Decimal(0)}, "exams.pass_mark"),
    ],
)
def test_an_exam_that_is_none_is_refused(bureau, differences, code):
    an_exam(bureau.bureau)
    values = {"owner": bureau.bureau, "title": "别的", "kind": ExamKind.MONTHLY, "actor": FIRST, "now": NOW}
    with pytest.raises(Refusal) as refused:
        found_exam(**{**values, **differences})
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("differences", "code"),
    [
        ({"closes_at": OPENS}, "sittings.hours"),
        ({"minutes": 0}, "sittings.minutes"),
        ({"minutes": 126}, "sittings.minutes"),
        ({"actor": WRITER}, "sittings.author"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(bureau, differences, code):
    with pytest.raises(Refusal) as refused:
        plan(bureau, **differences)
    assert refused.value.code == code
    assert not Sitting.objects.exists()


def test_a_pass_mark_above_the_paper_is_refused(bureau):
    with pytest.raises(Refusal, match="41") as refused:
        plan(bureau, exam=an_exam(bureau.bureau, pass_mark=41))
    assert refused.value.code == "sittings.pass_mark"


def test_a_draft_is_no_paper_to_sit(bureau):
    paper = frozen_paper(bureau.bureau)
    paper.state = PaperState.DRAFT
    with pytest.raises(Refusal) as refused:
        plan(bureau, paper=paper)
    assert refused.value.code == "sittings.paper_not_frozen"


def test_publishing_uses_the_paper_and_twice_is_once(bureau):
    sitting = planned_sitting(bureau.bureau)
    first = publish_sitting(sitting=sitting, actor=FIRST, now=BEFORE)
    again = publish_sitting(sitting=sitting, actor=FIRST, now=NOW)
    assert again.published_at == first.published_at == BEFORE
    sitting.paper.refresh_from_db()
    assert sitting.paper.state == PaperState.USED


def test_nothing_is_published_after_its_hours(bureau):
    with pytest.raises(Refusal) as refused:
        publish_sitting(sitting=planned_sitting(bureau.bureau), actor=FIRST, now=CLOSES)
    assert refused.value.code == "sittings.too_late"


@pytest.mark.parametrize("verb", [publish_sitting, lambda **who: cancel_sitting(reason="停电", **who)])
def test_authors_of_the_paper_do_not_run_its_sitting(bureau, verb):
    with pytest.raises(Refusal) as refused:
        verb(sitting=planned_sitting(bureau.bureau), actor=WRITER, now=BEFORE)
    assert refused.value.code == "sittings.author"


def test_a_sitting_that_runs_is_not_called_off(bureau, dai):
    with pytest.raises(Refusal) as refused:
        cancel_sitting(sitting=open_sitting(bureau.bureau, [dai]), reason="停电", actor=FIRST, now=NOW)
    assert refused.value.code == "sittings.state"


def test_calling_off_needs_a_reason(bureau):
    sitting = planned_sitting(bureau.bureau)
    with pytest.raises(Refusal) as refused:
        cancel_sitting(sitting=sitting, reason=" ", actor=FIRST, now=BEFORE)
    assert refused.value.field == "reason"
    assert cancel_sitting(sitting=sitting, reason="停电", actor=FIRST, now=BEFORE).state == SittingState.CANCELLED


@pytest.mark.parametrize(
    "values",
    [
        {"state": "marked"},
        {"state": "released", "released_at": NOW},
        {"closes_at": OPENS},
        {"minutes": 0},
        {"state": "nonsense"},
        {
            "state": "moderated",
            "published_at": NOW,
            "closed_at": NOW,
            "marked_at": NOW,
            "marked_by": FIRST.uuid,
            "moderated_at": NOW,
            "moderated_by": FIRST.uuid,
        },
    ],
)
def test_the_database_refuses_what_no_verb_writes(bureau, values):
    sitting = planned_sitting(bureau.bureau)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(**values)


def test_who_holds_exams_sees_those_of_his_units(bureau, exam_officer, dai_account, hr):
    planned_sitting(bureau.bureau)
    assert Sitting.objects.visible_to(actor_of(exam_officer)).count() == 1
    assert Exam.objects.visible_to(actor_of(exam_officer)).count() == 1
    for account in (dai_account, hr):
        assert not Sitting.objects.visible_to(actor_of(account)).exists()
