"""Lines, totals and grades, as tables."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from records.days import at_time, start_of
from scoring.periods.rules import (
    Measure,
    allowed_without,
    closing_of,
    grade_by_score,
    grade_of,
    is_over,
    last_moment_of,
    line_of,
    measures_of,
    month_after,
    rounded,
    total_of,
)
from scoring.periods.states import Grade, Line
from scoring.schemes.shipped import SHIPPED
from scoring.schemes.states import IndicatorCode

TEN, TWENTY = Decimal(10), Decimal(20)


@pytest.mark.parametrize(
    ("without", "established", "line"),
    [
        (0, 0, Line.WITHIN),
        (0, 10, Line.WITHIN),
        (1, 10, Line.WITHIN),  # exactly 10 % is not over
        (2, 10, Line.NOT_EXCELLENT),  # exactly 20 % is over 10 %, not over 20 %
        (3, 10, Line.FAILS),
        (1, 9, Line.NOT_EXCELLENT),
        (1, 11, Line.WITHIN),
        (3, 18, Line.NOT_EXCELLENT),
        (4, 20, Line.NOT_EXCELLENT),
        (5, 20, Line.FAILS),
        (5, 24, Line.FAILS),
        (5, 25, Line.NOT_EXCELLENT),
        (1, 1, Line.FAILS),
        (100, 1000, Line.WITHIN),
        (101, 1000, Line.NOT_EXCELLENT),
        (200, 1000, Line.NOT_EXCELLENT),
        (201, 1000, Line.FAILS),
    ],
)
def test_strictly_more_than_each_line(without: int, established: int, line: Line) -> None:
    assert line_of(without, established, TEN, TWENTY) == line


@pytest.mark.parametrize(("established", "allowed"), [(0, 0), (9, 0), (10, 1), (18, 1), (19, 1), (20, 2), (186, 18)])
def test_how_many_may_be_without(established: int, allowed: int) -> None:
    assert allowed_without(established, TEN) == allowed
    assert not is_over(allowed, established, TEN)
    assert is_over(allowed + 1, established, TEN)


@pytest.mark.parametrize(
    ("total", "line", "grade"),
    [
        ("90.0", Line.WITHIN, Grade.EXCELLENT),
        ("89.9", Line.WITHIN, Grade.MEETS),
        ("70.0", Line.WITHIN, Grade.MEETS),
        ("69.9", Line.WITHIN, Grade.BELOW),
        ("100.0", Line.NOT_EXCELLENT, Grade.MEETS),
        ("69.9", Line.NOT_EXCELLENT, Grade.BELOW),
        ("100.0", Line.FAILS, Grade.BELOW),
        (None, Line.WITHIN, Grade.UNRATED),
        (None, Line.NOT_EXCELLENT, Grade.UNRATED),
        (None, Line.FAILS, Grade.BELOW),
    ],
)
def test_the_grade_follows_the_score_and_the_lines(total: str | None, line: Line, grade: Grade) -> None:
    assert grade_of(Decimal(total) if total else None, line, SHIPPED) == grade


def test_what_the_score_alone_would_give() -> None:
    assert grade_by_score(Decimal(92), SHIPPED) == Grade.EXCELLENT


def _measures(
    participation: Measure, pass_rate: Measure, mean: Measure, basic: Measure
) -> dict[IndicatorCode, Measure]:
    return dict(zip(IndicatorCode, (participation, pass_rate, mean, basic), strict=True))


NOBODY = Measure(Decimal(0), 0)


def test_the_total_is_the_weighted_mean_of_what_can_be_counted() -> None:
    full = Measure(Decimal(10), 10)
    assert total_of(_measures(full, full, Measure(Decimal(1000), 10), full), SHIPPED) == Decimal("100.0")
    # 20 × 100 % + 30 × 50 % + 20 × 71.25 % + 30 × 90 % = 20 + 15 + 14.25 + 27
    mixed = _measures(full, Measure(Decimal(5), 10), Measure(Decimal("712.5"), 10), Measure(Decimal(9), 10))
    assert total_of(mixed, SHIPPED) == Decimal("76.3")
    # Nobody was to sit: only basic counts.
    assert total_of(_measures(NOBODY, NOBODY, NOBODY, Measure(Decimal(9), 10)), SHIPPED) == Decimal("90.0")
    assert total_of(_measures(NOBODY, NOBODY, NOBODY, NOBODY), SHIPPED) is None


def test_the_indicators_of_counts() -> None:
    counts = {
        "passed": 6, "failed": 2, "excused": 3, "absent": 1, "hundredths": 61_050,
        "holds": 9, "never": 1, "ended": 1, "suspended": 1,
    }  # fmt: skip
    assert measures_of(counts) == {
        IndicatorCode.PARTICIPATION: Measure(Decimal(8), 9),
        IndicatorCode.PASS_RATE: Measure(Decimal(6), 8),
        IndicatorCode.MEAN_SCORE: Measure(Decimal("610.50"), 8),
        IndicatorCode.BASIC_SHARE: Measure(Decimal(9), 12),
    }
    assert measures_of(counts)[IndicatorCode.PARTICIPATION].value == Decimal("0.8889")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(Fraction(1, 2), 0, "1"), (Fraction(1, 8), 2, "0.13"), (Fraction(2, 3), 4, "0.6667"), (Fraction(0), 1, "0")],
)
def test_rounding_is_half_up(value: Fraction, places: int, expected: str) -> None:
    assert rounded(value, places) == Decimal(expected)


@pytest.mark.parametrize(
    ("now", "closing"),
    [
        (at_time(date(2026, 10, 15), 9), at_time(date(2026, 10, 15), 9)),
        (start_of(date(2026, 11, 1)), last_moment_of(date(2026, 10, 31))),
        (at_time(date(2026, 12, 1), 9), last_moment_of(date(2026, 10, 31))),
    ],
)
def test_a_month_counts_as_at_its_end_or_now(now: datetime, closing: datetime) -> None:
    assert closing_of(date(2026, 10, 1), now) == closing


@pytest.mark.parametrize(
    ("month", "steps", "expected"),
    [("2026-12-01", 1, "2027-01-01"), ("2026-01-01", -1, "2025-12-01"), ("2026-11-01", -23, "2024-12-01")],
)
def test_months_go_on(month: str, steps: int, expected: str) -> None:
    assert month_after(date.fromisoformat(month), steps) == date.fromisoformat(expected)
