"""Days of the bureau: a day is a day in Asia/Shanghai, an instant is stored in UTC, intervals are half-open."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from records import clock

LOCAL = ZoneInfo("Asia/Shanghai")
FIRST_DAY: Final = date(1900, 1, 1)  # days outside are typing errors, and at the calendar's ends instants overflow
LAST_DAY: Final = date(2200, 12, 31)


def start_of(day: date) -> datetime:
    """The instant at which the day begins."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The instant after the day's last: the next day's beginning."""
    return start_of(day + timedelta(days=1))


def day_of(instant: datetime) -> date:
    """The day in which the instant lies."""
    return instant.astimezone(LOCAL).date()


def last_day_before(instant: datetime) -> date:
    """The last day of what ends there: the day before where it is a midnight, else the day in which it lies."""
    return day_of(instant - timedelta.resolution)


def is_within_reach(day: date) -> bool:
    """Whether the system takes it for a day: asked wherever days come in, so that nothing else has to ask."""
    return FIRST_DAY <= day <= LAST_DAY


def at_time(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant at that time of the day."""
    return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)


def today() -> date:
    """The present day."""
    return day_of(clock.now())
