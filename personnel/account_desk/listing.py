"""Who has an account, and how it stands: what the security administrator looks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer, OfficerQuerySet, PoliceNumber
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit
from records.actor import Actor

MANAGE = "accounts.manage"


class Standing(TextChoices):
    """How an account stands."""

    NONE = "none", _("no account")
    FRESH = "fresh", _("never signed in")
    LOCKED = "locked", _("locked")
    GONE = "gone", _("no longer in service")
    OPEN = "open", _("in use")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for."""

    who: str = ""
    unit: Unit | None = None
    standing: str = ""
    role: str = ""
    factor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line: somebody, his account if he has one, and how it stands."""

    officer: Officer | None
    account: Account | None
    standing: Standing
    roles: list[str]
    has_factor: bool


def find_people(wanted: Wanted, *, actor: Actor, now: datetime) -> "QuerySet[Officer]":
    """People within the actor's scope who serve or have an account, with what the list shows."""
    people = Officer.objects.kept_by(actor, MANAGE, now=now)
    people = people.filter(Q(pk__in=Officer.objects.in_service_at(now)) | Q(account__isnull=False))
    if wanted.who:
        number = PoliceNumber.objects.believed().holding_at(now).filter(number__startswith=wanted.who.upper())
        people = people.filter(Q(name__contains=wanted.who) | Q(pk__in=number.values("officer_id")))
    if wanted.unit is not None:
        people = people.posted_below(wanted.unit.pk, now)
    people = _standing(people, wanted.standing, now)
    if wanted.role:
        people = people.filter(account__in=_holders(wanted.role, now))
    if wanted.factor:
        held = Exists(_factors("account__pk"))
        people = people.filter(held if wanted.factor == "on" else ~held, account__isnull=False)
    posted: QuerySet[Any] = people.with_post_at(now)
    found: QuerySet[Officer] = (
        posted.annotate(serves=Exists(Officer.objects.in_service_at(now).filter(pk=OuterRef("pk"))))
        .annotate(has_factor=Exists(_factors("account__pk")))
        .select_related("account")
        .prefetch_related(_grants("account__role_grants", now))
        .order_by("-serves", "unit_name", "pinyin", "pk")
    )
    return found


def find_others(wanted: Wanted, *, actor: Actor, now: datetime) -> "QuerySet[Account]":
    """Accounts of nobody's: of the vendor, of an auditor from elsewhere."""
    accounts = Account.objects.visible_to(actor, MANAGE).filter(officer__isnull=True)
    if wanted.who:
        accounts = accounts.filter(Q(login_name__contains=wanted.who) | Q(display_name__contains=wanted.who))
    with_factor: QuerySet[Account] = accounts.annotate(has_factor=Exists(_factors("pk")))
    return with_factor.prefetch_related(_grants("role_grants", now)).order_by("login_name")


def row_of_person(officer: Officer) -> Row:
    """The line of somebody found by find_people."""
    account: Account | None = getattr(officer, "account", None)
    return Row(officer, account, _stands(account, serves=officer.serves), _roles(account), officer.has_factor)  # type: ignore[attr-defined]


def row_of_other(account: Account) -> Row:
    """The line of an account found by find_others."""
    return Row(None, account, _stands(account, serves=True), _roles(account), account.has_factor)  # type: ignore[attr-defined]


def _stands(account: Account | None, *, serves: bool) -> Standing:
    if account is None:
        return Standing.NONE
    if not account.is_active:
        return Standing.LOCKED
    if not serves:
        return Standing.GONE
    return Standing.OPEN if account.last_login else Standing.FRESH


def _standing(people: OfficerQuerySet, standing: str, now: datetime) -> OfficerQuerySet:
    serving = Q(pk__in=Officer.objects.in_service_at(now))
    conditions = {
        Standing.NONE: Q(account__isnull=True),
        Standing.LOCKED: Q(account__is_active=False),
        Standing.GONE: Q(account__is_active=True) & ~serving,
        Standing.FRESH: Q(account__is_active=True, account__last_login__isnull=True) & serving,
        Standing.OPEN: Q(account__is_active=True, account__last_login__isnull=False) & serving,
    }
    return people.filter(conditions[Standing(standing)]) if standing else people


def _factors(key: str) -> "QuerySet[Authenticator]":
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=OuterRef(key), type=Authenticator.Type.TOTP)
    return rows


def _holders(role: str, now: datetime) -> "QuerySet[Any, Any]":
    return RoleGrant.objects.in_force_at(now).filter(role=role).values("account_id")


def _grants(path: str, now: datetime) -> "Prefetch[str, QuerySet[RoleGrant], str]":
    return Prefetch(path, RoleGrant.objects.in_force_at(now).order_by("role"), to_attr="grants_now")


def _roles(account: Account | None) -> list[str]:
    held = {grant.role for grant in getattr(account, "grants_now", ())}
    return [str(Role(role).label) for role in sorted(held)]
