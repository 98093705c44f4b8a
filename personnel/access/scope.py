"""For which units an actor holds a permission: what every `visible_to` asks.

The lowest room of this floor: units and officers ask it, so it reaches the tables above by name.
"""

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


def may(actor: Actor, permission: str, at: datetime | None = None) -> bool:
    """Whether the actor holds the permission anywhere."""
    return grants_of(actor, at).filter(role__in=roles_with(permission)).exists()


def units_of(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Keys of the units for which the actor holds the permission: a granted unit and all below it today.

    For use as `pk__in=` of units or `unit_id__in=` of what belongs to one.
    """
    instant = at or clock.now()
    granted = grants_of(actor, instant).filter(role__in=roles_with(permission)).values("unit_id")
    closure = apps.get_model("personnel", "UnitClosure")._default_manager
    return closure.at(instant).filter(ancestor_id__in=granted).values("descendant_id")


def units_served(actor: Actor, permission: str, at: datetime | None = None) -> "QuerySet[Any]":
    """Keys of the units whose material the actor may use: those of `units_of` and all above them.

    Material (banks, courses, schemes) is usable by its owner unit and everything below.
    """
    instant = at or clock.now()
    closure = apps.get_model("personnel", "UnitClosure")._default_manager
    return closure.at(instant).filter(descendant_id__in=units_of(actor, permission, instant)).values("ancestor_id")


def own_officer(actor: Actor) -> "QuerySet[Any]":
    """Key of the officer whose account the actor is."""
    accounts = apps.get_model("personnel", "Account")._default_manager
    return accounts.filter(uuid=actor.uuid, officer__isnull=False).values("officer_id")


def officers_of(actor: Actor, permission: str, at: datetime | None = None) -> Q:
    """Condition on officers: established or working in a unit of the actor's scope (and of the grant's stream)."""
    instant = at or clock.now()
    appointments = apps.get_model("personnel", "Appointment")._default_manager
    closure = apps.get_model("personnel", "UnitClosure")._default_manager
    posts = appointments.believed().holding_at(instant).filter(officer=OuterRef("pk"))
    grants = grants_of(actor, instant).filter(role__in=roles_with(permission))
    whole = closure.at(instant).filter(ancestor_id__in=grants.filter(stream="").values("unit_id"))
    # A grant for one stream reaches only posts of that stream.
    reaches = closure.at(instant).filter(ancestor_id=OuterRef("unit_id"), descendant_id=OuterRef(OuterRef("unit_id")))
    by_stream = grants.exclude(stream="").filter(Exists(reaches), stream=OuterRef("stream"))
    return Q(Exists(posts.filter(unit_id__in=whole.values("descendant_id")))) | Q(
        Exists(posts.filter(Exists(by_stream)))
    )
