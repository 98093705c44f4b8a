"""How pages of the exams write marks and hours: {{ score|marks }}, {{ sitting|hours }}."""

from decimal import Decimal

from django import template

from exams.sittings.models import Sitting
from personnel.home.wording import as_day, local, notice_moment, record_moment
from records.decimals import plain

register = template.Library()


@register.filter
def marks(value: Decimal | int | None) -> str:
    """78.5 and 80, never 80.00; nothing for no score."""
    return "" if value is None else plain(Decimal(value))


@register.filter
def hours(sitting: Sitting) -> str:
    """12月6日（周日）09:00–11:00, with the other day where it ends on another."""
    return f"{notice_moment(sitting.opens_at)}{_end(sitting, notice_moment(sitting.closes_at))}"


@register.filter
def record_hours(sitting: Sitting) -> str:
    """2026-12-06 09:00–11:00, as in records."""
    return f"{record_moment(sitting.opens_at)}{_end(sitting, record_moment(sitting.closes_at))}"


def _end(sitting: Sitting, whole: str) -> str:
    same = as_day(sitting.opens_at) == as_day(sitting.closes_at)
    return f"–{local(sitting.closes_at):%H:%M}" if same else f" – {whole}"
