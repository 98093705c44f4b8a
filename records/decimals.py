"""How an exact number is written."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """2 and 1.5 and 90, never 2.0 or 9E+1: without trailing zeros and without an exponent."""
    return f"{value.normalize():f}"
