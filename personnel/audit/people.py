"""Whom entries are about. What is stored is masked; an auditor is told name and number as they are today."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from personnel.accounts.models import Account
from personnel.officers.models import Officer, PoliceNumber
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit
from records.models import AuditEntry

MOST_PEOPLE: Final = 200  # of one name that a search follows
AT_ONCE: Final = 5_000  # uuids of one query
PEOPLE: Final = frozenset({"account", "officer"})  # keys whose values are their uuids
UNITS: Final = frozenset({"owner", "parent", "unit"})  # keys whose values are units' codes


def uuids_of(words: str) -> list[UUID]:
    """The people of that name, or who have or had that number, their accounts and all that was granted to them."""
    numbered = PoliceNumber.objects.believed().filter(number=words.upper()).values("officer_id")
    officers = list(Officer.objects.filter(Q(name=words) | Q(pk__in=numbered)).values_list("pk", "uuid")[:MOST_PEOPLE])
    mine = Q(officer_id__in=[pk for pk, _uuid in officers]) | Q(login_name=words) | Q(display_name=words)
    accounts = list(Account.objects.filter(mine).values_list("pk", "uuid")[:MOST_PEOPLE])
    grants = RoleGrant.objects.filter(account_id__in=[pk for pk, _uuid in accounts]).values_list("uuid", flat=True)
    return [*(uuid for _pk, uuid in [*officers, *accounts]), *grants]


def people_of(uuids: Iterable[UUID | None], now: datetime) -> dict[str, str]:
    """{uuid: "name number"} of those uuids that are officers, accounts or grants; one query for a page of them."""
    wanted = sorted({uuid for uuid in uuids if uuid})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        for uuid, name, number in _rows(wanted[start : start + AT_ONCE], now):
            found[str(uuid)] = f"{name} {number}" if number else name
    return found


def _rows(uuids: list[UUID], now: datetime) -> Iterable[tuple[UUID, str, str | None]]:
    def number(officer: str) -> Subquery:
        held = PoliceNumber.objects.believed().holding_at(now).filter(officer=OuterRef(officer))
        return Subquery(held.values("number")[:1])

    officers = Officer.objects.filter(uuid__in=uuids)
    accounts = Account.objects.filter(uuid__in=uuids)
    grants = RoleGrant.objects.filter(uuid__in=uuids)
    return (
        officers.annotate(shown=F("name"), no=number("pk"))
        .values_list("uuid", "shown", "no")
        .union(
            accounts.annotate(shown=F("display_name"), no=Coalesce(number("officer"), F("login_name"))).values_list(
                "uuid", "shown", "no"
            ),
            grants.annotate(
                shown=F("account__display_name"), no=Coalesce(number("account__officer"), F("account__login_name"))
            ).values_list("uuid", "shown", "no"),
            all=True,
        )
    )


def names_in(entries: Iterable[AuditEntry], now: datetime) -> dict[str, str]:
    """What stands behind the uuids and codes of the entries: people by uuid, units by code."""
    uuids: set[UUID | None] = set()
    codes: set[str] = set()
    for entry in entries:
        uuids.add(entry.subject_uuid)
        for key, value in _values(entry.before, entry.after):
            if key in PEOPLE and (uuid := _as_uuid(value)):
                uuids.add(uuid)
            elif key in UNITS:
                codes.add(value)
    found = people_of(uuids, now)
    if codes:
        found |= {unit.code: unit.short_name for unit in Unit.objects.named_at(now).filter(code__in=codes)}
    return found


def _values(*parts: Any) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, dict):
            yield from ((str(key), value) for key, value in part.items() if isinstance(value, str))


def _as_uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
