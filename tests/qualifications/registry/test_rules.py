"""The 10 % and 20 % lines: strictly more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifications.registry.rules import Share

TEN = Decimal(10)


@pytest.mark.parametrize(
    ("without", "total", "is_over", "more", "fewer"),
    [(1, 10, False, 1, 0), (2, 10, True, 0, 1), (3, 18, True, 0, 2), (5, 178, False, 13, 0), (0, 0, False, 1, 0)],
)
def test_strictly_more_is_over(without: int, total: int, is_over: bool, more: int, fewer: int) -> None:
    share = Share(without, total)
    assert share.is_over(TEN) == is_over
    assert (share.more_until_over(TEN), share.fewer_until_within(TEN)) == (more, fewer)


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([Decimal(10), Decimal(20), Decimal("12.5")]))
def test_the_distance_leads_just_over_the_line(without: int, total: int, line: Decimal) -> None:
    more = Share(without, total).more_until_over(line)
    assert Share(without + more, total).is_over(line)
    if more:
        assert not Share(without + more - 1, total).is_over(line)
    fewer = Share(without, total).fewer_until_within(line)
    assert not Share(without - fewer, total).is_over(line)
