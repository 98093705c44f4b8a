"""Two at once, on PostgreSQL: one hands in while another does, or saves; with a control that shows the race."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from exams.delivery.attempts import submit_by_token
from exams.delivery.closing import close_sitting
from exams.delivery.models import Attempt, AttemptEvent, Response
from exams.delivery.saving import Answer, save_responses
from exams.delivery.states import AttemptState, EventKind
from exams.sittings.states import SittingState
from records.refusals import Refusal
from tests.exams.exam_rooms import FIRST, begin, open_sitting, right_answers
from tests.people import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def only_postgres():
    if connection.vendor != "postgresql":
        pytest.fail("these tests are for PostgreSQL: deselect the marker")


def together(*deeds):
    """Run the deeds at the same moment, each on its own connection; what they return or raise."""
    barrier = threading.Barrier(len(deeds))
    outcomes: list[object] = [None] * len(deeds)

    def run(place, deed):
        barrier.wait()
        try:
            outcomes[place] = deed()
        except Exception as error:  # noqa: BLE001  (told to the test)
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def submit_without_lock(token_hash):
    """What the verb would be without its lock: look, then write."""

    def deed():
        attempt = Attempt.objects.get(token_hash=token_hash)
        meet.wait()
        if attempt.state == AttemptState.STARTED:
            Attempt.objects.filter(pk=attempt.pk).update(
                state=AttemptState.SUBMITTED, submitted_at=NOW + timedelta(minutes=1), ended_by="officer"
            )
            AttemptEvent.objects.create(
                attempt=attempt, kind=EventKind.ENDED, at=NOW, actor_uuid=attempt.uuid, actor_name="x"
            )

    meet = threading.Barrier(2)
    return deed


def test_two_hand_ins_are_one(only_postgres, bureau, dai):
    open_sitting(bureau.bureau, [dai])
    token = begin(dai).token
    done = together(*[lambda: submit_by_token(token=token, now=NOW + timedelta(minutes=1))] * 4)
    assert {attempt.state for attempt in done} == {AttemptState.SUBMITTED}
    assert AttemptEvent.objects.filter(kind=EventKind.ENDED).count() == 1


def test_control_without_the_lock_they_are_two(only_postgres, bureau, dai):
    open_sitting(bureau.bureau, [dai])
    begin(dai)
    deed = submit_without_lock(Attempt.objects.get().token_hash)
    together(deed, deed)
    assert AttemptEvent.objects.filter(kind=EventKind.ENDED).count() == 2


def test_a_save_and_a_hand_in_exclude_each_other(only_postgres, bureau, dai):
    sitting = open_sitting(bureau.bureau, [dai])
    token = begin(dai).token
    answers = [
        Answer(number, tuple(chosen), flagged=False, sequence=1) for number, chosen in right_answers(sitting).items()
    ]
    saved, done = together(
        lambda: save_responses(token=token, answers=answers, now=NOW),
        lambda: submit_by_token(token=token, now=NOW),
    )
    assert done.state == AttemptState.SUBMITTED
    if isinstance(saved, Refusal):
        assert saved.code == "attempts.over"
        assert not Response.objects.exists()
    else:
        assert len(saved.items) == Response.objects.count() == 12


def test_who_begins_while_the_sitting_is_closed_is_live_or_refused(only_postgres, bureau, dai):
    sitting = open_sitting(bureau.bureau, [dai])
    begun, closed = together(lambda: begin(dai), lambda: close_sitting(sitting=sitting, actor=FIRST, now=NOW))
    sitting.refresh_from_db()
    if isinstance(begun, Refusal):
        assert (begun.code, closed.state) == ("attempts.not_open", SittingState.CLOSED)
        assert Attempt.objects.get().state == AttemptState.ABSENT
    else:
        assert (closed.code, sitting.state) == ("sittings.live", SittingState.PUBLISHED)
        assert Attempt.objects.get().state == AttemptState.STARTED


def test_two_saves_leave_the_newer(only_postgres, bureau, dai):
    sitting = open_sitting(bureau.bureau, [dai])
    token = begin(dai).token
    right = tuple(right_answers(sitting)[1])
    deeds = [
        lambda sequence=sequence: save_responses(
            token=token, answers=[Answer(1, right if sequence == 8 else (), flagged=False, sequence=sequence)], now=NOW
        )
        for sequence in range(1, 9)
    ]
    assert not [outcome for outcome in together(*deeds) if isinstance(outcome, Exception)]
    assert (Response.objects.get().sequence, tuple(Response.objects.get().answer)) == (8, right)
