"""Scoring as array work against a marker that takes one answer at a time."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.marking.answers import mask_of
from exams.marking.rules import as_decimal, hundredths, score_answers
from exams.papers.states import ScoringRule

OPTIONS = 5


def naive(chosen: set[int], key: set[int], marks: Decimal, rule: ScoringRule) -> Decimal:
    """One answer, as a person would mark it."""
    if not chosen or chosen - key:
        return Decimal(0)
    if chosen == key:
        return marks
    if rule == ScoringRule.EXACT:
        return Decimal(0)
    return (marks * len(chosen) / len(key)).quantize(Decimal("0.01"), ROUND_HALF_UP)


options = st.integers(0, OPTIONS - 1)
items = st.tuples(st.sets(options, min_size=1), st.decimals("0.1", "20", places=1), st.sampled_from(list(ScoringRule)))


@given(st.data(), st.lists(items, min_size=1, max_size=8), st.integers(1, 6))
def test_arrays_mark_as_a_person_does(data, paper, count):
    answers = [[data.draw(st.sets(options)) for _item in paper] for _attempt in range(count)]
    bits = lambda chosen: sum(1 << place for place in chosen)  # noqa: E731
    scores = score_answers(
        np.array([[bits(answer) for answer in row] for row in answers], dtype=np.int64),
        np.array([bits(key) for key, _marks, _rule in paper], dtype=np.int64),
        np.array([hundredths(marks) for _key, marks, _rule in paper], dtype=np.int64),
        np.array([rule == ScoringRule.PARTIAL for _key, _marks, rule in paper], dtype=np.bool_),
    )
    assert [[as_decimal(score) for score in row] for row in scores.tolist()] == [
        [naive(answer, *item) for answer, item in zip(row, paper, strict=True)] for row in answers
    ]


@pytest.mark.parametrize(
    ("chosen", "partial", "score"),
    [
        ({0, 1, 2}, False, "2.00"),
        ({0, 1}, False, "0.00"),
        ({0, 1}, True, "1.33"),
        ({0}, True, "0.67"),
        ({0, 1, 2, 3}, True, "0.00"),
        (set(), True, "0.00"),
    ],
)
def test_two_marks_for_three_right_options(chosen, partial, score):
    answers = np.array([[sum(1 << place for place in chosen)]], dtype=np.int64)
    scores = score_answers(answers, np.array([0b111]), np.array([200]), np.array([partial]))
    assert as_decimal(scores[0, 0]) == Decimal(score)


def test_marks_are_whole_hundredths():
    assert hundredths(Decimal("0.5")) == 50
    assert as_decimal(5) == Decimal("0.05")


def test_an_option_that_is_none_is_a_mistake():
    assert mask_of(["b", "a", "b"], ["a", "b"]) == 0b11
    with pytest.raises(ValueError, match="x"):
        mask_of(["x"], ["a"])
