"""Saving: one statement, only what is newer, only in time; what was not written is never called saved."""

from datetime import timedelta

import pytest

from exams.delivery.attempts import submit_by_token
from exams.delivery.models import Response
from exams.delivery.saving import Answer, save_responses
from exams.papers.models import FormItem
from records.refusals import Refusal
from tests.exams.exam_rooms import MINUTES, attempt_of, begin, open_sitting, right_answers, wrong_answer
from tests.people import NOW

DEADLINE = NOW + timedelta(minutes=MINUTES)


@pytest.fixture
def sitting(bureau, dai, he):
    """An open sitting of two officers."""
    return open_sitting(bureau.bureau, [dai, he])


@pytest.fixture
def token(sitting, dai):
    """The token of an officer who has begun."""
    return begin(dai).token


def one(number: int, chosen, sequence: int = 1, *, flagged: bool = False) -> Answer:
    return Answer(number, tuple(chosen), flagged, sequence)


def stored(number: int = 1) -> Response:
    return Response.objects.get(item__number=number)


def test_an_answer_is_saved_with_its_moment(sitting, token):
    at = NOW + timedelta(seconds=7, microseconds=5)
    saved = save_responses(token=token, answers=[one(1, right_answers(sitting)[1], flagged=True)], now=at)
    assert saved.items == {1: at}
    assert saved.deadline == DEADLINE
    assert saved.unknown == []
    assert stored().answer == right_answers(sitting)[1]
    assert stored().flagged
    assert stored().saved_at == at


def test_a_save_is_one_statement(sitting, token, django_assert_num_queries):
    answers = [one(number, chosen) for number, chosen in right_answers(sitting).items()]
    with django_assert_num_queries(1):
        assert len(save_responses(token=token, answers=answers, now=NOW).items) == 12


def test_asking_only_saves_nothing(token, django_assert_num_queries):
    with django_assert_num_queries(1):
        saved = save_responses(token=token, answers=[], now=NOW)
    assert (saved.items, saved.deadline) == ({}, DEADLINE)


def test_an_older_sequence_never_overwrites(sitting, token):
    right, wrong = right_answers(sitting)[1], wrong_answer(sitting, 1)
    save_responses(token=token, answers=[one(1, right, 5)], now=NOW)
    late = save_responses(token=token, answers=[one(1, wrong, 4)], now=NOW + timedelta(seconds=1))
    assert stored().answer == right
    assert late.items == {1: NOW}, "the page learns that a newer answer stands"


def test_sending_again_is_answered_with_the_first_moment(sitting, token):
    answers = [one(1, right_answers(sitting)[1], 5)]
    save_responses(token=token, answers=answers, now=NOW)
    again = save_responses(token=token, answers=answers, now=NOW + timedelta(seconds=9))
    assert again.items == {1: NOW}
    assert Response.objects.count() == 1


def test_of_two_answers_in_one_save_the_newer_counts(sitting, token):
    right, wrong = right_answers(sitting)[1], wrong_answer(sitting, 1)
    save_responses(token=token, answers=[one(1, right, 2), one(1, wrong, 1)], now=NOW)
    assert stored().answer == right


def test_a_later_page_beats_an_older_one_whatever_the_sequence(sitting, dai, token):
    right, wrong = right_answers(sitting)[1], wrong_answer(sitting, 1)
    save_responses(token=token, answers=[one(1, wrong, 900)], now=NOW)
    save_responses(token=begin(dai).token, answers=[one(1, right, 1)], now=NOW)
    assert stored().answer == right


def test_an_answer_can_be_taken_back(sitting, token):
    save_responses(token=token, answers=[one(1, right_answers(sitting)[1], 1)], now=NOW)
    save_responses(token=token, answers=[one(1, [], 2)], now=NOW)
    assert stored().answer == []


@pytest.mark.parametrize(("after", "taken"), [(timedelta(seconds=2), True), (timedelta(seconds=3), False)])
def test_the_grace_is_three_seconds(sitting, token, after, taken):
    answers = [one(1, right_answers(sitting)[1])]
    if taken:
        assert save_responses(token=token, answers=answers, now=DEADLINE + after).items
        return
    with pytest.raises(Refusal) as refused:
        save_responses(token=token, answers=answers, now=DEADLINE + after)
    assert refused.value.code == "attempts.over"
    assert not Response.objects.exists()


def test_after_handing_in_nothing_is_saved(sitting, token):
    submit_by_token(token=token, now=NOW)
    with pytest.raises(Refusal) as refused:
        save_responses(token=token, answers=[one(1, right_answers(sitting)[1])], now=NOW)
    assert refused.value.code == "attempts.over"


def test_options_and_items_of_elsewhere_are_not_saved(sitting, token):
    of_second = FormItem.objects.get(form__paper=sitting.paper, number=2).options
    saved = save_responses(
        token=token,
        answers=[one(1, list(of_second)[:1]), one(99, []), one(3, right_answers(sitting)[3])],
        now=NOW,
    )
    assert saved.items == {3: NOW}
    assert saved.unknown == [1, 99]
    assert Response.objects.count() == 1


def test_one_officers_token_saves_only_his_own(sitting, token, dai, he):
    begin(he)
    save_responses(token=token, answers=[one(1, right_answers(sitting)[1])], now=NOW)
    assert stored().attempt == attempt_of(dai)


def test_too_many_at_once_is_refused(token):
    with pytest.raises(Refusal) as refused:
        save_responses(token=token, answers=[one(number, []) for number in range(1, 502)], now=NOW)
    assert refused.value.code == "attempts.too_many"
