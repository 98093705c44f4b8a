"""From named querysets to frames: what the counting of a month is given."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from exams.marking.models import Result
from exams.marking.states import Outcome
from exams.sittings.states import Absence
from personnel.officers.models import Appointment, Officer, ServiceStatus
from personnel.officers.states import SERVING, Category, Relation
from personnel.units.models import UnitClosure
from qualifications.levels.models import LevelRecord
from qualifications.states import Level
from records.days import start_of
from scoring.periods.rules import last_day_of, last_moment_of
from scoring.periods.states import SAT, Counted, Standing

HUNDRED = Decimal(10_000)  # full marks in hundredths of a point


def results_of(month: date) -> pd.DataFrame:
    """Released results of the month's days, marked here or from a list: officer, at, exam, sat_on, counted, absence,
    hundredths.
    """
    rows = (
        Result.objects.current()
        .filter(sat_on__gte=month, sat_on__lte=last_day_of(month))
        .order_by("sat_on", "pk")
        .values_list("officer_id", "exam__title", "sat_on", "outcome", "absence", "score", "full_marks")
    )
    columns = ("officer", "exam", "sat_on", "counted", "absence", "hundredths")
    frame = _frame((_result(*row) for row in rows), columns)
    return frame.assign(at=_instants(map(last_moment_of, frame["sat_on"])))


def _result(
    officer: int, exam: str, sat_on: date, outcome: str, absence: str, score: Decimal | None, full: Decimal | None
) -> tuple[Any, ...]:
    return officer, exam, sat_on, counted_as(outcome, absence), absence, hundredths_of(score, full)


def counted_as(outcome: str, absence: str) -> str:
    """How a result is counted: an absence for which a reason was recorded is excused."""
    if outcome == Outcome.ABSENT:
        return Counted.ABSENT.value if absence == Absence.NONE else Counted.EXCUSED.value
    return Counted.PASSED.value if outcome == Outcome.PASSED else Counted.FAILED.value


def hundredths_of(score: Decimal | None, full: Decimal | None) -> int:
    """A score brought to a paper of 100, in whole hundredths; 0 for somebody who was absent."""
    if score is None:
        return 0
    return int((score * HUNDRED / (full or Decimal(100))).to_integral_value(ROUND_HALF_UP))


def score_of(counted: str, hundredths: int) -> Decimal | None:
    """The score in points of 100; None for somebody who was absent."""
    return Decimal(hundredths) / 100 if counted in SAT else None


def posts_of(month: date) -> pd.DataFrame:
    """Established posts that held at some time of the month: officer, unit, valid_from, valid_to."""
    rows = Appointment.objects.believed().overlapping(start_of(month), last_moment_of(last_day_of(month)))
    names = ("officer_id", "unit_id", "valid_from", "valid_to")
    return _dated(rows.filter(relation=Relation.ESTABLISHED).values_list(*names), ("officer", "unit"))


def service_of(month: date) -> pd.DataFrame:
    """When officers (no auxiliaries) served on the establishment: officer, valid_from, valid_to."""
    rows = ServiceStatus.objects.believed().overlapping(start_of(month), last_moment_of(last_day_of(month)))
    serving = rows.filter(status__in=SERVING, category=Category.OFFICER, established=True)
    return _dated(serving.values_list("officer_id", "valid_from", "valid_to"), ("officer",))


def standings_at(closing: datetime) -> pd.DataFrame:
    """The established officers at the instant with how they stand to basic: officer, standing."""
    basic = LevelRecord.objects.believed().at_least(Level.BASIC).filter(valid_from__lte=closing)
    holders = set(LevelRecord.objects.holders_at(closing, Level.BASIC))
    in_force = set(basic.holding_at(closing).values_list("officer_id", flat=True))
    ever = set(basic.values_list("officer_id", flat=True))
    people = Officer.objects.established_at(closing).order_by("pk").values_list("pk", flat=True)
    return _frame(
        ((officer, _standing(officer, holders, in_force, ever)) for officer in people), ("officer", "standing")
    )


def _standing(officer: int, holders: set[int], in_force: set[int], ever: set[int]) -> str:
    if officer in holders:
        return Standing.HOLDS.value
    if officer in in_force:
        return Standing.SUSPENDED.value
    return Standing.ENDED.value if officer in ever else Standing.NEVER.value


def tree_at(closing: datetime) -> pd.DataFrame:
    """Who stood under whom: ancestor, descendant."""
    return _frame(
        UnitClosure.objects.at(closing).values_list("ancestor_id", "descendant_id"), ("ancestor", "descendant")
    )


def heirs_of(units: Iterable[int], closing: datetime) -> dict[int, int]:
    """For units that no longer stand at the instant: the nearest unit above, as it last was, that does."""
    standing = set(UnitClosure.objects.at(closing).filter(depth=0).values_list("descendant_id", flat=True))
    gone = sorted(set(units) - standing)
    links = (
        UnitClosure.objects.filter(descendant__in=gone, ancestor__in=standing)
        .order_by("descendant", "-valid_to", "depth")
        .values_list("descendant_id", "ancestor_id")
    )
    heirs: dict[int, int] = {}
    for unit, above in links:
        heirs.setdefault(unit, above)
    return heirs


def _frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def _dated(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    frame = _frame(rows, (*columns, "valid_from", "valid_to"))
    return frame.assign(valid_from=_instants(frame["valid_from"]), valid_to=_instants(frame["valid_to"]))


def _instants(values: Iterable[Any]) -> "pd.Series[pd.Timestamp]":
    return pd.Series(list(values), dtype="datetime64[us, UTC]")
