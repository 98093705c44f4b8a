"""Starting, coming back, handing in, and what the clock does by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from exams.delivery.attempts import (
    admit_officers,
    end_overdue,
    extend_attempts,
    readmit_officers,
    start_attempts,
    submit_attempts,
    submit_by_token,
    void_attempts,
)
from exams.delivery.closing import close_sitting, resume_sitting, suspend_sitting
from exams.delivery.models import Attempt, AttemptEvent
from exams.delivery.states import AttemptState, EndedBy, EventKind
from exams.sittings.models import Registration
from exams.sittings.registrations import register_officers, withdraw_registrations
from exams.sittings.states import SittingState
from records.models import AuditEntry
from records.refusals import Refusal
from tests.exams.exam_rooms import (
    CLOSES,
    FIRST,
    MINUTES,
    OPENS,
    WRITER,
    answer,
    attempt_of,
    begin,
    open_sitting,
    planned_sitting,
    right_answers,
)
from tests.people import NOW

DEADLINE = NOW + timedelta(minutes=MINUTES)
GRACE = timedelta(seconds=3)


@pytest.fixture
def sitting(bureau, dai, he):
    """An open sitting of two officers."""
    return open_sitting(bureau.bureau, [dai, he])


def own(officer):
    return Attempt.objects.filter(registration__officer=officer)


def test_papers_are_laid_out_once_and_later_for_who_comes_later(sitting, bai):
    assert admit_officers(sitting=sitting, actor=FIRST, now=NOW) == []
    register_officers(sitting=sitting, officers=[bai], actor=FIRST, now=NOW)
    assert [attempt.registration.officer for attempt in admit_officers(sitting=sitting, actor=FIRST, now=NOW)] == [bai]


def test_papers_are_laid_out_only_for_what_is_published(bureau):
    with pytest.raises(Refusal) as refused:
        admit_officers(sitting=planned_sitting(bureau.bureau), actor=FIRST, now=NOW)
    assert refused.value.code == "attempts.sitting"


def test_who_was_taken_off_does_not_start(sitting, dai, he):
    before = OPENS - timedelta(hours=1)
    withdraw_registrations(registrations=Registration.objects.filter(officer=dai), actor=FIRST, now=before)
    with pytest.raises(Refusal) as refused:
        begin(dai)
    assert refused.value.code == "attempts.not_open"
    assert begin(he).attempt.state == AttemptState.STARTED


def test_a_start_fixes_the_deadline_and_leaves_its_traces(sitting, dai):
    opened = begin(dai)
    assert opened.attempt.deadline == DEADLINE
    assert not opened.resumed
    assert len(opened.token) > 40
    assert opened.token not in str(Attempt.objects.values())
    assert AttemptEvent.objects.get().kind == EventKind.STARTED
    assert AuditEntry.objects.filter(action="exams.attempt_started").count() == 1


def test_coming_back_keeps_the_deadline_and_ends_the_older_page(sitting, dai):
    first = begin(dai)
    second = begin(dai, NOW + timedelta(minutes=10))
    assert second.resumed
    assert second.attempt.deadline == DEADLINE
    assert second.attempt.holder == first.attempt.holder + 1
    with pytest.raises(Refusal) as refused:
        answer(first, {1: []}, NOW + timedelta(minutes=11))
    assert refused.value.code == "attempts.superseded"


@pytest.mark.parametrize(
    ("at", "code"),
    [(-timedelta(minutes=6), "attempts.not_open"), (CLOSES - NOW, "attempts.not_open")],
)
def test_nobody_starts_outside_the_hours(sitting, dai, at, code):
    with pytest.raises(Refusal) as refused:
        begin(dai, NOW + at)
    assert refused.value.code == code


def test_handing_in_twice_is_once(sitting, dai):
    token = begin(dai).token
    at = NOW + timedelta(minutes=20)
    first = submit_by_token(token=token, now=at)
    second = submit_by_token(token=token, now=at + timedelta(minutes=1))
    assert (second.submitted_at, second.ended_by) == (first.submitted_at, first.ended_by) == (at, EndedBy.OFFICER)
    assert AttemptEvent.objects.filter(kind=EventKind.ENDED).count() == 1
    (entry,) = AuditEntry.objects.filter(action="exams.attempt_submitted")
    exam, name = entry.subject_label.split(": ")  # which exam, and whose attempt, masked
    assert exam == sitting.exam.title
    assert name == "戴**"


def test_a_token_that_is_none_hands_in_nothing(sitting, dai):
    begin(dai)
    with pytest.raises(Refusal) as refused:
        submit_by_token(token="guessed", now=NOW)
    assert refused.value.code == "attempts.superseded"


@pytest.mark.parametrize(
    ("after", "ended_by"),
    [
        (-timedelta(seconds=1), EndedBy.OFFICER),
        (timedelta(seconds=2), EndedBy.OFFICER),
        (GRACE, EndedBy.CLOCK),
        (timedelta(days=1), EndedBy.CLOCK),
    ],
)
def test_what_is_handed_in_late_ended_at_the_deadline(sitting, dai, after, ended_by):
    begin(dai)
    done = submit_attempts(attempts=own(dai), now=DEADLINE + after)[0]
    assert done.submitted_at == min(DEADLINE + after, DEADLINE)
    assert done.ended_by == ended_by


def test_any_read_sees_an_overdue_attempt_as_finished_at_its_deadline(sitting, dai):
    begin(dai)
    attempt = attempt_of(dai)
    assert attempt.state == AttemptState.STARTED
    for at, finished in ((DEADLINE, False), (DEADLINE + GRACE, True)):
        assert (attempt.state_at(at) == AttemptState.SUBMITTED) is finished
        assert own(dai).finished_at(at).exists() is finished
        assert own(dai).live_at(at).exists() is not finished
        assert attempt.finished_when(at) == (DEADLINE if finished else None)


def test_a_sweep_records_the_same(sitting, dai, he):
    begin(dai)
    begin(he, NOW + timedelta(minutes=30))
    at = DEADLINE + GRACE
    assert [attempt.registration.officer for attempt in end_overdue(attempts=Attempt.objects.all(), now=at)] == [dai]
    swept = attempt_of(dai)
    assert (swept.state, swept.submitted_at, swept.ended_by) == (AttemptState.SUBMITTED, DEADLINE, EndedBy.CLOCK)
    assert end_overdue(attempts=Attempt.objects.all(), now=at) == []


def test_more_time_reaches_past_the_close(sitting, dai):
    begin(dai, CLOSES - timedelta(minutes=10))
    late = CLOSES - timedelta(minutes=5)
    extend_attempts(attempts=own(dai), minutes=20, reason="停电", actor=FIRST, now=late)
    assert attempt_of(dai).deadline == CLOSES + timedelta(minutes=20)
    assert attempt_of(dai).state_at(CLOSES + timedelta(minutes=19)) == AttemptState.STARTED
    with pytest.raises(Refusal) as refused:
        close_sitting(sitting=sitting, actor=FIRST, now=CLOSES + timedelta(minutes=1))
    assert refused.value.code == "sittings.live"


def test_an_attempt_that_is_void_makes_room_for_another(sitting, dai):
    token = begin(dai).token
    void_attempts(attempts=own(dai), reason="机器故障", actor=FIRST, now=NOW)
    with pytest.raises(Refusal):
        submit_by_token(token=token, now=NOW)
    assert admit_officers(sitting=sitting, actor=FIRST, now=NOW) == []
    again = [attempt_of(dai).registration]
    assert len(readmit_officers(sitting=sitting, registrations=again, actor=FIRST, now=NOW)) == 1
    assert readmit_officers(sitting=sitting, registrations=again, actor=FIRST, now=NOW) == []


def test_the_database_keeps_one_live_attempt(sitting, dai):
    attempt = attempt_of(dai)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            registration=attempt.registration, sitting=sitting, form=attempt.form, order=[], admitted_at=NOW
        )


@pytest.mark.parametrize(
    "values",
    [
        {"state": "started"},
        {"state": "submitted", "started_at": NOW, "deadline": DEADLINE},
        {"state": "submitted", "started_at": NOW, "deadline": DEADLINE, "submitted_at": CLOSES, "ended_by": "clock"},
        {"started_at": NOW},
        {"submitted_at": NOW},
    ],
)
def test_the_database_refuses_what_no_verb_writes(sitting, dai, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        own(dai).update(**values)


def test_an_event_is_never_changed(sitting, dai):
    begin(dai)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        AttemptEvent.objects.update(at=CLOSES)


def test_closing_early_asks_that_nobody_answers(sitting, dai, he):
    begin(dai)
    with pytest.raises(Refusal, match="1") as refused:
        close_sitting(sitting=sitting, actor=FIRST, now=NOW)
    assert refused.value.code == "sittings.live"
    submit_attempts(attempts=own(dai), now=NOW)
    closed = close_sitting(sitting=sitting, actor=FIRST, now=NOW)
    assert (closed.state, closed.closed_at) == (SittingState.CLOSED, NOW)
    assert attempt_of(he).state == AttemptState.ABSENT
    assert close_sitting(sitting=sitting, actor=FIRST, now=CLOSES).closed_at == NOW


def test_after_its_hours_the_clock_has_closed_it(sitting, dai):
    begin(dai)
    closed = close_sitting(sitting=sitting, actor=FIRST, now=CLOSES + timedelta(days=1))
    assert closed.closed_at == CLOSES
    assert attempt_of(dai).submitted_at == DEADLINE


def test_who_wrote_the_questions_does_not_close(sitting):
    with pytest.raises(Refusal) as refused:
        close_sitting(sitting=sitting, actor=WRITER, now=CLOSES)
    assert refused.value.code == "sittings.author"


def test_an_interruption_takes_nobodys_time(sitting, dai, he):
    token = begin(dai)
    cut = NOW + timedelta(minutes=50)
    suspend_sitting(sitting=sitting, reason="停电", actor=FIRST, now=cut)
    later = cut + timedelta(minutes=30)
    assert attempt_of(dai).state_at(later) == AttemptState.STARTED
    with pytest.raises(Refusal) as refused:
        answer(token, {1: right_answers(sitting)[1]}, later)
    assert refused.value.code == "attempts.suspended"
    with pytest.raises(Refusal) as refused:
        start_attempts(attempts=own(he), actor=FIRST, now=later)
    assert refused.value.code == "attempts.suspended"
    going_on = resume_sitting(sitting=sitting, actor=FIRST, now=later)
    assert going_on.closes_at == CLOSES + timedelta(minutes=30)
    assert attempt_of(dai).deadline == DEADLINE + timedelta(minutes=30)
    answer(token, {1: right_answers(sitting)[1]}, later)
