"""Keeps one sitting of the demo open, so that a visitor finds something to sit."""

from datetime import datetime


def ensure_open_sitting(*, now: datetime | None = None) -> None:
    """See to it by the ordinary verbs that one demo sitting is open now; twice is the same as once."""
