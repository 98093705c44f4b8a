"""Which part of the tree of a day a reader sees: units name nobody, so the tree of the past is open to him, too."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from personnel.access.scope import grants_for, officers_of
from personnel.officers.models import Officer
from personnel.units.models import Unit, UnitClosure, UnitQuerySet
from records.actor import Actor


def units_at(actor: Actor, instant: datetime, now: datetime) -> UnitQuerySet:
    """The units that stood at the instant under a unit that is in the reader's scope now, named as then."""
    links = UnitClosure.objects.at(instant).filter(ancestor__in=_granted(actor, "units.view", now))
    return Unit.objects.filter(pk__in=links.values("descendant_id")).named_at(instant)


def units_ever(actor: Actor, now: datetime, permission: str = "units.view") -> UnitQuerySet:
    """The units that stood at any time within the scope of the permission: closed ones have their page, too."""
    links = UnitClosure.objects.filter(ancestor__in=_granted(actor, permission, now))
    return Unit.objects.filter(pk__in=links.values("descendant_id"))


def seen_among(actor: Actor, officers: Iterable[int], now: datetime) -> set[int]:
    """Those of the officers whom the reader may see. Asked of the few on a page: the scope of a large bureau as a
    condition of their posts would have the database go through everybody.
    """
    keys = set(officers)
    if not keys:
        return set()
    within = Officer.objects.filter(officers_of(actor, "officers.view", now), pk__in=keys)
    return set(within.values_list("pk", flat=True))


def _granted(actor: Actor, permission: str, now: datetime) -> "QuerySet[Any]":
    """Who has a unit for one stream only sees the tree; nothing about the unit as a whole is his to change."""
    grants = grants_for(actor, permission, now)
    return (grants if permission == "units.view" else grants.filter(stream="")).values("unit_id")
