"""Exact numbers as a page writes them."""

from decimal import Decimal

import pytest

from records.decimals import plain


@pytest.mark.parametrize(
    ("value", "written"),
    [("2.0", "2"), ("1.50", "1.5"), ("90", "90"), ("100.00", "100"), ("0.00", "0"), ("0.25", "0.25")],
)
def test_no_trailing_zeros_and_no_exponent(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written
