"""The list of officers with how each stands: one query for a page, whatever it is filtered and sorted by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import Case, CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from personnel.access.scope import officers_of, own_officer
from personnel.officers.models import Officer, OfficerQuerySet, ServiceStatus
from personnel.officers.questions import heads_at
from personnel.officers.states import SERVING, Category
from personnel.units.models import Unit
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.registry.states import Standing
from qualifications.restrictions.models import Restriction
from qualifications.states import Level
from records.actor import Actor

Officers: TypeAlias = "QuerySet[Any, Any]"  # of officers, with the columns that `annotated` adds

VIEW = "registry.view"
DUE = timedelta(days=30)
NONE = "none"
WITHOUT = "without"

SORTS: Mapping[str, Sequence[str]] = {
    "standing": ("standing", "basic_order", "basic_end", "police_number", "pk"),
    "name": ("name", "police_number", "pk"),
    "unit": ("unit_name", "standing", "police_number", "pk"),
    "basic": ("basic_order", "basic_end", "police_number", "pk"),
    "intermediate": ("intermediate_order", "intermediate_end", "police_number", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which officers; empty values mean all. level: the highest one held ("none": none of them)."""

    q: str = ""
    unit: Unit | None = None
    level: str = ""
    state: str = ""
    stream: str = ""


def list_officers(wanted: Wanted, *, actor: Actor, now: datetime) -> Officers:
    """Officers in service within the actor's scope who fit, with their post and how they stand."""
    rows = annotated(serving_officers(actor, now), now)
    if wanted.unit is not None:
        rows = rows.filter(pk__in=Officer.objects.posted_below(wanted.unit.pk, now).values("pk"))
    if wanted.q:
        rows = rows.filter(Q(name__contains=wanted.q) | Q(police_number__contains=wanted.q.upper()))
    if wanted.level:
        rows = rows.filter(highest=wanted.level)
    if wanted.state == WITHOUT:
        rows = rows.exclude(pk__in=LevelRecord.objects.holders_at(now, Level.BASIC))
    elif wanted.state == Standing.WAITING:  # the restricted who wait, too
        rows = rows.filter(pk__in=LevelClaim.objects.live().values("officer_id"))
    elif wanted.state:
        rows = rows.filter(standing=Standing(wanted.state).place)
    if wanted.stream:
        rows = rows.filter(stream="" if wanted.stream == NONE else wanted.stream)
    return rows


def serving_officers(actor: Actor, now: datetime) -> OfficerQuerySet:
    """Police officers in service that the actor may see in the registry; auxiliaries hold no levels."""
    serving = ServiceStatus.objects.believed().holding_at(now).filter(status__in=SERVING, category=Category.OFFICER)
    return Officer.objects.visible_to(actor, VIEW).filter(pk__in=serving.values("officer_id"))


def officers_acted_on(actor: Actor, permission: str) -> OfficerQuerySet:
    """Officers within the actor's scope for an act, never himself: nobody decides about his own qualification."""
    return Officer.objects.filter(officers_of(actor, permission)).exclude(pk__in=own_officer(actor))


def annotated(officers: OfficerQuerySet, now: datetime) -> Officers:
    """With the post, the highest level held, where basic and intermediate end, and the standing (its place)."""
    rows: Officers = officers.with_post_at(now)
    for level in (Level.BASIC, Level.INTERMEDIATE):
        rows = rows.annotate(**_chain(level, now))
    service = ServiceStatus.objects.believed().holding_at(now).filter(officer=OuterRef("pk"))
    rows = rows.annotate(highest=_highest(now), service=Subquery(service.values("status")[:1]))
    ordered: Officers = rows.annotate(standing=_standing(now))
    return ordered


def _records() -> Any:
    return LevelRecord.objects.believed().filter(officer=OuterRef("pk"))


def _chain(level: Level, now: datetime) -> dict[str, Any]:
    """Where the last record of the level ends, renewals that follow included; _order: 0 over or none, 1 with an end,
    2 permanent.
    """
    last = _records().filter(level=level).order_by("-valid_from", "pk")
    going_on = last.overlapping(now, None)
    name = level.value
    return {
        f"{name}_record": Subquery(last.values("pk")[:1]),
        f"{name}_end": Subquery(last.values("valid_to")[:1]),
        f"{name}_order": Case(
            When(~Exists(going_on), then=Value(0)),
            When(Exists(going_on.filter(valid_to__isnull=True)), then=Value(2)),
            default=Value(1),
            output_field=IntegerField(),
        ),
    }


def _highest(now: datetime) -> Case:
    held = _records().holding_at(now)
    return Case(
        *(When(Exists(held.filter(level=level)), then=Value(level.value)) for level in reversed(Level)),
        default=Value(NONE),
        output_field=CharField(),
    )


def _standing(now: datetime) -> Case:
    restrictions = Restriction.objects.believed().holding_at(now).filter(officer=OuterRef("pk"))
    claims = LevelClaim.objects.live().filter(officer=OuterRef("pk"))
    ended = _records().filter(valid_to__lte=now)
    return Case(
        When(Exists(restrictions), then=Value(Standing.RESTRICTED.place)),
        When(Exists(claims), then=Value(Standing.WAITING.place)),
        When(Q(highest=NONE) & Exists(ended), then=Value(Standing.EXPIRED.place)),
        When(highest=NONE, then=Value(Standing.NEVER.place)),
        When(Q(basic_order=1, basic_end__lte=now + DUE), then=Value(Standing.ENDING.place)),
        When(
            Q(highest=Level.BASIC) & Exists(heads_at(now).filter(officer=OuterRef("pk"))),
            then=Value(Standing.HEAD_WITHOUT.place),
        ),
        default=Value(Standing.HELD.place),
        output_field=IntegerField(),
    )
