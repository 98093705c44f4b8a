"""Giving, assigning and ending roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from personnel.access.permissions import ASSIGNED, GIVEN, PERMISSIONS, needs_second_factor, roles_with
from personnel.access.scope import grants_for
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import ServiceStatus
from personnel.officers.rules import masked_name
from personnel.officers.states import Category, Stream
from personnel.roles.incompatible import find_conflict
from personnel.roles.models import RoleGrant
from personnel.roles.wording import notice_code
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.notices import send_notices
from records.refusals import Refusal

MANAGE = "roles.manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What is assigned: its kind ("exams.sitting"), uuid and title, and the unit that it belongs to."""

    kind: str
    uuid: UUID
    label: str
    unit: Unit


@transaction.atomic
def give_role(
    *,
    account: Account,
    role: Role,
    unit: Unit,
    actor: Actor,
    stream: Stream = Stream.NONE,
    since: datetime | None = None,
    until: datetime | None = None,
    document_no: str = "",
    now: datetime | None = None,
) -> RoleGrant:
    """Give an account a role from now (or a later instant) on, until it is ended (or an instant).

    Raises Refusal("roles.to_oneself" | "roles.in_return" | "roles.outside_scope" | "roles.not_given" | "roles.period" |
    "roles.auxiliary" | "roles.held" | "roles.incompatible").
    """
    at = now or clock.now()
    Account.objects.select_for_update().get(pk=account.pk)
    _refuse_oneself(account, actor, at)
    if role not in GIVEN:
        raise Refusal("roles.not_given", _("“%(role)s” is not given for a unit."), field="role", role=role.label)
    _check_giver(actor, unit, stream, at)
    grant = RoleGrant(account=account, role=role, unit=unit, stream=stream)
    _check(grant, since, until, at)
    _write([grant], actor, document_no, at)
    return grant


@transaction.atomic
def assign_role(
    *,
    accounts: Iterable[Account],
    role: Role,
    to: Object,
    actor: Actor,
    until: datetime,
    since: datetime | None = None,
    document_no: str = "",
    now: datetime | None = None,
) -> list[RoleGrant]:
    """Assign accounts to exactly one object. Who may do so, the verb of the object's own room has checked.

    Raises Refusal("roles.to_oneself" | "roles.in_return" | "roles.not_given" | "roles.period" | "roles.held" |
    "roles.incompatible").
    """
    at = now or clock.now()
    if role not in ASSIGNED:
        raise Refusal("roles.not_given", _("“%(role)s” is not given for a unit."), field="role", role=role.label)
    named = {account.pk: account for account in accounts}
    list(Account.objects.select_for_update().filter(pk__in=named).order_by("pk"))
    made = []
    for account in named.values():
        _refuse_oneself(account, actor, at)
        grant = RoleGrant(
            account=account,
            role=role,
            unit=to.unit,
            object_kind=to.kind,
            object_uuid=to.uuid,
            object_label=to.label[:200],
        )
        _check(grant, since, until, at)
        made.append(grant)
    _write(made, actor, document_no, at)
    return made


@transaction.atomic
def end_role(*, grant: RoleGrant, actor: Actor, document_no: str = "", now: datetime | None = None) -> RoleGrant:
    """End a role now; one that has not begun never holds; ending one that has ended changes nothing.

    Raises Refusal("roles.to_oneself" | "roles.outside_scope").
    """
    at = now or clock.now()
    locked = _locked(grant)
    if not locked.is_assigned:
        _check_giver(actor, locked.unit, Stream(locked.stream), at)
    return _end(locked, actor, document_no, at)


@transaction.atomic
def unassign_role(*, grant: RoleGrant, actor: Actor, now: datetime | None = None) -> RoleGrant:
    """Take an assignment back. Who may do so, the verb of the object's own room has checked."""
    return _end(_locked(grant), actor, "", now or clock.now())


def _locked(grant: RoleGrant) -> RoleGrant:
    return RoleGrant.objects.select_for_update(of=("self",)).select_related("account", "unit").get(pk=grant.pk)


def _end(locked: RoleGrant, actor: Actor, document_no: str, at: datetime) -> RoleGrant:
    if locked.account.uuid == actor.uuid:
        raise Refusal("roles.to_oneself", _("Nobody changes his own roles."), field="account")
    if locked.valid_to is not None and locked.valid_to <= at:
        return locked
    locked.valid_to = max(at, locked.valid_from)
    locked.save(update_fields=["valid_to"])
    _tell("ended", [locked], actor, document_no, at)
    return locked


