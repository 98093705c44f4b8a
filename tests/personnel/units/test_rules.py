"""Who stood under whom: pure rules about the tree over time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.units.rules import CycleError, Link, ParentPeriod, closure

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


def test_a_circle_is_refused() -> None:
    with pytest.raises(CycleError):
        closure([ParentPeriod(1, 2, T[0], None), ParentPeriod(2, 1, T[0], None)])


@given(st.lists(st.integers(0, 6), min_size=7, max_size=7))
def test_every_standing_unit_has_one_line_of_ancestors(choices: list[int]) -> None:
    """In a tree where each unit's parent has a smaller number, depth d has exactly one ancestor at each instant."""
    periods = [ParentPeriod(unit, None if unit == 0 else choices[unit - 1] % unit, T[0], None) for unit in range(8)]
    links = closure(periods)
    for unit in range(8):
        depths = sorted(link.depth for link in links if link.descendant == unit)
        assert depths == list(range(len(depths)))
