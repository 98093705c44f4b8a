"""Counts by pandas equal a naive loop over people, posts and units."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.periods.figures import COUNTS, as_counts, holding_at, inherited, own_counts, placed, rolled_up
from scoring.periods.states import SAT, Counted, Standing

T0 = datetime(2026, 10, 1, tzinfo=UTC)
OFFICERS, UNITS, DAYS = range(1, 7), range(1, 7), 31


class Period(NamedTuple):
    officer: int
    unit: int
    start: int
    end: int | None

    def holds(self, day: int) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


class Result(NamedTuple):
    officer: int
    day: int
    counted: Counted
    hundredths: int


class Case(NamedTuple):
    parents: list[int]
    posts: list[Period]
    service: list[Period]
    results: list[Result]
    standings: dict[int, Standing]


@st.composite
def _periods(draw: st.DrawFn) -> list[Period]:
    """For each officer, periods one after the other, with gaps; some have none."""
    rows = []
    for officer in OFFICERS:
        cuts = sorted(draw(st.sets(st.integers(-2, DAYS + 2), max_size=5)))
        for start, end in pairwise([*cuts, None]):
            if start is not None and draw(st.booleans()):
                rows.append(Period(officer, draw(st.sampled_from(list(UNITS))), start, end))
    return rows


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    results = st.builds(
        Result,
        officer=st.sampled_from(list(OFFICERS)),
        day=st.integers(0, DAYS - 1),
        counted=st.sampled_from(list(Counted)),
        hundredths=st.integers(0, 10_000),
    )
    return Case(
        parents=[draw(st.integers(0, max(unit - 1, 0))) for unit in UNITS],
        posts=draw(_periods()),
        service=draw(_periods()),
        results=[
            row if row.counted in SAT else row._replace(hundredths=0) for row in draw(st.lists(results, max_size=15))
        ],
        standings=draw(st.dictionaries(st.sampled_from(list(OFFICERS)), st.sampled_from(list(Standing)))),
    )


def _above(unit: int, parents: list[int]) -> list[int]:
    """The unit and those above it; parent 0 is none."""
    line = [unit]
    while parents[line[-1] - 1]:
        line.append(parents[line[-1] - 1])
    return line


def _by_loop(case: Case) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for result in case.results:
        posts = [post for post in case.posts if post.officer == result.officer and post.holds(result.day)]
        serves = any(row.officer == result.officer and row.holds(result.day) for row in case.service)
        for unit in _above(posts[0].unit, case.parents) if posts and serves else []:
            counts[unit][result.counted.value] += 1
            counts[unit]["hundredths"] += result.hundredths
    for officer, standing in case.standings.items():
        for post in case.posts:
            if post.officer == officer and post.holds(DAYS):
                for unit in _above(post.unit, case.parents):
                    counts[unit][standing.value] += 1
    return dict(counts)


def _frame(rows: list[Period]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "officer": pd.Series([row.officer for row in rows], dtype="int64"),
            "unit": pd.Series([row.unit for row in rows], dtype="int64"),
            "valid_from": pd.Series([T0 + timedelta(days=row.start) for row in rows], dtype="datetime64[us, UTC]"),
            "valid_to": pd.Series(
                [None if row.end is None else T0 + timedelta(days=row.end) for row in rows],
                dtype="datetime64[us, UTC]",
            ),
        }
    )


def _by_pandas(case: Case) -> dict[int, dict[str, int]]:
    posts, service = _frame(case.posts), _frame(case.service).drop(columns="unit")
    results = pd.DataFrame(
        [(row.officer, T0 + timedelta(days=row.day), row.counted.value, row.hundredths) for row in case.results],
        columns=["officer", "at", "counted", "hundredths"],
    ).astype({"at": "datetime64[us, UTC]"})
    people = pd.DataFrame(
        [(officer, standing.value) for officer, standing in case.standings.items()], columns=["officer", "standing"]
    )
    people = people.merge(holding_at(posts, T0 + timedelta(days=DAYS))[["officer", "unit"]], on="officer")
    pairs = [(above, unit) for unit in UNITS for above in _above(unit, case.parents)]
    tree = pd.DataFrame(pairs, columns=["ancestor", "descendant"])
    return as_counts(rolled_up(own_counts(placed(results, posts, service), people), tree))


@given(_cases())
@settings(max_examples=150, deadline=None)
def test_figures_equal_a_naive_loop(case: Case) -> None:
    assert _by_pandas(case) == _by_loop(case)


def test_nobody_gives_no_units() -> None:
    assert _by_pandas(Case([0] * len(UNITS), [], [], [], {})) == {}


def test_a_unit_that_no_longer_stands_is_counted_above() -> None:
    rows = pd.DataFrame({"unit": [3, 4]})
    assert inherited(rows, {3: 1})["unit"].tolist() == [1, 4]
    assert inherited(rows, {})["unit"].tolist() == [3, 4]
