"""Fixtures of all tests."""

from tests import environment  # noqa: F401  (first: it says which settings hold)
