"""A month as a workbook: a sheet of figures, a sheet of the people's counts."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from records.workbooks import Sheet
from scoring.periods.models import IndicatorScore, UnitScore
from scoring.periods.rules import SHARES
from scoring.periods.states import Counted, Standing
from scoring.periods.tables import Row
from scoring.schemes.states import IndicatorCode


def sheets_of(rows: Sequence[Row]) -> list[Sheet]:
    """What the page shows, in its order."""
    return [
        Sheet(title=_("Figures"), head=_figures_head(), rows=[_figures(row) for row in rows]),
        Sheet(title=_("People"), head=_people_head(), rows=[_people(row.score) for row in rows]),
    ]


def _unit_head() -> tuple[str, ...]:
    return _("Unit"), _("Unit above"), _("Kind")


def _unit(score: UnitScore) -> tuple[str, ...]:
    return score.name, score.above, score.get_kind_display()


def _figures_head() -> tuple[str, ...]:
    points = _("points")
    figures = [f"{code.label} ({'%' if code in SHARES else points})" for code in IndicatorCode]
    scored = (_("Score"), _("Against the month before"), _("Grade"))
    return (
        *_unit_head(),
        *scored,
        *figures,
        _("Established"),
        _("Without basic"),
        _("Without basic (%)"),
        _("Against the lines"),
    )


def _figures(row: Row) -> tuple[object, ...]:
    score = row.score
    return (
        *_unit(score),
        score.total,
        row.change,
        score.get_grade_display(),
        *(_shown(row.figures[code.value]) for code in IndicatorCode),
        score.established,
        score.without,
        None if score.without_share is None else score.without_share * 100,
        score.get_line_display(),
    )


def _shown(figure: IndicatorScore) -> Decimal | None:
    if figure.value is None:
        return None
    return figure.value * 100 if figure.indicator in SHARES else figure.value


def _people_head() -> tuple[str, ...]:
    registered = [_("Registered"), *(str(value.label) for value in Counted), _("Sum of scores")]
    return (*_unit_head(), *registered, _("Established"), *(str(value.label) for value in Standing))


def _people(score: UnitScore) -> tuple[object, ...]:
    counts = score.counts
    registered = [counts[value] for value in Counted.values]
    points = Decimal(counts["hundredths"]) / 100
    standing = [counts[value] for value in Standing.values]
    return (*_unit(score), sum(registered), *registered, points, score.established, *standing)
