"""Giving and ending roles."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.access.permissions import INCOMPATIBLE
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.rules import masked_name
from personnel.officers.states import Stream
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal


@transaction.atomic
def give_role(
    *,
    account: Account,
    role: Role,
    unit: Unit,
    actor: Actor,
    stream: Stream = Stream.NONE,
    until: datetime | None = None,
    document_no: str = "",
    now: datetime | None = None,
) -> RoleGrant:
    """Give an account a role from now on.

    Raises Refusal("roles.to_oneself" | "roles.held" | "roles.incompatible").
    """
    at = now or clock.now()
    Account.objects.select_for_update().get(pk=account.pk)
    if account.uuid == actor.uuid:
        raise Refusal("roles.to_oneself", _("Nobody gives a role to himself."), field="account")
    held = list(RoleGrant.objects.in_force_at(at).filter(account=account))
    if any(grant.role == role and grant.unit_id == unit.pk and grant.stream == stream for grant in held):
        raise Refusal("roles.held", _("The account holds this role there already."), field="role")
    for grant in held:
        if frozenset({Role(grant.role), role}) in INCOMPATIBLE:
            raise Refusal(
                "roles.incompatible",
                _("One person cannot be both %(one)s and %(other)s."),
                field="role",
                one=Role(grant.role).label,
                other=role.label,
            )
    made = RoleGrant.objects.create(
        account=account,
        role=role,
        unit=unit,
        stream=stream,
        valid_from=at,
        valid_to=until,
        given_by_uuid=actor.uuid,
        given_by_name=actor.name,
        document_no=document_no,
    )
    _audit("personnel.role_given", made, actor, document_no, at)
    return made


@transaction.atomic
def end_role(*, grant: RoleGrant, actor: Actor, document_no: str = "", now: datetime | None = None) -> RoleGrant:
    """End a role now; ending one that has ended changes nothing.

    Raises Refusal("roles.to_oneself").
    """
    at = now or clock.now()
    locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("account").get(pk=grant.pk)
    if locked.account.uuid == actor.uuid:
        raise Refusal("roles.to_oneself", _("Nobody changes his own roles."), field="account")
    if locked.valid_to is not None and locked.valid_to <= at:
        return locked
    locked.valid_to = max(at, locked.valid_from)
    locked.save(update_fields=["valid_to"])
    _audit("personnel.role_ended", locked, actor, document_no, at)
    return locked


def _audit(action: str, grant: RoleGrant, actor: Actor, document_no: str, at: datetime) -> None:
    record_entry(
        actor=actor,
        action=action,
        subject_kind="personnel.role_grant",
        subject_uuid=grant.uuid,
        subject_label=masked_name(grant.account.display_name),
        after={"account": str(grant.account.uuid), "role": grant.role, "unit": grant.unit.code, "stream": grant.stream},
        document_no=document_no,
        now=at,
    )
