"""The one clock. Everything else takes the moment as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)
