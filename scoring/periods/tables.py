"""What the pages of a month show, gathered in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F

from personnel.home.listing import Sorting
from personnel.units.states import UnitKind
from records.actor import Actor
from scoring.periods.models import IndicatorScore, Period, UnitScore, UnitScoreQuerySet
from scoring.periods.rules import allowed_without, grade_by_score, month_after
from scoring.periods.states import Grade, Line
from scoring.schemes.states import IndicatorCode

ALL = "all"
ORDERS = {
    "unit": ("unit__code",),
    "total": ("total",),
    "participation": (IndicatorCode.PARTICIPATION.value,),
    "pass_rate": (IndicatorCode.PASS_RATE.value,),
    "mean_score": (IndicatorCode.MEAN_SCORE.value,),
    "without": ("without_share",),
    "established": ("established",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's line of the table.

    change: against the month before. distance: people until it is over the first line, or until it is back within.
    """

    score: UnitScore
    figures: dict[str, IndicatorScore]
    change: Decimal | None
    distance: int
    by_score: Grade

    @property
    def is_over(self) -> bool:
        """Whether the unit is over the first line."""
        return self.score.line != Line.WITHIN


def rows_of(scores: Iterable[UnitScore], period: Period) -> list[Row]:
    """Scores (of `with_values`) as lines of the table."""
    found = list(scores)
    before = UnitScore.objects.filter(
        period__month=month_after(period.month, -1), unit__in=[score.unit_id for score in found], total__isnull=False
    )
    totals: dict[int, Decimal | None] = dict(before.values_list("unit_id", "total"))
    return [_row(score, totals.get(score.unit_id), period) for score in found]


def _row(score: UnitScore, before: Decimal | None, period: Period) -> Row:
    assert period.not_excellent_over is not None  # noqa: S101  (of a computed period)
    allowed = allowed_without(score.established, period.not_excellent_over)
    over = score.line != Line.WITHIN
    return Row(
        score=score,
        figures={figure.indicator: figure for figure in score.figures.all()},
        change=score.total - before if score.total is not None and before is not None else None,
        distance=score.without - allowed if over else allowed - score.without + 1,
        by_score=grade_by_score(score.total, period.scheme),
    )


def ordered(scores: UnitScoreQuerySet, sorting: Sorting) -> UnitScoreQuerySet:
    """In the order asked for; units without the figure come last either way."""
    (name,) = ORDERS[sorting.key]
    key = F(name).desc(nulls_last=True) if sorting.descending else F(name).asc(nulls_last=True)
    return scores.order_by(key, "unit__code")


def kinds_of(scores: UnitScoreQuerySet) -> list[tuple[UnitKind, int]]:
    """The kinds of units with how many there are, in the bureau's own order."""
    counted = dict(scores.order_by().values_list("kind").annotate(count=Count("pk")))
    return [(kind, counted[kind]) for kind in UnitKind if kind in counted]


def kind_to_compare(kinds: list[tuple[UnitKind, int]]) -> str:
    """The kind that is shown first: the highest of which there are several."""
    return next((kind.value for kind, count in kinds if count > 1), ALL)


def head_of(scores: UnitScoreQuerySet) -> UnitScore | None:
    """The unit that stands for all that the reader sees: the one with the most people."""
    return scores.with_values().order_by("-established", "unit__code").first()


def months_to_choose(today: date) -> list[date]:
    """The months that one may look at: the present one, eleven before it and all that have figures."""
    present = today.replace(day=1)
    months = {month_after(present, -steps) for steps in range(12)}
    return sorted(months | set(Period.objects.computed().values_list("month", flat=True)), reverse=True)


def below_of(score: UnitScore, actor: Actor) -> UnitScoreQuerySet:
    """The scores of the units right below."""
    rows = UnitScore.objects.filter(period=score.period).visible_to(actor).right_below(score.unit_id)
    return rows.with_values().order_by("unit__code")


def trend_of(score: UnitScore, actor: Actor, months: int = 12) -> list[UnitScore]:
    """The unit's scores of the months up to this one that the actor may see, the latest first."""
    first = month_after(score.period.month, 1 - months)
    rows = UnitScore.objects.filter(unit=score.unit_id, period__month__gte=first).visible_to(actor)
    return list(
        rows.filter(period__month__lte=score.period.month)
        .with_values()
        .select_related("period")
        .order_by("-period__month")
    )


def points_of(score: UnitScore, period: Period) -> list[dict[str, Any]]:
    """Each indicator with its weight; without a value it is left out of the score."""
    figures = {figure.indicator: figure for figure in score.figures.all()}
    return [
        {"code": code, "label": code.label, "figure": figures[code.value], "weight": weight}
        for code, weight in period.scheme.weights.items()
    ]
