"""Computing a month: frames in, figures out, stored as a whole; doing it again replaces them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import BATCH
from personnel.units.models import Unit
from qualifications.policies.policies import policy_at
from qualifications.policies.schema import Policy
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.days import day_of, start_of
from records.jobs import enqueue
from records.models import Job
from records.refusals import Refusal
from scoring.periods import figures, frames
from scoring.periods.models import CountedOfficer, CountedResult, IndicatorScore, Period, UnitScore
from scoring.periods.rules import (
    closing_of,
    established_of,
    grade_of,
    line_of,
    measures_of,
    month_of,
    share_of,
    total_of,
    without_of,
)
from scoring.schemes.rules import SchemeValues
from scoring.schemes.schemes import scheme_on

TASK = "scoring.compute_period"


@dataclass(frozen=True, slots=True)
class _Basis:
    """By what a month is computed."""

    closing: datetime
    scheme: SchemeValues
    policy: Policy


def open_period(*, month: date, now: datetime | None = None) -> Period:
    """The period of the month of a day; made where it is missing.

    Raises Refusal("scoring.not_begun").
    """
    first = month_of(month)
    if start_of(first) > (now or clock.now()):
        raise Refusal("scoring.not_begun", _("This month has not begun."), field="month")
    return Period.objects.get_or_create(month=first)[0]


@transaction.atomic
def request_computing(*, period: Period, actor: Actor, now: datetime | None = None) -> Job:
    """Have a month computed in the background."""
    return enqueue(
        TASK,
        actor=actor,
        about=f"{period.month:%Y-%m}",
        subject_uuid=period.uuid,
        params={"period": str(period.uuid)},
        link=reverse("scoring:month", args=[period.month]),
        now=now,
    )


@transaction.atomic
def compute_period(*, period: Period, actor: Actor, now: datetime | None = None) -> Period:
    """Compute a month's figures from what is known now; the same facts give the same figures.

    A month that still runs is computed as at this moment. Raises Refusal("scoring.not_begun").
    """
    locked = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    at = now or clock.now()
    if start_of(locked.month) > at:
        raise Refusal("scoring.not_begun", _("This month has not begun."), field="month")
    closing = closing_of(locked.month, at)
    basis = _Basis(closing, scheme_on(day_of(closing)), policy_at(closing))
    results, people, left_out = _gathered(locked.month, closing)
    counts = figures.rolled_up(figures.own_counts(results, people), frames.tree_at(closing))
    _forget(locked)
    _keep_people(locked, results, people)
    _keep_scores(locked, counts, basis)
    return _finish(locked, basis, left_out, actor, at)


def _gathered(month: date, closing: datetime) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The month's results and people, each with its unit, and how many results belong to no established officer."""
    posts = frames.posts_of(month)
    released = frames.results_of(month)
    results = figures.placed(released, posts, frames.service_of(month))
    standings = frames.standings_at(closing)
    people = standings.merge(figures.holding_at(posts, closing)[["officer", "unit"]], on="officer")
    heirs = frames.heirs_of(results["unit"].tolist(), closing)
    return figures.inherited(results, heirs), people, len(released) - len(results)


def _forget(period: Period) -> None:
    IndicatorScore.objects.filter(score__period=period).delete()
    UnitScore.objects.filter(period=period).delete()
    CountedResult.objects.filter(period=period).delete()
    CountedOfficer.objects.filter(period=period).delete()


def _keep_people(period: Period, results: pd.DataFrame, people: pd.DataFrame) -> None:
    """The rows behind the figures, in a settled order."""
    columns = ["officer", "unit", "exam", "sat_on", "counted", "absence", "hundredths"]
    CountedResult.objects.bulk_create(
        (
            CountedResult(
                period=period,
                officer_id=officer,
                unit_id=unit,
                exam=exam,
                sat_on=sat_on,
                counted=counted,
                absence=absence,
                score=frames.score_of(counted, hundredths),
            )
            for officer, unit, exam, sat_on, counted, absence, hundredths in _rows(results[columns])
        ),
        batch_size=BATCH,
    )
    CountedOfficer.objects.bulk_create(
        (
            CountedOfficer(period=period, officer_id=officer, unit_id=unit, standing=standing)
            for officer, standing, unit in _rows(people[["officer", "standing", "unit"]])
        ),
        batch_size=BATCH,
    )


def _rows(frame: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    """Rows of plain Python values."""
    return zip(*(frame[column].tolist() for column in frame.columns), strict=True)


def _keep_scores(period: Period, counts: pd.DataFrame, basis: _Basis) -> None:
    units = Unit.objects.named_at(basis.closing).in_bulk(counts.index.tolist())
    above = Unit.objects.named_at(basis.closing).in_bulk({unit.parent_id for unit in units.values()} - {None})
    names = {key: unit.short_name for key, unit in above.items()}
    by_unit = figures.as_counts(counts)
    scores = UnitScore.objects.bulk_create(
        [
            _score(period, unit, names.get(unit.parent_id, ""), by_unit[key], basis)
            for key, unit in sorted(units.items())
        ],
        batch_size=BATCH,
    )
    IndicatorScore.objects.bulk_create(
        (
            IndicatorScore(
                score=score,
                indicator=code,
                numerator=measure.numerator,
                denominator=measure.denominator,
                value=measure.value,
            )
            for score in scores
            for code, measure in measures_of(score.counts).items()
        ),
        batch_size=BATCH,
    )


def _score(period: Period, unit: Any, above: str, counts: dict[str, int], basis: _Basis) -> UnitScore:
    established, without = established_of(counts), without_of(counts)
    lines = basis.policy.lines
    line = line_of(without, established, lines.not_excellent_over, lines.fails_over)
    total = total_of(measures_of(counts), basis.scheme)
    return UnitScore(
        period=period,
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        above=above,
        counts=counts,
        established=established,
        without=without,
        without_share=share_of(without, established),
        line=line,
        total=total,
        grade=grade_of(total, line, basis.scheme),
    )


def _finish(period: Period, basis: _Basis, left_out: int, actor: Actor, at: datetime) -> Period:
    period.counted_to, period.computed_at, period.left_out = basis.closing, at, left_out
    period.computed_by_uuid, period.computed_by_name = actor.uuid, actor.name
    period.scheme_code, period.policy_code = basis.scheme.code, basis.policy.code
    period.weights = {code.value: str(weight) for code, weight in basis.scheme.weights.items()}
    period.excellent_from, period.meets_from = basis.scheme.excellent_from, basis.scheme.meets_from
    period.not_excellent_over = basis.policy.lines.not_excellent_over
    period.fails_over = basis.policy.lines.fails_over
    period.save()
    record_entry(
        actor=actor,
        action="scoring.period_computed",
        subject_kind="scoring.period",
        subject_uuid=period.uuid,
        subject_label=str(period),
        after={"units": period.scores.count(), "scheme": period.scheme_code, "policy": period.policy_code},
        now=at,
    )
    return period
