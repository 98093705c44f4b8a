"""Days of the bureau and periods of rows."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from records.days import day_of, end_of, last_day_before, start_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)


@given(day=DAYS)
def test_what_ends_at_a_midnight_reached_the_day_before(day: date) -> None:
    assert last_day_before(end_of(day)) == day


@given(day=DAYS, within=st.timedeltas(timedelta.resolution, timedelta(hours=24)))
def test_what_ends_within_a_day_reached_that_day(day: date, within: timedelta) -> None:
    assert last_day_before(start_of(day) + within) == day


@given(instant=INSTANTS)
def test_an_instant_lies_in_its_day(instant: datetime) -> None:
    assert start_of(day_of(instant)) <= instant < end_of(day_of(instant))
