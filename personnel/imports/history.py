"""The imports of before: one's own, and those of units in scope."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from personnel.access.scope import units_of
from personnel.accounts.models import Account
from personnel.imports.plans import PREFIX, kind_of
from personnel.imports.states import Kind
from personnel.units.models import Unit
from records.actor import Actor
from records.models import ImportPlan


@dataclass(frozen=True, slots=True)
class Past:
    """One import with who made it; only the owner opens it."""

    plan: ImportPlan
    kind: Kind
    owner: str
    is_own: bool


def find_imports(actor: Actor) -> "QuerySet[ImportPlan]":
    """Lists of units and people: the actor's own, and those uploaded for a unit in his scope; the newest first."""
    units = Unit.objects.filter(pk__in=units_of(actor, "officers.manage")).values("uuid")
    mine = Q(owner_uuid=actor.uuid) | Q(target_uuid__in=units)
    kinds = [f"{PREFIX}{kind.value}" for kind in Kind]
    return ImportPlan.objects.filter(mine, kind__in=kinds).order_by("-created_at", "-pk")


def with_owners(plans: "list[ImportPlan]", actor: Actor) -> list[Past]:
    """The plans of one page with the names of who uploaded them."""
    accounts = Account.objects.filter(uuid__in={plan.owner_uuid for plan in plans}).select_related("officer")
    names = {account.uuid: account.display_name for account in accounts}
    return [Past(plan, kind_of(plan), names.get(plan.owner_uuid, ""), plan.owner_uuid == actor.uuid) for plan in plans]
