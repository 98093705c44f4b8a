"""Statistics of items by hand."""

from decimal import Decimal

import numpy as np
import pytest

from exams.analysis.rules import discriminations, distribution, doubts_of, facilities, mean, option_counts

SCORES = np.array([[100, 200], [100, 0], [0, 0], [0, 0]], dtype=np.int64)


def test_facility_is_the_share_of_the_marks():
    assert facilities(SCORES, [100, 200]) == [Decimal("0.500"), Decimal("0.250")]
    assert facilities(np.zeros((0, 2), dtype=np.int64), [100, 200]) == [Decimal(0), Decimal(0)]


def test_discrimination_is_the_correlation_with_the_rest():
    assert discriminations(SCORES) == [Decimal("0.577"), Decimal("0.577")]
    assert discriminations(np.array([[100, 0], [0, 100]], dtype=np.int64)) == [Decimal("-1.000")] * 2
    assert discriminations(np.array([[100, 0], [100, 100]], dtype=np.int64)) == [None, None]


def test_options_are_counted_by_bit():
    assert option_counts(np.array([0b01, 0b11, 0b00], dtype=np.int64), 3) == [2, 1, 0]


@pytest.mark.parametrize(
    ("attempts", "facility", "discrimination", "counts", "doubts"),
    [
        (9, "0.1", "-0.5", [1, 8], []),
        (10, "0.8", "0.3", [8, 2], []),
        (10, "0.1", "0.3", [1, 1], ["hard"]),
        (10, "0.4", "-0.1", [4, 6], ["negative", "wrong_preferred"]),
        (10, "0.8", "0.05", [8, 2], ["weak"]),
        (10, "1", None, [10, 0], []),
    ],
)
def test_doubts(attempts, facility, discrimination, counts, doubts):
    value = None if discrimination is None else Decimal(discrimination)
    assert doubts_of(attempts, Decimal(facility), value, counts, frozenset({0})) == doubts


def test_a_distribution_keeps_full_marks_in_its_last_part():
    scores = [Decimal(0), Decimal("9.99"), Decimal(10), Decimal(100)]
    assert distribution(scores, Decimal(100)) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_mean_has_one_place_half_up():
    assert mean([Decimal(1), Decimal("1.1")]) == Decimal("1.1")
    assert mean([]) is None
