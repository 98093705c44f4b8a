"""Codes, lock-outs and kinds of characters, without a database."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.accounts.rules import (
    BY_NAME_AND_ADDRESS,
    browser_in_words,
    code_at,
    find_step,
    kinds_of_characters,
    locked_until,
    step_at,
    tries_left,
)

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 24, 2, 0, 10, tzinfo=UTC)
minutes = st.lists(st.integers(0, 60), max_size=40).map(lambda many: [NOW + timedelta(minutes=one) for one in many])


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924")])
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(RFC_SECRET, step_at(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(("drift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(drift: int, taken: bool) -> None:
    code = code_at(RFC_SECRET, step_at(NOW) + drift)
    assert (find_step(RFC_SECRET, code, NOW) is not None) is taken


def test_a_step_counts_once_and_none_before_it() -> None:
    here = step_at(NOW)
    assert find_step(RFC_SECRET, code_at(RFC_SECRET, here), NOW, after=here) is None
    assert find_step(RFC_SECRET, code_at(RFC_SECRET, here - 1), NOW, after=here) is None
    assert find_step(RFC_SECRET, code_at(RFC_SECRET, here + 1), NOW, after=here) == here + 1


def test_a_code_may_be_typed_in_groups() -> None:
    code = code_at(RFC_SECRET, step_at(NOW))
    assert find_step(RFC_SECRET, f" {code[:3]} {code[3:]} ", NOW) == step_at(NOW)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert find_step(RFC_SECRET, typed, NOW) is None


def test_five_failures_in_ten_minutes_lock_for_ten() -> None:
    failures = [NOW + timedelta(minutes=minute) for minute in (0, 6, 7, 8, 9)]
    last = failures[-1]
    assert locked_until(failures[:4], failures[3], BY_NAME_AND_ADDRESS) is None
    assert locked_until(failures, last, BY_NAME_AND_ADDRESS) == last + timedelta(minutes=10)
    assert locked_until(failures, last + timedelta(minutes=9, seconds=59), BY_NAME_AND_ADDRESS) is not None
    assert locked_until(failures, last + timedelta(minutes=10), BY_NAME_AND_ADDRESS) is None


def test_failures_spread_over_time_lock_nobody() -> None:
    failures = [NOW + timedelta(minutes=3 * step) for step in range(20)]
    assert locked_until(failures, failures[-1], BY_NAME_AND_ADDRESS) is None


@given(failures=minutes)
def test_no_lock_without_enough_failures_and_none_for_ever(failures: list[datetime]) -> None:
    at = max(failures, default=NOW)
    until = locked_until(failures, at, BY_NAME_AND_ADDRESS)
    assert until is None or (len(failures) >= 5 and at < until <= at + BY_NAME_AND_ADDRESS.lock)
    assert locked_until(failures, at + BY_NAME_AND_ADDRESS.lock, BY_NAME_AND_ADDRESS) is None
    if tries_left(failures, at, BY_NAME_AND_ADDRESS) == 0:
        assert until is not None


@pytest.mark.parametrize(
    ("password", "kinds"), [("abc", 1), ("Abc", 2), ("Abc1", 3), ("Abc1-", 4), ("密码abc1", 3), ("", 0)]
)
def test_kinds_of_characters(password: str, kinds: int) -> None:
    assert kinds_of_characters(password) == kinds


def test_browsers_in_words() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
    assert browser_in_words(edge) == ("Edge", "Windows")
    assert browser_in_words("curl/8") == ("", "")
