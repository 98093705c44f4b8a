"""Words of this floor's pages: `{% load courses %}`."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils import dateformat
from django.utils.translation import pgettext

from courses.catalogue.rules import LETTERS
from personnel.home.wording import figure

register = template.Library()


@register.filter
def hours(value: Decimal | None) -> str:
    """Hours with their decimal only where there is one: 2 · 1.5"""
    if value is None:
        return ""
    return figure(value, 0 if value == value.to_integral_value() else 1)


@register.filter
def letter(position: int) -> str:
    """The letter of an option: 0 is A."""
    return LETTERS[position]


@register.filter
def short_day(value: date | None) -> str:
    """12月15日 · 15 Dec"""
    return dateformat.format(value, pgettext("date format in notices", "j M")) if value else ""
