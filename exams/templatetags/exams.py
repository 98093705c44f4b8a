"""How pages of the exams write marks: {{ score|marks }}."""

from decimal import Decimal

from django import template

from records.decimals import plain

register = template.Library()


@register.filter
def marks(value: Decimal | None) -> str:
    """78.5 and 80, never 80.00; nothing for no score."""
    return "" if value is None else plain(value)
