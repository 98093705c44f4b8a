"""Writing hours down, once, and telling the registry of them in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.hours.evidence import send_evidence
from courses.hours.models import HoursDemand, TrainingHours
from courses.hours.rules import SHIPPED_DEMAND, YearOfHours
from personnel.changes.recording import BATCH
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.days import day_of, start_of
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursEntry:
    """Hours of one officer from a list: for what, how many, on which day."""

    officer: Officer
    title: str
    hours: Decimal
    on: date


@transaction.atomic
def enter_hours(
    *, entries: Sequence[HoursEntry], document_no: str, actor: Actor, now: datetime | None = None
) -> list[TrainingHours]:
    """Enter hours from an outside list, known by its document number; returns what was new.

    Entering the same line twice adds nothing.
    Raises Refusal("courses.document_missing" | "courses.hours_not_positive" | "courses.hours_ahead").
    """
    at = now or clock.now()
    _check(entries, document_no, at)
    known = _known_lines(entries, document_no)
    lines = {(entry.officer.pk, entry.title, start_of(entry.on)): entry for entry in entries}
    rows = [
        TrainingHours(
            officer=entry.officer,
            title=entry.title,
            hours=entry.hours,
            earned_at=earned_at,
            document_no=document_no,
            recorded_at=at,
            recorded_by_uuid=actor.uuid,
            recorded_by_name=actor.name,
        )
        for (officer, title, earned_at), entry in lines.items()
        if (officer, title, earned_at) not in known
    ]
    return credit(rows=rows, actor=actor, document_no=document_no, now=now)


@transaction.atomic
def credit(
    *, rows: Sequence[TrainingHours], actor: Actor, document_no: str = "", now: datetime | None = None
) -> list[TrainingHours]:
    """Store new hours, with their evidence and their audit entries."""
    if not rows:
        return []
    made = TrainingHours.objects.bulk_create(rows, batch_size=BATCH)
    send_evidence(rows=made, actor=actor, now=now)
    record_entries(
        actor=actor,
        action="courses.hours_credited",
        subjects=[
            Subject(
                kind="personnel.officer",
                uuid=row.officer.uuid,
                label=masked_name(row.officer.name),
                after={"hours": str(row.hours), "title": row.title},
            )
            for row in made
        ],
        document_no=document_no,
        now=now,
    )
    return made


def demands_of(years: Iterable[int]) -> dict[int, Decimal]:
    """How many hours each year asks for: what is in force on its last day, else what is shipped."""
    rows = list(HoursDemand.objects.order_by("valid_from").values_list("valid_from", "hours"))
    return {
        year: next((hours for since, hours in reversed(rows) if since <= date(year, 12, 31)), SHIPPED_DEMAND)
        for year in years
    }


def year_of(officer: Officer, at: datetime) -> YearOfHours:
    """The officer's hours up to the instant in its calendar year, against the demand."""
    year = day_of(at).year
    earned = TrainingHours.objects.filter(officer=officer).of_year(year).earned_by(at).total()
    return YearOfHours(year, earned, demands_of([year])[year])


def years_of(officer: Officer, at: datetime) -> list[YearOfHours]:
    """The officer's hours by calendar year, the present one first; years without hours in between are named too."""
    earned: dict[int, Decimal] = defaultdict(Decimal)
    for hours, instant in TrainingHours.objects.filter(officer=officer).values_list("hours", "earned_at"):
        earned[day_of(instant).year] += hours
    present = day_of(at).year
    years = range(present, min(earned, default=present) - 1, -1)
    demands = demands_of(years)
    return [YearOfHours(year, earned[year], demands[year]) for year in years]


def _check(entries: Sequence[HoursEntry], document_no: str, at: datetime) -> None:
    if not document_no.strip():
        raise Refusal("courses.document_missing", _("Hours from a list need its document number."), field="document_no")
    for entry in entries:
        if entry.hours <= 0:
            raise Refusal("courses.hours_not_positive", _("Hours are more than 0."), field="hours")
        if entry.on > day_of(at):
            raise Refusal("courses.hours_ahead", _("Hours can't be entered before they are earned."), field="on")


def _known_lines(entries: Sequence[HoursEntry], document_no: str) -> set[tuple[int, str, datetime]]:
    keys = sorted({entry.officer.pk for entry in entries})
    known: set[tuple[int, str, datetime]] = set()
    for start in range(0, len(keys), BATCH):
        rows = TrainingHours.objects.filter(
            course__isnull=True, document_no=document_no, officer__in=keys[start : start + BATCH]
        )
        known.update(rows.values_list("officer_id", "title", "earned_at"))
    return known
