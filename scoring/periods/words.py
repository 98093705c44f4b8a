"""A month as pages and messages name it."""

from datetime import date

from django.utils import dateformat
from django.utils.translation import pgettext


def month_words(month: date) -> str:
    """2026年10月 · October 2026"""
    return dateformat.format(month, pgettext("month format", "F Y"))
