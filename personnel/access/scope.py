"""For what an actor holds a permission: what every `visible_to` asks.

A grant is held for a unit and all below it, or for exactly one object (what is assigned). One for a single stream
(警种) follows one rule everywhere:

- people, and what is theirs (results, levels, hours): those whose post is of the stream;
- exams, which carry a stream: that stream's;
- material, which carries none (banks, courses, blueprints): may be used, but not changed;
- what is about a unit as a whole (its papers, figures, roles): not at all;
- the unit tree itself: all of it within the scope, for it names nobody.

The lowest room of this floor: units and officers ask it, so it reaches the tables above by name. All of these are
conditions and subqueries: whoever filters by them asks one query.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from personnel.access.permissions import roles_with
from records import clock
from records.actor import Actor
from records.periods import holding


def grants_of(actor: Actor, at: datetime | None = None) -> "QuerySet[Any]":
    """The actor's role grants in force at the instant (now)."""
    instant = at or clock.now()
    grants = apps.get_model("personnel", "RoleGrant")._default_manager
    return grants.filter(holding(instant), account__uuid=actor.uuid)


def grants_for(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Those for a unit (not for an object) whose role holds the permission."""
    return grants_of(actor, at).filter(role__in=roles_with(permission), object_kind="")


def may(actor: Actor, permission: str, at: datetime | None = None) -> bool:
    """Whether the actor holds the permission anywhere."""
    return grants_of(actor, at).filter(role__in=roles_with(permission)).exists()


def assigned_to(actor: Actor, kind: str, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """UUIDs of the objects of the kind ("exams.sitting") that are assigned to the actor. For use as `uuid__in=`."""
    return grants_of(actor, at).filter(role__in=roles_with(permission), object_kind=kind).values("object_uuid")


def units_of(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Keys of the units that the actor has wholly, for all streams: a granted unit and all below it today.

    For use as `pk__in=` of units or `unit_id__in=` of what belongs to one.
    """
    instant = at or clock.now()
    granted = grants_for(actor, permission, instant).filter(stream="").values("unit_id")
    return _closure(instant).filter(ancestor_id__in=granted).values("descendant_id")


def units_reached(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Keys of the units of the actor's scope, be it for one stream only: the part of the tree that he sees."""
    instant = at or clock.now()
    granted = grants_for(actor, permission, instant).values("unit_id")
    return _closure(instant).filter(ancestor_id__in=granted).values("descendant_id")


def units_served(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Keys of the units whose material the actor may use: those of `units_reached` and all above them.

    Material (banks, courses, schemes) is usable by its owner unit and everything below.
    """
    instant = at or clock.now()
    return _closure(instant).filter(descendant_id__in=units_reached(actor, permission, instant)).values("ancestor_id")


def kept_by(actor: Actor, permission: str, *, unit: str, stream: str, at: datetime | None = None) -> Q:
    """Condition on what belongs to a unit and carries a stream: the actor's units, or his stream's in them."""
    instant = at or clock.now()
    reaches = _closure(instant).filter(ancestor_id=OuterRef("unit_id"), descendant_id=OuterRef(OuterRef(unit)))
    by_stream = grants_for(actor, permission, instant).exclude(stream="")
    return Q(**{f"{unit}__in": units_of(actor, permission, instant)}) | Q(
        Exists(by_stream.filter(Exists(reaches), stream=OuterRef(stream)))
    )


def granted_units(actor: Actor, permission: str, at: datetime | None = None) -> dict[str, list[int]]:
    """{stream: keys of the units granted for it}, "" for all streams; one query.

    As values, where the question is asked of everybody: only then does the database know how many a unit reaches.
    """
    granted: dict[str, list[int]] = {}
    for stream, unit in grants_for(actor, permission, at).values_list("stream", "unit_id"):
        granted.setdefault(stream, []).append(unit)
    return granted


def below_any(units: Iterable[int], at: datetime) -> "QuerySet[Any]":
    """Keys of these units and of all that stood below them at the instant."""
    return _closure(at).filter(ancestor_id__in=units).values("descendant_id")


def own_officer(actor: Actor) -> "QuerySet[Any]":
    """Key of the officer whose account the actor is."""
    accounts = apps.get_model("personnel", "Account")._default_manager
    return accounts.filter(uuid=actor.uuid, officer__isnull=False).values("officer_id")


def officers_of(actor: Actor, permission: str, at: datetime | None = None) -> Q:
    """Condition on officers: established or working in a unit of the actor's scope (and of the grant's stream).

    One subquery without an "or", so that the database begins with the few officers of a page, not with everybody.
    """
    instant = at or clock.now()
    posts = apps.get_model("personnel", "Appointment")._default_manager.believed().holding_at(instant)
    return Q(pk__in=posts.filter(posts_of(actor, permission, instant)).values("officer_id"))


def posts_of(actor: Actor, permission: str, at: datetime) -> Q:
    """Condition on posts of any time: in a unit of the actor's scope, and of the stream where the grant has one."""
    grants = grants_for(actor, permission, at)
    of_stream = Q(stream="") | Q(stream=OuterRef(OuterRef("stream")))
    reached = grants.filter(of_stream, unit_id=OuterRef("ancestor_id"))
    # Said twice, as the first is what the database can begin with.
    links = _closure(at).filter(Exists(reached), ancestor_id__in=grants.values("unit_id"))
    return Q(Exists(links.filter(descendant_id=OuterRef("unit_id"))))


def _closure(instant: datetime) -> "QuerySet[Any]":
    return apps.get_model("personnel", "UnitClosure")._default_manager.at(instant)
