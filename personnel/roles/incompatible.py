"""Whether roles that one account holds at the same time go together."""

from collections.abc import Iterable
from datetime import datetime

from personnel.access.permissions import APART, INCOMPATIBLE
from personnel.access.states import Role
from personnel.roles.models import RoleGrant
from personnel.units.models import UnitClosure, UnitVersion
from personnel.units.states import UnitKind

BUREAUX = (UnitKind.BUREAU, UnitKind.SUB_BUREAU)


def find_conflict(grant: RoleGrant, held: Iterable[RoleGrant], at: datetime) -> RoleGrant | None:
    """The first of the grants held meanwhile that doesn't go together with the new one."""
    for other in held:
        pair = frozenset({Role(grant.role), Role(other.role)})
        if pair in APART or (pair in INCOMPATIBLE and is_one_bureau(grant.unit_id, other.unit_id, at)):
            return other
    return None


def is_one_bureau(one: int, other: int, at: datetime) -> bool:
    """Whether the bureaux of two units are the same, or one stands under the other.

    The bureau of a unit is the nearest bureau or sub-bureau above it: two sub-bureaux of one city are two.
    """
    first, second = _bureau_of(one, at), _bureau_of(other, at)
    between = UnitClosure.objects.at(at)
    return between.filter(ancestor=first, descendant=second).exists() or (
        between.filter(ancestor=second, descendant=first).exists()
    )


def _bureau_of(unit_id: int, at: datetime) -> int:
    bureaux = UnitVersion.objects.believed().holding_at(at).filter(kind__in=BUREAUX).values("unit_id")
    above = UnitClosure.objects.at(at).filter(descendant=unit_id, ancestor__in=bureaux).order_by("depth")
    return above.values_list("ancestor_id", flat=True).first() or unit_id
