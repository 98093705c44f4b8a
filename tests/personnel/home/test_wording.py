"""Days, moments and numbers as pages show them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from personnel.home import wording

SUNDAY = datetime(2026, 12, 6, 1, 0, tzinfo=UTC)  # 09:00 in the bureau


def test_records_have_plain_days() -> None:
    assert wording.record_day(SUNDAY) == "2026-12-06"
    assert wording.record_day(date(2026, 11, 24)) == "2026-11-24"
    assert wording.record_moment(SUNDAY) == "2026-12-06 09:00"


def test_an_instant_late_in_the_day_belongs_to_the_bureaus_day() -> None:
    assert wording.record_day(datetime(2026, 12, 6, 16, 0, tzinfo=UTC)) == "2026-12-07"


@pytest.mark.parametrize(("language", "day"), [("zh-hans", "12月6日（周日）"), ("en", "6 Dec (Sun)")])
def test_notices_name_the_weekday(language: str, day: str) -> None:
    with translation.override(language):
        assert wording.notice_day(SUNDAY) == day
        assert wording.notice_moment(SUNDAY).startswith(day)


def test_the_last_day_of_what_ends_at_midnight() -> None:
    assert wording.last_day(datetime(2031, 11, 30, 16, 0, tzinfo=UTC)) == "2031-11-30"


def test_numbers_are_rounded_as_on_paper() -> None:
    assert wording.figure(Decimal("78.45"), 1) == "78.5"
    assert wording.figure(12345) == "12,345"
    assert wording.percent(Decimal("0.1667")) == "16.7%"
    assert wording.percent(Decimal(1), 0) == "100%"


@pytest.mark.parametrize(
    ("clear", "hidden"), [("110105194912310021", "110105********0021"), ("021306", "02**06"), ("123", "***")]
)
def test_identifiers_hide_their_middle(clear: str, hidden: str) -> None:
    assert wording.masked(clear) == hidden
