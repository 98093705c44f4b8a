"""What every benchmark does: a database of its own, rows measured beside their floor, one line of JSON at the end.

A row is a function of the size that checks its own result and returns a Row; a wrong result raises WrongResult and
fails the benchmark, a missed target only says so. SIZE=small|full, ROWS=name,name to measure only some.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection


class WrongResult(Exception):  # noqa: N818  (what a benchmark says no to)
    """What was measured did not do its work rightly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the report. value: what the bound is about; is_ratio: whether that is ours over the floor."""

    name: str
    value: float
    bound: float
    figures: dict[str, Any]
    floor: dict[str, Any] = field(default_factory=dict)
    is_ratio: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Ours and the floor in milliseconds: the median of runs that take turns, as the machine is shared."""

    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor ours takes."""
        return self.ours / self.floor


Size = Mapping[str, int]


def take_turns(ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 15) -> Timing:
    """Both in turns, after one run of each that isn't counted."""
    ours()
    floor()
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for function, times in zip((ours, floor), taken, strict=True):
            begin = time.perf_counter()
            function()
            times.append((time.perf_counter() - begin) * 1000)
    return Timing(ours=median(taken[0]), floor=median(taken[1]))


def expect(found: object, expected: object, what: str) -> None:
    """Refuse a wrong result."""
    if found != expected:
        raise WrongResult(f"{what}: {found!r} instead of {expected!r}")


def run(
    name: str,
    *,
    sizes: Mapping[str, Size],
    prepare: Callable[[Size], None],
    rows: Sequence[Callable[[Size], Row]],
) -> None:
    """Measure the rows in a database made for it, print the report, end the process."""
    size = sizes[os.environ.get("SIZE") or "full"]
    wanted = [word for word in os.environ.get("ROWS", "").split(",") if word]
    chosen = [row for row in rows if not wanted or row.__name__ in wanted]
    measured: list[Row] = []
    try:
        with own_database():
            _say(f"bench-{name}: preparing {_words(size)}")
            prepare(size)
            for function in chosen:
                row = function(size)
                measured.append(row)
                _say(f"  {row.name}: {row.value:.2f} (bound {row.bound:g}) {_words(row.figures)}")
    except WrongResult as wrong:
        _say(f"bench-{name}: wrong result: {str(wrong)[:2000]}")
        sys.exit(1)
    print(json.dumps(report(name, size, measured), ensure_ascii=False))  # noqa: T201


def report(name: str, size: Size, rows: Sequence[Row]) -> dict[str, Any]:
    """The last line, as a value."""
    return {
        "bench": name,
        "size": dict(size),
        "figures": {row.name: rounded(row.figures) for row in rows},
        "floor": {row.name: rounded(row.floor) for row in rows if row.floor},
        "ratios": {row.name: round(row.value, 3) for row in rows if row.is_ratio},
        "targets": {
            row.name: {"value": round(row.value, 3), "bound": row.bound, "met": row.value <= row.bound} for row in rows
        },
    }


def rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Milliseconds with two places."""
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in figures.items()}


@contextmanager
def own_database() -> Iterator[None]:
    """A database with all tables and guards, gone afterwards; only on PostgreSQL, where the targets hold."""
    if connection.vendor != "postgresql":
        sys.exit("A benchmark needs PostgreSQL: give DATABASE_URL, or run it as `make bench-NAME`.")
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _words(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in rounded(figures).items())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
