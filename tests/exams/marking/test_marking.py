"""Marking a sitting, again and under other keys; who may moderate."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exams.analysis.statistics import mark_and_analyse
from exams.delivery.attempts import void_attempts
from exams.delivery.models import Attempt
from exams.marking.marking import mark_sitting, moderate_sitting, request_marking
from exams.marking.models import AttemptScore, MarkingRun
from exams.papers.freezing import append_keys
from exams.sittings.states import SittingState
from records import clock
from records.actor import Actor
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, FIRST, SECOND, WRITER, begin, open_sitting, sit, wrong_answer
from tests.people import NOW

AFTER = CLOSES + timedelta(hours=1)
THIRD = Actor.system("third exam officer")


@pytest.fixture
def sitting(bureau, dai, he, bai):
    """A sitting that two of three officers sat."""
    made = open_sitting(bureau.bureau, [dai, he, bai])
    sit(dai, made)
    sit(he, made, wrong=1)
    return made


def totals(run: MarkingRun) -> dict[str, Decimal]:
    rows = AttemptScore.objects.filter(run=run).select_related("attempt__registration__officer")
    return {row.attempt.registration.officer.name: row.total for row in rows}


def test_every_attempt_has_one_row_with_its_vector(sitting):
    run = mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    assert totals(run) == {"戴启明": Decimal(40), "何晓晨": Decimal(38)}
    row = AttemptScore.objects.get(run=run, attempt__registration__officer__name="何晓晨")
    assert row.vector == [0, 200, 200, 200, 400, 400, 400, 400, 400, 400, 400, 400]
    assert list(run.key_revisions.values_list("number", flat=True)) == [1]
    sitting.refresh_from_db()
    assert sitting.state == SittingState.MARKED
    assert sitting.closed_at == CLOSES


def test_marking_again_gives_the_same(sitting):
    first = mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    second = mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    assert (second.number, second.fingerprint) == (2, first.fingerprint)
    assert totals(first) == totals(second)


def test_other_keys_give_another_run_and_leave_the_first(sitting, he):
    first = mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    form = sitting.paper.forms.get()
    append_keys(form=form, keys={1: wrong_answer(sitting, 1)}, reason="答案有误", actor=SECOND, now=AFTER)
    second = mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    assert totals(second) == {"戴启明": Decimal(38), "何晓晨": Decimal(40)}
    assert totals(first) == {"戴启明": Decimal(40), "何晓晨": Decimal(38)}
    assert list(second.key_revisions.values_list("number", flat=True)) == [2]


def test_what_is_void_is_not_marked(bureau, dai, he):
    sitting = open_sitting(bureau.bureau, [dai, he])
    sit(dai, sitting)
    begin(he)
    rows = Attempt.objects.filter(registration__officer=he)
    void_attempts(attempts=rows, reason="替考", actor=FIRST, now=NOW)
    assert list(totals(mark_sitting(sitting=sitting, actor=FIRST, now=AFTER))) == ["戴启明"]


def test_nobody_marks_what_still_runs(sitting):
    for mark in (mark_sitting, request_marking):
        with pytest.raises(Refusal):
            mark(sitting=sitting, actor=FIRST, now=NOW)


def test_a_sitting_without_a_single_paper_can_be_marked(bureau, dai):
    sitting = open_sitting(bureau.bureau, [dai])
    run = mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)
    assert run.attempts == 0


def test_the_number_of_statements_does_not_grow_with_the_attempts(sitting, django_assert_max_num_queries):
    with django_assert_max_num_queries(56):  # closing, marking and analysing, with their savepoints
        mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)


@pytest.mark.parametrize(("actor", "code"), [(FIRST, "sittings.second_person"), (WRITER, "sittings.author")])
def test_neither_planner_nor_author_moderates(sitting, actor, code):
    mark_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    with pytest.raises(Refusal) as refused:
        moderate_sitting(sitting=sitting, actor=actor, now=AFTER)
    assert refused.value.code == code


def test_who_marked_does_not_moderate(sitting):
    mark_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    with pytest.raises(Refusal) as refused:
        moderate_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    assert refused.value.code == "sittings.second_person"
    assert moderate_sitting(sitting=sitting, actor=THIRD, now=AFTER).state == SittingState.MODERATED


def test_marking_again_takes_the_moderation_back(sitting):
    mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    moderate_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    mark_sitting(sitting=sitting, actor=FIRST, now=AFTER)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.moderated_by) == (SittingState.MARKED, None)


def test_the_background_marks_in_the_name_of_who_asked(sitting, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with django_capture_on_commit_callbacks(execute=True):
        job = request_marking(sitting=sitting, actor=SECOND)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("done", None)
    run = MarkingRun.objects.get()
    assert (run.marked_by, run.marked_by_name) == (SECOND.uuid, SECOND.name)
    assert run.item_statistics.count() == 12
