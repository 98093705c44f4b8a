"""Every move of an attempt: those of the table by their verbs, all others refused."""

from datetime import timedelta

import pytest

from exams.delivery.attempts import extend_attempts, start_attempts, submit_attempts, void_attempts
from exams.delivery.closing import close_sitting
from exams.delivery.models import Attempt
from exams.delivery.states import MOVES, AttemptState
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, FIRST, attempt_of, begin, open_sitting
from tests.people import NOW

LATE = CLOSES + timedelta(hours=1)


def brought_to(state: AttemptState, dai, sitting) -> Attempt:
    """An attempt in the state, by the ordinary verbs."""
    if state == AttemptState.ABSENT:
        close_sitting(sitting=sitting, actor=FIRST, now=LATE)
    if state in (AttemptState.STARTED, AttemptState.SUBMITTED, AttemptState.VOID):
        begin(dai)
    own = Attempt.objects.filter(registration__officer=dai)
    if state == AttemptState.SUBMITTED:
        submit_attempts(attempts=own, now=NOW)
    if state == AttemptState.VOID:
        void_attempts(attempts=own, reason="替考", actor=FIRST, now=NOW)
    return attempt_of(dai)


VERBS = {
    AttemptState.STARTED: lambda rows: start_attempts(attempts=rows, actor=FIRST, now=NOW),
    AttemptState.SUBMITTED: lambda rows: submit_attempts(attempts=rows, now=NOW),
    AttemptState.VOID: lambda rows: void_attempts(attempts=rows, reason="替考", actor=FIRST, now=NOW),
}
HARMLESS = {(AttemptState.STARTED, AttemptState.STARTED), (AttemptState.SUBMITTED, AttemptState.SUBMITTED)}


@pytest.mark.parametrize("before", AttemptState)
@pytest.mark.parametrize("after", list(VERBS))
def test_an_attempt_moves_only_as_the_table_says(bureau, dai, before, after):
    sitting = open_sitting(bureau.bureau, [dai])
    attempt = brought_to(before, dai, sitting)
    assert attempt.state == before
    rows = Attempt.objects.filter(pk=attempt.pk)
    if after in MOVES[before]:
        VERBS[after](rows)
        assert attempt_of(dai).state == after
    elif (before, after) in HARMLESS:
        VERBS[after](rows)
        assert attempt_of(dai).state == before
    elif (before, after) == (AttemptState.VOID, AttemptState.SUBMITTED):
        VERBS[after](rows)
        assert attempt_of(dai).state == AttemptState.VOID
    else:
        with pytest.raises(Refusal):
            VERBS[after](rows)
        assert attempt_of(dai).state == before


@pytest.mark.parametrize("state", [state for state in AttemptState if state != AttemptState.STARTED])
def test_only_a_running_attempt_gets_more_time(bureau, dai, state):
    attempt = brought_to(state, dai, open_sitting(bureau.bureau, [dai]))
    with pytest.raises(Refusal) as refused:
        extend_attempts(attempts=Attempt.objects.filter(pk=attempt.pk), minutes=5, reason="停电", actor=FIRST, now=NOW)
    assert refused.value.code == "attempts.not_running"
