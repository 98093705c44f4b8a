"""The days of the demo year: the twelve months before today, with nothing on days off or of large events."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import chinese_calendar

from records.days import at_time

ONE_DAY = timedelta(days=1)
# The night of lanterns keeps the whole bureau on the streets: month, first and last day.
LARGE_EVENT = (9, 19, 22)
MONTHLY_TEST_DAY = 12
DAYS_TO_RELEASE = 3
SATURDAY = 5


@dataclass(frozen=True)
class Year:
    """Everything is told up to the morning of `today`."""

    today: date

    @cached_property
    def now(self) -> datetime:
        """The moment at which the demo is loaded: nothing is later, apart from what is planned."""
        return at_time(self.today, 0, 1)

    @cached_property
    def go_live(self) -> date:
        """When the system began: what is older was taken over that day."""
        return working_day(self.today - timedelta(days=400))

    @cached_property
    def monthly_tests(self) -> list[date]:
        """The days of the last twelve monthly tests whose results are out."""
        months = [months_before(self.today, back) for back in range(14)]
        days = [working_day(date(year, month, MONTHLY_TEST_DAY)) for year, month in months]
        return sorted(day for day in days if self._is_released_after(day))[-12:]

    @cached_property
    def make_up(self) -> date:
        """The Saturday of the last basic make-up."""
        day = self.today
        while day.weekday() != SATURDAY or is_kept_free(day) or not self._is_released_after(day):
            day -= ONE_DAY
        return day

    def _is_released_after(self, day: date) -> bool:
        """Whether what was sat on the day can be out by now."""
        return working_day(day + ONE_DAY) <= self.today - timedelta(days=DAYS_TO_RELEASE)

    def last(self, month: int, day: int) -> date:
        """The last such day of the year (a working day) whose results can be out by today."""
        limit = self.today - timedelta(days=30)
        this_year = working_day(date(self.today.year, month, day))
        return this_year if this_year <= limit else working_day(date(self.today.year - 1, month, day))

    def coming(self, month: int, day: int) -> date:
        """The next such working day after today."""
        this_year = working_day(date(self.today.year, month, day))
        return this_year if this_year > self.today else working_day(date(self.today.year + 1, month, day))

    def before(self, days: int) -> date:
        """The working day about so many days ago, never a later one."""
        day = self.today - timedelta(days=days)
        while not is_working_day(day) or is_kept_free(day):
            day -= ONE_DAY
        return day


def working_day(day: date) -> date:
    """The day, or the first working day after it."""
    while not is_working_day(day) or is_kept_free(day):
        day += ONE_DAY
    return day


def is_working_day(day: date) -> bool:
    """By China's calendar of holidays; where that has no data, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_kept_free(day: date) -> bool:
    """Nothing is held on days of large events and on public holidays."""
    month, first, last = LARGE_EVENT
    return (day.month == month and first <= day.day <= last) or is_public_holiday(day)


def is_public_holiday(day: date) -> bool:
    """Whether it is a day off of a public holiday, by China's calendar as far as it has data."""
    try:
        is_off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    return bool(is_off and name)


def months_before(day: date, back: int) -> tuple[int, int]:
    """(year, month) so many months before the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return year, month + 1


def end_of_month(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
