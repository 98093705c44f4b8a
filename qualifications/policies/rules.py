"""Which version of a policy governs: pure."""

from dataclasses import dataclass
from datetime import date, datetime

from qualifications.policies.schema import Policy
from records.days import day_of, end_of


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """Versions with the instants from which they govern, in that order; the first governs whatever lies before."""

    versions: tuple[tuple[datetime, Policy], ...]

    def at(self, instant: datetime) -> Policy:
        """The policy that governs at the instant."""
        governing = self.versions[0][1]
        for since, policy in self.versions:
            if since <= instant:
                governing = policy
        return governing

    def changes_between(self, start: datetime, end: datetime) -> list[datetime]:
        """Instants strictly within the period at which another version begins to govern."""
        return [since for since, _policy in self.versions if start < since < end]


def months_later(day: date, months: int) -> date:
    """The same day of a later month, its last day where there is none such (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def end_of_validity(begins: datetime, valid_months: int | None) -> datetime | None:
    """The midnight after the last day held; None: permanent.

    A level that begins on 2021-12-01 for 60 months is held to the end of 2026-11-30.
    """
    if valid_months is None:
        return None
    first_day_without = months_later(day_of(begins), valid_months)
    return end_of(first_day_without.fromordinal(first_day_without.toordinal() - 1))
