"""Days, moments, numbers and identifiers as pages show them: records as 2026-11-24, notices as 12月6日（周日）."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from records.days import LOCAL, last_day_before

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def local(instant: datetime) -> datetime:
    """The instant on the bureau's clock."""
    return instant.astimezone(LOCAL)


def as_day(value: date | datetime) -> date:
    """The bureau's day of an instant; a day stays as it is."""
    return local(value).date() if isinstance(value, datetime) else value


def record_day(value: date | datetime) -> str:
    """2026-11-24"""
    return as_day(value).isoformat()


def record_moment(value: datetime) -> str:
    """2026-11-24 08:31"""
    return local(value).strftime("%Y-%m-%d %H:%M")


def last_day(value: datetime) -> str:
    """The last day of an interval that ends before `value`: a level held to 2031-11-30 ends at the next midnight."""
    return record_day(last_day_before(value))


def notice_day(value: date | datetime) -> str:
    """12月6日（周日） · 6 Dec (Sun)"""
    day = as_day(value)
    words = {
        "date": dateformat.format(day, pgettext("date format in notices", "j M")),
        "weekday": WEEKDAYS[day.weekday()],
    }
    return _("%(date)s (%(weekday)s)") % words


def notice_moment(value: datetime) -> str:
    """12月6日（周日）09:00 · 6 Dec (Sun) 09:00"""
    moment = local(value)
    return pgettext("moment in notices", "%(day)s %(time)s") % {
        "day": notice_day(moment),
        "time": moment.strftime("%H:%M"),
    }


def figure(value: Decimal | float, places: int = 0) -> str:
    """A number with thousands and so many decimals, rounded half up: 1,000 · 78.5"""
    unit = Decimal(1).scaleb(-places)
    return f"{Decimal(str(value)).quantize(unit, ROUND_HALF_UP):,}"


def percent(share: Decimal | float, places: int = 1) -> str:
    """A share of one in per cent: 0.1667 is 16.7%"""
    return f"{figure(Decimal(str(share)) * 100, places)}%"


def masked(identifier: str) -> str:
    """An identity number with its middle hidden: 110105********1002; a short one keeps its ends."""
    if len(identifier) < 6:
        return "*" * len(identifier)
    keep = 6 if len(identifier) >= 15 else 2
    tail = 4 if len(identifier) >= 15 else 2
    return identifier[:keep] + "*" * (len(identifier) - keep - tail) + identifier[-tail:]
