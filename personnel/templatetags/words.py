"""The filters of the components: days, moments, numbers and identifiers in words. Loaded with `components`."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from personnel.home import wording
from personnel.home.marks import ALERT_OF_LEVEL

register = template.Library()


@register.filter
def alert_tone(level: str) -> str:
    """The tone of a message's level (success, warning, error, info)."""
    return ALERT_OF_LEVEL.get(level, "info")


@register.filter
def record_day(value: date | datetime | None) -> str:
    """2026-11-24; nothing for nothing."""
    return wording.record_day(value) if value else ""


@register.filter
def record_moment(value: datetime | None) -> str:
    """2026-11-24 08:31"""
    return wording.record_moment(value) if value else ""


@register.filter
def notice_day(value: date | datetime | None) -> str:
    """12月6日（周日）"""
    return wording.notice_day(value) if value else ""


@register.filter
def notice_moment(value: datetime | None) -> str:
    """12月6日（周日）09:00"""
    return wording.notice_moment(value) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """08:31"""
    return wording.local(value).strftime("%H:%M") if value else ""


@register.filter
def last_day(value: datetime | None) -> str:
    """The last day of what ends before that instant."""
    return wording.last_day(value) if value else ""


@register.filter
def figure(value: Decimal | float | None, places: int = 0) -> str:
    """1,000 or, with places, 78.5"""
    return "" if value is None else wording.figure(value, places)


@register.filter
def percent(value: Decimal | float | None, places: int = 1) -> str:
    """16.7%"""
    return "" if value is None else wording.percent(value, places)


@register.filter
def masked(value: str) -> str:
    """110105********1002"""
    return wording.masked(value)
