"""Who watches a sitting: two for each room of thirty, from other units than the candidates'."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.sittings.models import SITTING, Registration, Sitting
from exams.sittings.rules import invigilators_at_most
from exams.sittings.sittings import lock_sitting, refuse_authors
from exams.sittings.states import SittingState
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Appointment
from personnel.roles.models import RoleGrant, RoleGrantQuerySet
from personnel.roles.roles import Object, assign_role, unassign_role
from records import clock
from records.actor import Actor
from records.days import day_of, end_of
from records.refusals import Refusal

AHEAD = (SittingState.PLANNED, SittingState.PUBLISHED, SittingState.OPEN, SittingState.SUSPENDED)


def invigilators_of(sitting: Sitting, now: datetime) -> RoleGrantQuerySet:
    """The assignments that are in force or still to begin."""
    grants = RoleGrant.objects.of_objects(SITTING, sitting.uuid).filter(role=Role.INVIGILATOR)
    return grants.overlapping(now, None).select_related("account__officer").order_by("pk")


@transaction.atomic
def assign_invigilators(
    *, sitting: Sitting, accounts: Iterable[Account], actor: Actor, now: datetime | None = None
) -> list[RoleGrant]:
    """Assign invigilators: until the end of the sitting's day they see who sits in it, and nothing else.

    Raises Refusal("sittings.author" | "invigilators.over" | "invigilators.own_unit" | "invigilators.too_many"), and
    what assign_role refuses.
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    if locked.state_at(at) not in AHEAD:
        raise Refusal("invigilators.over", _("The sitting is over."))
    named = list({account.pk: account for account in accounts}.values())
    _refuse_own_unit(locked, named)
    candidates = Registration.objects.live().filter(sitting=locked).count()
    most = invigilators_at_most(candidates)
    if invigilators_of(locked, at).count() + len(named) > most:
        raise Refusal(
            "invigilators.too_many",
            _("%(candidates)s candidates have %(most)s invigilators at most: two for each room of thirty."),
            field="numbers",
            candidates=candidates,
            most=most,
        )
    what = Object(kind=SITTING, uuid=locked.uuid, label=str(locked), unit=locked.exam.owner)
    until = end_of(day_of(locked.closes_at))
    return assign_role(accounts=named, role=Role.INVIGILATOR, to=what, until=until, actor=actor, now=at)


@transaction.atomic
def withdraw_invigilator(*, sitting: Sitting, grant: RoleGrant, actor: Actor, now: datetime | None = None) -> RoleGrant:
    """Take an invigilator off. Raises Refusal("sittings.author")."""
    refuse_authors(lock_sitting(sitting).paper, actor)
    return unassign_role(grant=grant, actor=actor, now=now)


def _refuse_own_unit(sitting: Sitting, accounts: list[Account]) -> None:
    """Nobody watches himself or the people of the units that he belongs to on the day."""
    seated = Registration.objects.live().filter(sitting=sitting).values("officer_id")
    posts = Appointment.objects.believed().holding_at(sitting.opens_at)
    units = posts.filter(officer__in=seated).values("unit_id")
    for account in accounts:
        own = posts.filter(officer=account.officer_id, unit__in=units)
        if account.officer_id is not None and own.exists():
            raise Refusal(
                "invigilators.own_unit",
                _("%(name)s belongs to a candidate's unit; invigilators come from other units."),
                field="numbers",
                name=account.display_name,
            )