def _refuse_oneself(account: Account, actor: Actor, at: datetime) -> None:
    """Neither directly nor through an administrator whom one has made one."""
    if account.uuid == actor.uuid:
        raise Refusal("roles.to_oneself", _("Nobody gives a role to himself."), field="account")
    managing = RoleGrant.objects.in_force_at(at).filter(role__in=roles_with(MANAGE))
    made_by: dict[UUID, set[UUID]] = {}
    for holder, giver in managing.values_list("account__uuid", "given_by_uuid"):
        made_by.setdefault(holder, set()).add(giver)
    above, open_ones = {actor.uuid}, [actor.uuid]
    while open_ones:
        new = made_by.get(open_ones.pop(), set()) - above
        above |= new
        open_ones += new
    if account.uuid in above:
        message = _("%(name)s made the giver an administrator; somebody else gives him roles.")
        raise Refusal("roles.in_return", message, field="account", name=account.display_name)


def _check_giver(actor: Actor, unit: Unit, stream: Stream, at: datetime) -> None:
    """The giver looks after the roles of the unit, for all streams or for this one."""
    if actor.role == "system":
        return
    above = UnitClosure.objects.at(at).filter(descendant=unit).values("ancestor_id")
    if not grants_for(actor, MANAGE, at).filter(unit_id__in=above, stream__in=["", stream]).exists():
        raise Refusal("roles.outside_scope", _("You don't look after the roles of this unit."), field="unit")


def _check(grant: RoleGrant, since: datetime | None, until: datetime | None, at: datetime) -> None:
    """The period lies ahead, the role isn't held there already, and goes together with what is held meanwhile."""
    if since is not None and since < at:
        raise Refusal("roles.period", _("A role begins now or later."), field="first_day")
    grant.valid_from, grant.valid_to = since or at, until
    if until is not None and until <= at:
        raise Refusal("roles.period", _("This day is over."), field="last_day")
    if until is not None and until <= grant.valid_from:
        raise Refusal("roles.period", _("The last day lies before the first."), field="last_day")
    _refuse_auxiliary(grant, at)
    held = list(RoleGrant.objects.overlapping(grant.valid_from, until).filter(account=grant.account_id))
    same = ("role", "unit_id", "stream", "object_uuid")
    if any(all(getattr(one, name) == getattr(grant, name) for name in same) for one in held):
        raise Refusal("roles.held", _("The account holds this role there already."), field="role")
    if (other := find_conflict(grant, held, at)) is not None:
        raise Refusal(
            "roles.incompatible",
            _("One person cannot be both %(one)s and %(other)s."),
            field="role",
            one=Role(other.role).label,
            other=Role(grant.role).label,
        )


def _refuse_auxiliary(grant: RoleGrant, at: datetime) -> None:
    """Auxiliaries assist: they hold no role that changes results, levels or roles."""
    role = Role(grant.role)
    if grant.account.officer_id is None or not needs_second_factor(PERMISSIONS[role]):
        return
    held = ServiceStatus.objects.believed().holding_at(at).filter(officer=grant.account.officer_id)
    if held.filter(category=Category.AUXILIARY).exists():
        message = _("%(name)s is auxiliary police and cannot be %(role)s.")
        raise Refusal("roles.auxiliary", message, field="role", name=grant.account.display_name, role=role.label)


def _write(grants: list[RoleGrant], actor: Actor, document_no: str, at: datetime) -> None:
    for grant in grants:
        grant.given_by_uuid, grant.given_by_name, grant.document_no = actor.uuid, actor.name, document_no
    RoleGrant.objects.bulk_create(grants)
    _tell("given", grants, actor, document_no, at)


def _tell(what: str, grants: list[RoleGrant], actor: Actor, document_no: str, at: datetime) -> None:
    """The audit entries, and the notices to those whom it concerns."""
    record_entries(
        actor=actor,
        action=f"personnel.role_{what}",
        subjects=[
            Subject(
                kind="personnel.role_grant",
                uuid=grant.uuid,
                label=masked_name(grant.account.display_name),
                after={
                    "account": str(grant.account.uuid),
                    "role": grant.role,
                    "unit": grant.unit.code,
                    "stream": grant.stream,
                    "object": str(grant.object_uuid or ""),
                    "from": grant.valid_from.isoformat(),
                    "to": grant.valid_to.isoformat() if grant.valid_to else "",
                },
            )
            for grant in grants
        ],
        document_no=document_no,
        now=at,
    )
    versions = UnitVersion.objects.believed().holding_at(at).filter(unit__in={grant.unit_id for grant in grants})
    names = dict(versions.values_list("unit_id", "short_name"))
    told: dict[str, list[tuple[UUID, dict[str, str], str]]] = {}
    for grant in grants:
        place = grant.object_label or names.get(grant.unit_id, grant.unit.code)
        row = (grant.account.uuid, {"place": place}, reverse("personnel:own_roles"))
        told.setdefault(notice_code(what, Role(grant.role)), []).append(row)
    for code, rows in told.items():
        send_notices(code=code, told=rows, now=at)
