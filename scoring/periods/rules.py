"""How a unit is scored: pure functions of counts, a scheme and two lines.

participation: registrations of established officers who sat, of all less those absent with a reason (产假, 专案, 借调,
病假 …: assumed, no source says that they count against the unit). pass rate: who reached the pass mark, of those who
sat. mean score: of those who sat, each paper brought to 100. share holding basic: of the established officers, at the
end of the period; expired and suspended count as without (a local rule of several provinces).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from records.days import end_of
from scoring.periods.states import Grade, Line
from scoring.schemes.rules import SchemeValues
from scoring.schemes.states import IndicatorCode

SHARES = (IndicatorCode.PARTICIPATION, IndicatorCode.PASS_RATE, IndicatorCode.BASIC_SHARE)
VALUE_PLACES = 4
TOTAL_PLACES = 1
_MOMENT = timedelta(microseconds=1)


def month_of(day: date) -> date:
    """The first day of the day's month, by which a period is known."""
    return day.replace(day=1)


def month_after(month: date, steps: int = 1) -> date:
    """The month so many steps later (earlier, where negative)."""
    count = month.year * 12 + month.month - 1 + steps
    return date(count // 12, count % 12 + 1, 1)


def last_day_of(month: date) -> date:
    """The last day of the month."""
    return month_after(month) - timedelta(days=1)


def last_moment_of(day: date) -> datetime:
    """The day's last instant: what begins at the midnight after it is the next day's."""
    return end_of(day) - _MOMENT


def closing_of(month: date, now: datetime) -> datetime:
    """The instant for which a month counts who belongs where and who holds what: its last, or now while it runs."""
    return min(last_moment_of(last_day_of(month)), now)


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator comes to: a numerator over a denominator. The mean score's numerator are points of 100."""

    numerator: Decimal
    denominator: int

    @property
    def exact(self) -> Fraction | None:
        """The value, unrounded; None where there is nobody to count."""
        return Fraction(self.numerator) / self.denominator if self.denominator else None

    @property
    def value(self) -> Decimal | None:
        """The value as stored."""
        return rounded(self.exact, VALUE_PLACES) if self.exact is not None else None


def rounded(value: Fraction, places: int) -> Decimal:
    """Rounded half up, for values that are not negative."""
    unit = 10**places
    return Decimal(floor(value * unit + Fraction(1, 2))) / Decimal(unit)


def measures_of(counts: Mapping[str, int]) -> dict[IndicatorCode, Measure]:
    """The four indicators of a unit's counts (see figures.COUNTS)."""
    sat = counts["passed"] + counts["failed"]
    return {
        IndicatorCode.PARTICIPATION: Measure(Decimal(sat), sat + counts["absent"]),
        IndicatorCode.PASS_RATE: Measure(Decimal(counts["passed"]), sat),
        IndicatorCode.MEAN_SCORE: Measure(Decimal(counts["hundredths"]) / 100, sat),
        IndicatorCode.BASIC_SHARE: Measure(Decimal(counts["holds"]), established_of(counts)),
    }


def established_of(counts: Mapping[str, int]) -> int:
    """The established headcount of a unit's counts."""
    return counts["holds"] + without_of(counts)


def without_of(counts: Mapping[str, int]) -> int:
    """Those of it without basic."""
    return counts["never"] + counts["ended"] + counts["suspended"]


def total_of(measures: Mapping[IndicatorCode, Measure], scheme: SchemeValues) -> Decimal | None:
    """The score of 100, with one decimal. An indicator with nobody to count leaves its weight out."""
    points, weights = Fraction(0), Fraction(0)
    for code, weight in scheme.weights.items():
        exact = measures[code].exact
        if exact is not None:
            points += Fraction(weight) * exact * (100 if code in SHARES else 1)
            weights += Fraction(weight)
    return rounded(points / weights, TOTAL_PLACES) if weights else None


def is_over(without: int, established: int, percent: Decimal) -> bool:
    """Whether strictly more than so many per cent of the established are without the level."""
    return without * 100 > percent * established


def share_of(without: int, established: int) -> Decimal | None:
    """The share without the level, as stored; None where nobody is established."""
    return rounded(Fraction(without, established), VALUE_PLACES) if established else None


def line_of(without: int, established: int, not_excellent_over: Decimal, fails_over: Decimal) -> Line:
    """Where a unit stands against the two lines: 10 % and 20 % in a local rule, strictly more than each."""
    if is_over(without, established, fails_over):
        return Line.FAILS
    return Line.NOT_EXCELLENT if is_over(without, established, not_excellent_over) else Line.WITHIN


def allowed_without(established: int, percent: Decimal) -> int:
    """How many may be without and the unit is still not over the line."""
    return int(percent * established / 100)


def grade_of(total: Decimal | None, line: Line, scheme: SchemeValues) -> Grade:
    """The grade by the score, then the lines: over the second fails, over the first is not excellent."""
    if line == Line.FAILS:
        return Grade.BELOW
    if total is None:
        return Grade.UNRATED
    if total < scheme.meets_from:
        return Grade.BELOW
    return Grade.EXCELLENT if total >= scheme.excellent_from and line == Line.WITHIN else Grade.MEETS


def grade_by_score(total: Decimal | None, scheme: SchemeValues) -> Grade:
    """The grade that the score alone would give."""
    return grade_of(total, Line.WITHIN, scheme)
