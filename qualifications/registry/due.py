"""What wants to be done today: claims to confirm, levels that end, heads without intermediate, restrictions to lift."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.levels.models import LevelClaim
from qualifications.registry.standings import DUE, WITHOUT, annotated, serving_officers
from qualifications.registry.states import Standing
from qualifications.restrictions.models import TERM_KINDS, Restriction
from records.actor import Actor
from records.days import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How many of each, and the filter that lists them."""

    waiting: int
    ending: int
    heads: int
    to_lift: int
    without: str = WITHOUT

    @property
    def total(self) -> int:
        """All together."""
        return self.waiting + self.ending + self.heads + self.to_lift


def due_of(*, actor: Actor, now: datetime, unit: Unit | None = None) -> Due:
    """Within the actor's scope, or below one unit of it."""
    officers = serving_officers(actor, now)
    if unit is not None:
        officers = officers.filter(pk__in=Officer.objects.posted_below(unit.pk, now).values("pk"))
    standings = list(annotated(officers, now).order_by().values_list("standing", flat=True))
    soon = day_of(now + DUE)
    lifting = Restriction.objects.believed().holding_at(now).filter(~Q(kind__in=TERM_KINDS), planned_until__lte=soon)
    return Due(
        waiting=LevelClaim.objects.live().filter(officer__in=officers).values("officer").distinct().count(),
        ending=standings.count(Standing.ENDING.place),
        heads=standings.count(Standing.HEAD_WITHOUT.place),
        to_lift=lifting.filter(officer__in=officers).count(),
    )
