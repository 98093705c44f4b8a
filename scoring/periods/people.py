"""The people behind a figure, as the month counted them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.enums import TextChoices

from personnel.changes.recording import BATCH
from personnel.officers.models import PoliceNumber
from personnel.units.models import UnitVersion
from records.actor import Actor
from scoring.periods.models import CountedOfficer, CountedResult, Period, UnitScore
from scoring.periods.states import SAT, Counted, Standing
from scoring.schemes.states import IndicatorCode

# What a figure's people may be: those of its denominator first, the reasons why somebody is not in it after them.
GROUPS: dict[IndicatorCode, tuple[TextChoices, ...]] = {
    IndicatorCode.PARTICIPATION: tuple(Counted),
    IndicatorCode.PASS_RATE: SAT,
    IndicatorCode.MEAN_SCORE: SAT,
    IndicatorCode.BASIC_SHARE: tuple(Standing),
}


def people_behind(score: UnitScore, code: IndicatorCode, actor: Actor) -> "QuerySet[Any]":
    """The rows counted by the figure, over the unit's whole subtree, within the actor's scope."""
    if code == IndicatorCode.BASIC_SHARE:
        people = CountedOfficer.objects.filter(period=score.period).visible_to(actor).below(score.unit_id)
        return people.select_related("officer").order_by("unit__code", "officer__name", "pk")
    results = CountedResult.objects.filter(period=score.period).visible_to(actor).below(score.unit_id)
    if code != IndicatorCode.PARTICIPATION:
        results = results.sat()
    order = "score" if code == IndicatorCode.MEAN_SCORE else "unit__code"
    return results.select_related("officer").order_by(order, "officer__name", "sat_on", "pk")


def column_of(code: IndicatorCode) -> str:
    """The column that says how somebody is counted."""
    return "standing" if code == IndicatorCode.BASIC_SHARE else "counted"


def groups_of(rows: "QuerySet[Any]", code: IndicatorCode) -> list[tuple[TextChoices, int]]:
    """How many are counted how."""
    column = column_of(code)
    counted = dict(rows.order_by().values_list(column).annotate(count=Count("pk")))
    return [(group, counted.get(group.value, 0)) for group in GROUPS[code]]


def with_posts(rows: Iterable[Any], period: Period) -> list[tuple[Any, str, str]]:
    """Each row with the police number and the unit's name as they were at the period's end."""
    found = list(rows)
    assert period.counted_to is not None  # noqa: S101  (of a computed period)
    numbers: dict[int, str] = {}
    keys = sorted({row.officer_id for row in found})
    for start in range(0, len(keys), BATCH):
        held = PoliceNumber.objects.believed().holding_at(period.counted_to)
        numbers.update(held.filter(officer__in=keys[start : start + BATCH]).values_list("officer_id", "number"))
    versions = UnitVersion.objects.believed().holding_at(period.counted_to)
    names = dict(versions.filter(unit__in={row.unit_id for row in found}).values_list("unit_id", "short_name"))
    return [(row, numbers.get(row.officer_id, ""), names.get(row.unit_id, "")) for row in found]
