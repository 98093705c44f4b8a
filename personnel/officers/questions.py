"""What later floors ask about people and units on a day, each answered by one query.

Where somebody's place is (established, working): `places_at`. How many are established in a unit's subtree:
`headcount_below`, for many units at once `headcounts_below`, without what stands below them `headcounts_in`. Who heads
the units that do law enforcement: `heads_at`. Who is posted in a subtree: `Officer.objects.posted_below`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from personnel.officers.models import Appointment, Officer, ServiceStatus
from personnel.officers.states import SERVING, Category, Relation
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.periods import holding


class Place(NamedTuple):
    """Keys of the units in which somebody is established and works; working None: where he is established."""

    established: int | None = None
    working: int | None = None

    @property
    def present(self) -> int | None:
        """Where he is to be found: the working unit where there is one."""
        return self.working or self.established


def places_at(officers: Iterable[int | Officer], instant: datetime) -> dict[int, Place]:
    """{officer: place} at the instant, of those who have a post; one query however many are asked about."""
    places: dict[int, Place] = {}
    rows = Appointment.objects.believed().holding_at(instant).filter(officer__in=officers)
    exclusive = rows.filter(relation__in=[Relation.ESTABLISHED, Relation.WORKING])
    for officer, relation, unit in exclusive.values_list("officer_id", "relation", "unit_id"):
        places[officer] = places.get(officer, Place())._replace(**{relation: unit})
    return places


def counted_posts_at(instant: datetime) -> "QuerySet[Appointment]":
    """The posts that headcounts count: established, of police officers in service on the establishment."""
    serving = (
        ServiceStatus.objects.believed()
        .holding_at(instant)
        .filter(status__in=SERVING, category=Category.OFFICER, established=True)
    )
    posts = Appointment.objects.believed().holding_at(instant).filter(relation=Relation.ESTABLISHED)
    return posts.filter(officer_id__in=serving.values("officer_id"))


def headcount_below(unit: int | Unit, instant: datetime) -> int:
    """How many were established in the unit and all that stood below it at the instant."""
    below = UnitClosure.objects.at(instant).filter(ancestor=unit)
    return counted_posts_at(instant).filter(unit_id__in=below.values("descendant_id")).count()


def headcounts_below(instant: datetime, units: "Iterable[int] | QuerySet[Unit] | None" = None) -> dict[int, int]:
    """{unit: how many were established in it and below it at the instant}, of these units or of all; 0 is left out."""
    stood = holding(instant, "unit__links_up__")
    if units is not None:
        stood &= Q(unit__links_up__ancestor__in=units)
    rows = counted_posts_at(instant).filter(stood).values_list("unit__links_up__ancestor").annotate(Count("pk"))
    return dict(rows)


def headcounts_in(instant: datetime, units: Iterable[int] | None = None) -> dict[int, int]:
    """{unit: how many were established in itself at the instant}, of these units or of all; 0 is left out."""
    posts = counted_posts_at(instant)
    if units is not None:
        posts = posts.filter(unit__in=units)
    return dict(posts.values_list("unit_id").annotate(Count("pk")))


def heads_at(instant: datetime) -> "QuerySet[Appointment]":
    """Posts at the head of units that do law enforcement (科所队长), acting ones too, at the instant."""
    enforcing = UnitVersion.objects.believed().holding_at(instant).filter(is_law_enforcement=True)
    posts = Appointment.objects.believed().holding_at(instant)
    return posts.filter(Q(is_head=True) | Q(acting=True), unit_id__in=enforcing.values("unit_id"))
