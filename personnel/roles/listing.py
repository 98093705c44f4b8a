"""The roles that the address asks for, with who holds them and where he serves today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from personnel.accounts.models import Account
from personnel.home.wording import record_day
from personnel.officers.models import Appointment, PoliceNumber
from personnel.officers.states import Relation
from personnel.roles.models import RoleGrant, RoleGrantQuerySet
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.actor import Actor
from records.days import last_day_before
from records.periods import reaching

SOON = timedelta(days=30)


class Shown(TextChoices):
    """Which grants, by the clock."""

    IN_FORCE = "", pgettext_lazy("roles", "in force")
    SOON = "soon", gettext_lazy("ending within 30 days")
    AHEAD = "ahead", gettext_lazy("not begun yet")
    AWAY = "away", gettext_lazy("holder not in this unit")
    ENDED = "ended", pgettext_lazy("roles", "ended")
    ALL = "all", pgettext_lazy("roles", "all, with their history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for; empty values mean all that is in force."""

    who: str = ""
    role: str = ""
    unit: Unit | None = None
    shown: str = ""


def find_grants(wanted: Wanted, *, actor: Actor, now: datetime) -> RoleGrantQuerySet:
    """The grants asked for within the reader's scope, with number, unit_name, holder_unit and is_away."""
    grants = _annotated(RoleGrant.objects.visible_to(actor), now)
    grants = _by_clock(grants, wanted.shown, now)
    if wanted.role:
        grants = grants.filter(role=wanted.role)
    if wanted.unit:
        grants = grants.filter(unit__in=Unit.objects.below(wanted.unit.pk, now).values("pk"))
    if wanted.who:
        holders = PoliceNumber.objects.believed().holding_at(now).filter(number=wanted.who.upper())
        by_number = Q(account__officer__in=holders.values("officer_id")) | Q(account__login_name=wanted.who)
        grants = grants.filter(Q(account__display_name__contains=wanted.who) | by_number)
    order = ("account__display_name", "-valid_from", "pk") if wanted.shown == Shown.ALL else ("role", "unit__code")
    return grants.select_related("account").order_by(*order, "account__display_name", "pk")


def find_own(actor: Actor, now: datetime) -> RoleGrantQuerySet:
    """The actor's own grants that are not over."""
    own = RoleGrant.objects.filter(account__uuid=actor.uuid).overlapping(now, None)
    return _annotated(own, now).select_related("account").order_by("valid_from", "pk")


def serves_in(account: Account, unit: Unit, now: datetime) -> bool:
    """Whether the account's holder has a post in the unit or below it; True for nobody's account."""
    if account.officer_id is None:
        return True
    below = UnitClosure.objects.at(now).filter(ancestor=unit).values("descendant_id")
    return Appointment.objects.believed().holding_at(now).filter(officer=account.officer_id, unit_id__in=below).exists()


def _annotated(grants: RoleGrantQuerySet, now: datetime) -> RoleGrantQuerySet:
    number = PoliceNumber.objects.believed().holding_at(now).filter(officer=OuterRef("account__officer"))
    posts = Appointment.objects.believed().holding_at(now).filter(officer=OuterRef("account__officer"))
    names = UnitVersion.objects.believed().holding_at(now)
    below = UnitClosure.objects.at(now).filter(ancestor=OuterRef(OuterRef("unit")), descendant=OuterRef("unit"))
    post = posts.filter(relation=Relation.ESTABLISHED).annotate(name=_name_then(now))
    questions: dict[str, Any] = {
        "number": Subquery(number.values("number")[:1]),
        "unit_name": Subquery(names.filter(unit=OuterRef("unit")).values("short_name")[:1]),
        "holder_unit": Subquery(post.values("name")[:1]),
        "is_away": Q(account__officer__isnull=False, object_kind="") & ~Exists(posts.filter(Exists(below))),
    }
    return grants.annotate(**questions)


def _name_then(now: datetime) -> Subquery:
    """The short name of the unit of a post."""
    names = UnitVersion.objects.believed().holding_at(now).filter(unit=OuterRef("unit"))
    return Subquery(names.values("short_name")[:1])


def _by_clock(grants: RoleGrantQuerySet, shown: str, now: datetime) -> RoleGrantQuerySet:
    if shown == Shown.ALL:
        return grants
    if shown == Shown.ENDED:
        return grants.filter(valid_to__lte=now)
    if shown == Shown.AHEAD:
        return grants.filter(reaching(now), valid_from__gt=now)
    holding = grants.in_force_at(now)
    if shown == Shown.SOON:
        return holding.filter(valid_to__lte=now + SOON)
    away: dict[str, Any] = {"is_away": True}
    return holding.filter(**away) if shown == Shown.AWAY else holding


@dataclass(frozen=True, slots=True)
class Row:
    """One grant as a list shows it."""

    grant: RoleGrant
    place: str
    kind: str  # a meaning of marks.py
    state: str
    may_end: bool


def rows_of(grants: Iterable[RoleGrant], actor: Actor, now: datetime) -> list[Row]:
    """With their state in words."""
    return [_row(grant, actor, now) for grant in grants]


def _row(grant: RoleGrant, actor: Actor, now: datetime) -> Row:
    kind, state = _state(grant, now)
    is_over = grant.valid_to is not None and grant.valid_to <= now
    place = grant.object_label or getattr(grant, "unit_name", None) or "—"
    return Row(grant, place, kind, state, not is_over and not grant.is_assigned and grant.account.uuid != actor.uuid)


def _state(grant: RoleGrant, now: datetime) -> tuple[str, str]:
    if grant.valid_to is not None and grant.valid_to <= now:
        return "absent", _("ended")
    if grant.valid_from > now:
        return "ahead", _("from %(day)s") % {"day": record_day(grant.valid_from)}
    if grant.valid_to is not None:
        day = record_day(last_day_before(grant.valid_to))
        return ("soon" if grant.valid_to <= now + SOON else "done"), _("until %(day)s") % {"day": day}
    return "done", _("in force")
