"""Hours against the year's demand."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from records.days import start_of

# What is shipped until the bureau sets its own. Sources name 15 days a year for front-line officers and no figure
# in hours; 40 is assumed (it is also what the intermediate level asks for).
SHIPPED_DEMAND = Decimal(40)
SHIPPED_SINCE = date(2011, 1, 1)


def year_bounds(year: int) -> tuple[datetime, datetime]:
    """The first instant of the calendar year and that of the next one (Asia/Shanghai)."""
    return start_of(date(year, 1, 1)), start_of(date(year + 1, 1, 1))


@dataclass(frozen=True, slots=True)
class YearOfHours:
    """What was earned in a year against what it asks for."""

    year: int
    earned: Decimal
    demand: Decimal

    @property
    def missing(self) -> Decimal:
        """Hours still to be earned."""
        return max(self.demand - self.earned, Decimal(0))

    @property
    def share(self) -> Decimal:
        """Earned of demanded, at most 1."""
        return min(self.earned / self.demand, Decimal(1))
