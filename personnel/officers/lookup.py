"""Whose police number it is on a day."""

from datetime import datetime

from personnel.officers.models import Officer, PoliceNumber
from personnel.officers.rules import normalized_police_number


def find_by_police_number(number: str, at: datetime, *, known_at: datetime | None = None) -> Officer | None:
    """The holder of the number at the instant, as known at another (now); None where nobody held it."""
    rows = PoliceNumber.objects.holding_at(at).filter(number=normalized_police_number(number))
    if known_at is None:
        rows = rows.believed()
    else:
        rows = rows.filter(opened_by__recorded_at__lte=known_at).exclude(closed_by__recorded_at__lte=known_at)
    row = rows.select_related("officer").order_by("-opened_by").first()
    return row.officer if row else None


def find_many_by_police_number(numbers: list[str], at: datetime) -> dict[str, Officer]:
    """Holders of the numbers at the instant, by normalised number; unknown ones are absent."""
    wanted = {normalized_police_number(number) for number in numbers}
    rows = PoliceNumber.objects.believed().holding_at(at).filter(number__in=wanted).select_related("officer")
    return {row.number: row.officer for row in rows}
