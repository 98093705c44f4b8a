"""In which of his roles somebody acts: the one that carries the permission which the page asks for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from personnel.access.permissions import PERMISSIONS
from personnel.access.states import Role
from records.actor import Actor


def acting_for(actor: Actor, grants: Iterable[Any], permission: str | None, *, is_officer: bool) -> Actor:
    """The actor in the role, and for the unit, by which he may do this.

    grants: his role grants in force, the first given first, with their units. permission None: what anybody
    signed in may do, which an officer does as an officer and not in a role that he also holds.
    """
    if permission is None:
        return replace(actor, role=str(Role.OFFICER), unit=None) if is_officer else actor
    for grant in grants:
        if permission in PERMISSIONS[Role(grant.role)]:
            return replace(actor, role=grant.role, unit=grant.unit.uuid)
    return actor
