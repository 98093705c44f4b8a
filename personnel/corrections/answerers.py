"""Who may answer an officer's request: those with the permission for his own unit."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from personnel.access.permissions import roles_with
from personnel.corrections.models import ANSWER
from personnel.officers.models import Appointment, Officer
from personnel.officers.states import Relation
from personnel.roles.models import RoleGrant
from personnel.units.models import UnitClosure


def answerers_of(officer: Officer, now: datetime) -> list[UUID]:
    """Accounts (but his own) that hold the permission for his own unit or one above it, and for the post's stream."""
    posts = Appointment.objects.believed().holding_at(now).filter(officer=officer, relation=Relation.ESTABLISHED)
    reached = Q(pk__in=[])
    for unit_id, stream in posts.values_list("unit_id", "stream"):
        above = UnitClosure.objects.at(now).filter(descendant_id=unit_id).values("ancestor_id")
        reached |= Q(unit_id__in=above, stream__in=["", stream])
    grants = RoleGrant.objects.in_force_at(now).filter(reached, role__in=roles_with(ANSWER), object_kind="")
    return list(grants.exclude(account__officer=officer).values_list("account__uuid", flat=True).distinct())
