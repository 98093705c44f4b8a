"""How far somebody is with a course, from counts and moments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps of a course: its parts, then its quiz."""

    parts: int
    parts_done: int
    quiz_passed: bool

    @property
    def share(self) -> Decimal:
        """Steps done of all."""
        return Decimal(self.parts_done + self.quiz_passed) / (self.parts + 1)

    @property
    def quiz_open(self) -> bool:
        """The quiz comes after all parts."""
        return self.parts_done >= self.parts


def seconds_missing(opened_at: datetime, minimum_seconds: int, now: datetime) -> int:
    """How long a part must stay open before it counts as read (0: it does)."""
    left = opened_at + timedelta(seconds=minimum_seconds) - now
    return max(-(-left // timedelta(seconds=1)), 0)


def is_overdue(due_on: date | None, today: date) -> bool:
    """Whether the last day has passed."""
    return due_on is not None and today > due_on
