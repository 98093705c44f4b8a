"""The auditor's questions about entries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from personnel.access.scope import grants_for, units_of
from personnel.accounts.models import Account
from personnel.audit.people import MOST_PEOPLE, uuids_of
from personnel.officers.models import Appointment, Officer, PoliceNumber
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.actions import known_programs
from records.actor import Actor
from records.days import end_of, start_of
from records.models import AuditEntry

VIEW: Final = "audit.view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries; empty values mean all. days are inclusive."""

    action: str = ""
    who: str = ""
    subject: str = ""
    unit: Unit | None = None
    document_no: str = ""
    address: str = ""
    first_day: date | None = None
    last_day: date | None = None


def entries_visible_to(actor: Actor, *, now: datetime) -> "QuerySet[AuditEntry]":
    """All entries for an auditor of the whole bureau; for one of a unit, what its people did and what was done to them.

    That is: acts for a unit below his, by its people, and those whose subject is one of its units, people, accounts or
    its people's roles. An act on something else of theirs (a result, a level, a course) is among them only where one
    of his people did it or it was done for his units. One's own acts for anybody else.
    """
    granted = grants_for(actor, VIEW, now).values("unit_id")
    if not granted.exists():
        return AuditEntry.objects.filter(actor_uuid=actor.uuid)
    tops = UnitVersion.objects.believed().holding_at(now).filter(unit_id__in=granted, parent__isnull=True)
    if tops.exists():
        return AuditEntry.objects.all()
    units = units_of(actor, VIEW, now)
    officers = Appointment.objects.believed().holding_at(now).filter(unit_id__in=units).values("officer_id")
    accounts = Account.objects.filter(officer_id__in=officers)
    unit_uuids = Unit.objects.filter(pk__in=units).values("uuid")
    return AuditEntry.objects.filter(
        Q(actor_unit__in=unit_uuids)
        | Q(actor_uuid__in=accounts.values("uuid"))
        | Q(subject_uuid__in=unit_uuids)
        | Q(subject_uuid__in=accounts.values("uuid"))
        | Q(subject_uuid__in=accounts.filter(role_grants__isnull=False).values("role_grants__uuid"))
        | Q(subject_uuid__in=Officer.objects.filter(pk__in=officers).values("uuid"))
    )


def find_entries(wanted: Wanted, *, actor: Actor, now: datetime) -> "QuerySet[AuditEntry]":
    """The entries asked for, the newest first."""
    entries = entries_visible_to(actor, now=now)
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.who:
        entries = entries.filter(_by(wanted.who, now))
    if wanted.subject:
        entries = entries.filter(_on(wanted.subject))
    if wanted.unit:
        below = UnitClosure.objects.at(now).filter(ancestor=wanted.unit)
        entries = entries.filter(actor_unit__in=list(below.values_list("descendant__uuid", flat=True)))
    if wanted.document_no:
        entries = entries.filter(document_no=wanted.document_no)
    if wanted.address:
        entries = entries.filter(address=wanted.address)
    if wanted.first_day:
        entries = entries.filter(at__gte=start_of(wanted.first_day))
    if wanted.last_day:
        entries = entries.filter(at__lt=end_of(wanted.last_day))
    return entries.order_by("-at", "-pk")


def _by(who: str, now: datetime) -> Q:
    """Acts of the people, or the program, of that name or number; refused sign-ins under that name."""
    numbers = PoliceNumber.objects.believed().holding_at(now).filter(number=who.upper())
    accounts = Account.objects.filter(
        Q(display_name__contains=who) | Q(login_name=who) | Q(officer_id__in=numbers.values("officer_id"))
    )
    programs = [
        Actor.system(name).uuid for name, words in known_programs().items() if who.casefold() in words.casefold()
    ]
    people = list(accounts.values_list("uuid", flat=True)[:MOST_PEOPLE])
    return Q(actor_uuid__in=[*people, *programs]) | Q(actor_uuid=Actor.system("sign-in").uuid, actor_name=who)


def _on(subject: str) -> Q:
    """What was done to the thing with that uuid, with that in its label, or to the people of that name or number."""
    try:
        return Q(subject_uuid=UUID(subject)) | Q(uuid=UUID(subject))
    except ValueError:
        return Q(subject_label__contains=subject) | Q(subject_uuid__in=uuids_of(subject.strip()))
