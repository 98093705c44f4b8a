"""Which part of the tree of a day a reader sees: units name nobody, so the tree of the past is open to him, too."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from personnel.access.scope import grants_for, officers_of, units_of
from personnel.officers.models import Officer
from personnel.units.models import Unit, UnitClosure, UnitQuerySet
from records.actor import Actor


def units_at(actor: Actor, instant: datetime, now: datetime) -> UnitQuerySet:
    """The units that stood at the instant under a unit that is in the reader's scope now, named as then."""
    links = UnitClosure.objects.at(instant).filter(ancestor__in=_granted(actor, now))
    return Unit.objects.filter(pk__in=links.values("descendant_id")).named_at(instant)


def units_ever(actor: Actor, now: datetime) -> UnitQuerySet:
    """The units that stood at any time within the reader's scope: closed ones have their page, too. Only to read."""
    links = UnitClosure.objects.filter(ancestor__in=_granted(actor, now))
    return Unit.objects.filter(pk__in=links.values("descendant_id"))


def units_managed(actor: Actor, now: datetime) -> UnitQuerySet:
    """The units that the actor may change: those in his scope now, and those gone whose last place was there."""
    granted = grants_for(actor, "units.manage", now).filter(stream="").values("unit_id")
    others = UnitClosure.objects.filter(descendant=OuterRef("descendant"))
    later = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")))
    is_last = Q(valid_to__isnull=True) | ~Exists(later)
    last = UnitClosure.objects.filter(is_last, ~Exists(others.at(now)), ancestor__in=granted)
    managed = Q(pk__in=units_of(actor, "units.manage", now)) | Q(pk__in=last.values("descendant_id"))
    return Unit.objects.filter(managed)


def seen_among(actor: Actor, officers: Iterable[int], now: datetime) -> set[int]:
    """Those of the officers whom the reader may see. Asked of the few on a page: the scope of a large bureau as a
    condition of their posts would have the database go through everybody.
    """
    keys = set(officers)
    if not keys:
        return set()
    within = Officer.objects.filter(officers_of(actor, "officers.view", now), pk__in=keys)
    return set(within.values_list("pk", flat=True))


def _granted(actor: Actor, now: datetime) -> "QuerySet[Any]":
    """Who has a unit for one stream only sees the tree, too."""
    return grants_for(actor, "units.view", now).values("unit_id")
