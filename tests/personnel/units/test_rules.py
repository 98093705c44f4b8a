"""Who stood under whom: pure rules about the tree over time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.units.rules import CycleError, Link, OrphanError, ParentPeriod, closure, meets

T = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=365 * years) for years in range(8)]


def test_a_unit_is_its_own_ancestor() -> None:
    assert closure([ParentPeriod(1, None, T[0], None)]) == [Link(1, 1, 0, T[0], None)]


def test_a_move_ends_one_link_and_begins_another() -> None:
    links = closure(
        [
            ParentPeriod(1, None, T[0], None),
            ParentPeriod(2, None, T[0], None),
            ParentPeriod(3, 1, T[0], T[2]),
            ParentPeriod(3, 2, T[2], None),
            ParentPeriod(4, 3, T[1], None),
        ]
    )
    assert Link(1, 4, 2, T[1], T[2]) in links
    assert Link(2, 4, 2, T[2], None) in links
    assert Link(3, 4, 1, T[1], None) in links  # joined: the parent's own move doesn't split it


def test_a_circle_is_refused_and_says_since_when() -> None:
    with pytest.raises(CycleError) as refused:
        closure(
            [
                ParentPeriod(1, None, T[0], T[3]),
                ParentPeriod(1, 2, T[3], None),
                ParentPeriod(2, 1, T[0], T[5]),
                ParentPeriod(2, None, T[5], None),
            ]
        )
    assert refused.value.since == T[3]


def test_two_units_may_stand_above_each_other_one_after_the_other() -> None:
    links = closure(
        [
            ParentPeriod(1, None, T[0], T[2]),
            ParentPeriod(1, 2, T[2], None),
            ParentPeriod(2, 1, T[0], T[2]),
            ParentPeriod(2, None, T[2], None),
        ]
    )
    assert Link(1, 2, 1, T[0], T[2]) in links
    assert Link(2, 1, 1, T[2], None) in links


@pytest.mark.parametrize(
    ("parent", "since"),
    [
        ([ParentPeriod(1, None, T[0], T[3])], T[3]),
        ([ParentPeriod(1, None, T[2], None)], T[1]),
        ([ParentPeriod(1, None, T[0], T[2]), ParentPeriod(1, None, T[3], None)], T[2]),
        ([], T[1]),
    ],
    ids=["closes earlier", "is founded later", "is closed in between", "is unknown"],
)
def test_a_parent_stands_throughout(parent: list[ParentPeriod], since: datetime) -> None:
    with pytest.raises(OrphanError) as refused:
        closure([*parent, ParentPeriod(2, 1, T[1], None)])
    assert (refused.value.unit, refused.value.parent, refused.value.since) == (2, 1, since)


@given(st.lists(st.integers(0, 6), min_size=7, max_size=7))
def test_every_standing_unit_has_one_line_of_ancestors(choices: list[int]) -> None:
    """In a tree where each unit's parent has a smaller number, depth d has exactly one ancestor at each instant."""
    periods = [ParentPeriod(unit, None if unit == 0 else choices[unit - 1] % unit, T[0], None) for unit in range(8)]
    links = closure(periods)
    for unit in range(8):
        depths = sorted(link.depth for link in links if link.descendant == unit)
        assert depths == list(range(len(depths)))


def walk_up(periods: list[ParentPeriod], unit: int, instant: datetime) -> list[int]:
    """The ancestors at the instant, the unit itself first; refuses a circle and a parent that doesn't stand."""
    line: list[int] = []
    at: int | None = unit
    while at is not None:
        if at in line:
            raise CycleError(at, instant)
        standing = [period for period in periods if period.unit == at and meets(period, instant, None)]
        standing = [period for period in standing if period.start <= instant]
        if not standing:
            if line:
                raise OrphanError(line[-1], at, instant)
            return []
        line.append(at)
        at = standing[0].parent
    return line


@st.composite
def histories(draw: st.DrawFn) -> list[ParentPeriod]:
    """Five units, each with up to three periods (and gaps between them) under any unit or none."""
    periods = []
    for unit in range(5):
        cuts = sorted(draw(st.sets(st.integers(0, 7), min_size=1, max_size=4)))
        ends = [*cuts[1:], None]
        for start, end in zip(cuts, ends, strict=True):
            parent = draw(st.sampled_from([None, None, 0, 1, 2, 3, 4]))
            if draw(st.integers(0, 9)):  # now and then the unit is closed for a while
                periods.append(ParentPeriod(unit, parent, T[start], T[end] if end is not None else None))
    return periods


@given(histories())
def test_the_closure_is_what_a_walk_up_the_tree_finds_at_every_instant(periods: list[ParentPeriod]) -> None:
    try:
        expected = {(unit, instant): walk_up(periods, unit, instant) for unit in range(5) for instant in T}
    except (CycleError, OrphanError):
        with pytest.raises((CycleError, OrphanError)):
            closure(periods)
        return
    links = closure(periods)
    for (unit, instant), line in expected.items():
        holding = [
            link
            for link in links
            if link.descendant == unit and link.start <= instant and (link.end is None or instant < link.end)
        ]
        assert [link.ancestor for link in sorted(holding, key=lambda link: link.depth)] == line
