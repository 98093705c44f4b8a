"""Time and order of an attempt, as tables."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.delivery.rules import deadline_of, shuffled_order, state_at
from exams.delivery.states import AttemptState
from exams.sittings.states import SittingState
from tests.people import NOW

CLOSES = NOW + timedelta(hours=2)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
GRACE = timedelta(seconds=3)
STARTED, ADMITTED, SUBMITTED = AttemptState.STARTED, AttemptState.ADMITTED, AttemptState.SUBMITTED
OPEN, SUSPENDED, PUBLISHED = SittingState.OPEN, SittingState.SUSPENDED, SittingState.PUBLISHED


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        (NOW, NOW + HOUR),
        (CLOSES - HOUR, CLOSES),
        (CLOSES - timedelta(minutes=10), CLOSES),
    ],
)
def test_a_deadline_is_the_period_but_never_past_the_close(started, expected):
    assert deadline_of(started, HOUR, CLOSES) == expected


@pytest.mark.parametrize(
    ("state", "sitting", "at", "expected"),
    [
        (STARTED, OPEN, NOW + HOUR - TICK, STARTED),
        (STARTED, OPEN, NOW + HOUR + GRACE - TICK, STARTED),
        (STARTED, OPEN, NOW + HOUR + GRACE, SUBMITTED),
        (STARTED, PUBLISHED, NOW + HOUR + GRACE, SUBMITTED),
        (STARTED, SUSPENDED, NOW + HOUR + GRACE, STARTED),
        (ADMITTED, OPEN, CLOSES - TICK, ADMITTED),
        (ADMITTED, OPEN, CLOSES, AttemptState.ABSENT),
        (ADMITTED, PUBLISHED, CLOSES, AttemptState.ABSENT),
        (ADMITTED, SUSPENDED, CLOSES, ADMITTED),
        (ADMITTED, SittingState.CLOSED, NOW, AttemptState.ABSENT),
        (AttemptState.VOID, OPEN, CLOSES, AttemptState.VOID),
        (SUBMITTED, OPEN, NOW, SUBMITTED),
    ],
)
def test_an_attempt_by_the_clock(state, sitting, at, expected):
    deadline = NOW + HOUR if state == STARTED else None
    assert state_at(state, deadline, sitting, CLOSES, at, grace=GRACE) == expected


@given(st.lists(st.lists(st.integers(2, 8), min_size=1, max_size=12), min_size=1, max_size=4), st.integers())
def test_an_order_is_a_permutation_within_sections(sizes, seed):
    numbers = iter(range(1, 1000))
    document = {
        "sections": [
            {"type": "single", "items": [{"number": next(numbers), "options": [{}] * size} for size in section]}
            for section in sizes
        ]
    }
    order = shuffled_order(document, random.Random(seed))
    for section, own in zip(document["sections"], order, strict=True):
        count = {item["number"]: len(item["options"]) for item in section["items"]}
        assert sorted(number for number, _positions in own) == sorted(count)
        for number, positions in own:
            assert sorted(positions) == [str(place) for place in range(count[number])]


def test_true_and_false_stay_where_they_are():
    document = {"sections": [{"type": "true_false", "items": [{"number": 1, "options": [{}, {}]}]}]}
    assert {shuffled_order(document, random.Random(seed))[0][0][1] for seed in range(20)} == {"01"}
