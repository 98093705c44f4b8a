"""How many established officers are without basic, by unit, against the lines."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from personnel.access.scope import officers_of, units_reached
from personnel.officers.models import Appointment, Officer
from personnel.officers.questions import counted_posts_at
from personnel.units.models import Unit, UnitClosure
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.policies.policies import policy_at
from qualifications.policies.schema import Lines
from qualifications.registry.rules import Share
from qualifications.registry.standings import VIEW
from qualifications.states import Level
from records.actor import Actor

MOST_UNITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCoverage:
    """One unit with somebody without basic. waiting: of those without, whom a confirmation would bring in."""

    unit: Unit
    share: Share
    waiting: int
    lines: Lines

    @property
    def kind(self) -> str:
        """The meaning of its share (personnel/home/marks.py)."""
        if self.share.is_over(self.lines.fails_over):
            return "no"
        if self.share.is_over(self.lines.not_excellent_over):
            return "soon"
        return "ahead" if self.share.more_until_over(self.lines.not_excellent_over) == 1 else "done"

    @property
    def more(self) -> int:
        """How many more until it is over the first line."""
        return self.share.more_until_over(self.lines.not_excellent_over)

    @property
    def fewer(self) -> int:
        """How many fewer until it is within it again."""
        return self.share.fewer_until_within(self.lines.not_excellent_over)

    @property
    def after_confirmation(self) -> int:
        """How many would be without once those who wait are confirmed."""
        return self.share.without - self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole scope, and its units with somebody without, the largest share first."""

    share: Share
    lines: Lines
    units: list[UnitCoverage]
    all_units: int

    @property
    def hidden(self) -> int:
        """Units with somebody without that are not shown."""
        return self.all_units - len(self.units)

    @property
    def steps(self) -> list[tuple[Decimal, int]]:
        """[(line in per cent, how many more until it is over)] of the lines that it is within."""
        lines = (self.lines.not_excellent_over, self.lines.fails_over)
        return [(line, self.share.more_until_over(line)) for line in lines if not self.share.is_over(line)]


def coverage_of(*, actor: Actor, now: datetime, unit: Unit | None = None) -> Coverage:
    """Established officers of the actor's units (or of one and all below it) without basic now."""
    posts = established_posts(actor=actor, now=now, unit=unit)
    holders = LevelRecord.objects.holders_at(now, Level.BASIC)
    waiting = LevelClaim.objects.live().filter(level=Level.BASIC).values("officer_id")
    counts = posts.values("unit_id").annotate(
        total=Count("officer", distinct=True),
        without=Count("officer", distinct=True, filter=~Q(officer__in=holders)),
        waiting=Count("officer", distinct=True, filter=Q(officer__in=waiting) & ~Q(officer__in=holders)),
    )
    rows = list(counts)
    lines = policy_at(now).lines
    units = Unit.objects.named_at(now).in_bulk([row["unit_id"] for row in rows if row["without"]])
    short = [
        UnitCoverage(
            unit=units[row["unit_id"]],
            share=Share(row["without"], row["total"]),
            waiting=row["waiting"],
            lines=lines,
        )
        for row in rows
        if row["without"]
    ]
    short.sort(key=lambda one: (-one.share.part, one.unit.code))
    whole = Share(sum(row["without"] for row in rows), sum(row["total"] for row in rows))
    return Coverage(share=whole, lines=lines, units=short[:MOST_UNITS], all_units=len(short))


def established_posts(*, actor: Actor, now: datetime, unit: Unit | None = None) -> "QuerySet[Appointment]":
    """The established posts of officers on the establishment, in the actor's units (or below one of them)."""
    seen = Officer.objects.filter(officers_of(actor, VIEW, now))
    posts = counted_posts_at(now).filter(unit_id__in=units_reached(actor, VIEW, now), officer__in=seen)
    if unit is not None:
        posts = posts.filter(unit_id__in=UnitClosure.objects.at(now).filter(ancestor=unit.pk).values("descendant_id"))
    return posts
