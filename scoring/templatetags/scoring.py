"""Words of this floor's pages: `{% load scoring %}`."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personnel.home.marks import mark_of
from personnel.home.wording import figure, percent, record_day, record_moment
from records.decimals import plain
from scoring.periods.models import IndicatorScore, Period
from scoring.periods.rules import SHARES, last_day_of, last_moment_of
from scoring.periods.states import Counted, Grade, Standing
from scoring.periods.words import month_words

register = template.Library()
register.filter(month_words)

MARKS = {
    Grade.EXCELLENT: ("done", "ok"),
    Grade.MEETS: ("done", "brand"),
    Grade.BELOW: ("no", "bad"),
    Grade.UNRATED: ("absent", ""),
}
KINDS: dict[str, str] = {
    Counted.PASSED: "done",
    Counted.FAILED: "no",
    Counted.EXCUSED: "absent",
    Counted.ABSENT: "missing",
    Standing.HOLDS: "done",
    Standing.NEVER: "absent",
    Standing.ENDED: "no",
    Standing.SUSPENDED: "stopped",
}


@register.filter
def as_at(period: Period) -> str:
    """The day up to which a whole month counts; of one that still runs the moment."""
    if period.counted_to is None:
        return ""
    is_whole = period.counted_to == last_moment_of(last_day_of(period.month))
    return record_day(period.counted_to) if is_whole else record_moment(period.counted_to)


@register.filter
def measured(value: IndicatorScore | None) -> str:
    """An indicator's value: a share in per cent, a mean score with one decimal; — where there is nobody to count."""
    if value is None or value.value is None:
        return "—"
    return percent(value.value) if value.indicator in SHARES else figure(value.value, 1)


@register.filter
def signed(value: Decimal | None) -> str:
    """+1.2 · −0.3 · 0.0; — for nothing to compare with."""
    if value is None:
        return "—"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{figure(abs(value), 1)}"


@register.filter
def line_percent(value: Decimal) -> str:
    """A line as its rule names it: 10%"""
    return f"{plain(value)}%"


@register.filter
def kind_of(counted: str) -> str:
    """The mark of how somebody is counted."""
    return KINDS[counted]


@register.simple_tag
def grade(value: str) -> SafeString:
    """A grade as a badge: met is a tick, too, in the calmer colour."""
    of = Grade(value)
    kind, tone = MARKS[of]
    return format_html('<span class="badge {}"><i class="mk {}"></i>{}</span>', tone, mark_of(kind).shape, of.label)
