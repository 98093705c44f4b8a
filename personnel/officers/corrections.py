"""Corrections: personal data in place, and acts that should not have been recorded, taken back whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change, DatedFact
from personnel.changes.recording import close_facts, copy_of, lock_subjects, open_facts
from personnel.officers.fields import keyed_hash
from personnel.officers.initials import name_pinyin
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    NameInitials,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.numbers import hold_numbers
from personnel.officers.recorded import audit, changes_of
from personnel.officers.rules import is_id_number, masked_id_number, masked_name, normalized_id_number
from personnel.officers.states import Sex
from personnel.officers.taking_on import write_initials
from records.actor import Actor
from records.refusals import Refusal

FACTS: Final[tuple[type[DatedFact], ...]] = (
    ServiceStatus,
    PoliceNumber,
    Rank,
    Appointment,
    LegalQualification,
    FirstReview,
)
# What stays: a person who was taken on, and what is itself a correction.
LASTING: Final = frozenset({"officer.taken_on", "officer.corrected", "officer.taken_back", "officer.number_corrected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What was wrong about a person, as it is right; None: it was right."""

    name: str | None = None
    sex: Sex | None = None
    born_on: date | None = None
    id_number: str | None = None
    joined_on: date | None = None

    def differences(self, officer: Officer) -> dict[str, Any]:
        """What is given and differs from what stands."""
        given = {field: getattr(self, field) for field in self.__slots__}
        return {
            field: value for field, value in given.items() if value is not None and value != getattr(officer, field)
        }


@transaction.atomic
def correct_person(
    *,
    officer: Officer,
    right: PersonalData,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> Officer:
    """Put a person's data right in place; the change says what it was, numbers masked. Returns the officer, fresh.

    Raises Refusal("officers.nothing_to_correct" | "officers.name" | "officers.id_number" | "officers.known" |
    "officers.born_later" | "officers.joined_later").
    """
    (locked,) = lock_subjects([officer])
    differences = right.differences(locked)
    _refuse_wrong(locked, differences)
    changes_of(
        [locked],
        "officer.corrected",
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        params={locked.pk: {"fields": before_and_after(locked, differences)}},
    )
    was = {field: _masked(field, getattr(locked, field)) for field in differences}
    _write(locked, differences)
    masked = {field: _masked(field, value) for field, value in differences.items()}
    audit(
        "personnel.officer_corrected",
        [locked],
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        before={locked.pk: was},
        after={locked.pk: masked},
    )
    locked.refresh_from_db()
    return locked


@transaction.atomic
def take_back(
    *, change: Change, actor: Actor, document_no: str = "", reason: str = "", now: datetime | None = None
) -> None:
    """Take an act on an officer back that should not have been recorded: what it opened is no longer believed, what it
    ended goes on as it was.

    Raises Refusal("officers.not_taken_back" | "officers.rests_on_it" | "facts.overlap").
    """
    officer = change.officer
    if officer is None or not may_be_taken_back(change):
        raise _not_taken_back()
    hold_numbers()
    changes = changes_of(
        [officer],
        "officer.taken_back",
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        params={officer.pk: {"change": str(change.uuid), "code": change.reason_code}},
    )
    for model in FACTS:
        _undo(model, change, changes)
    if not ServiceStatus.objects.believed().filter(officer=officer).exists():  # a list took him on
        raise _not_taken_back()
    audit(
        "personnel.officer_taken_back",
        [officer],
        actor=actor,
        document_no=document_no,
        reason=reason,
        now=now,
        after={officer.pk: {"change": str(change.uuid), "code": change.reason_code}},
    )


def _not_taken_back() -> Refusal:
    return Refusal("officers.not_taken_back", _("This can't be taken back: correct what is wrong in it."))


def may_be_taken_back(change: Change) -> bool:
    """Whether it is an act of this floor on an officer, and no correction itself."""
    return change.reason_code.startswith("officer.") and change.reason_code not in LASTING


def _undo(model: type[DatedFact], change: Change, changes: Mapping[int, Change]) -> None:
    opened = list(model._default_manager.filter(opened_by=change))
    if any(row.closed_by_id is not None for row in opened):
        raise Refusal("officers.rests_on_it", _("A later act rests on this one. Take the later one back first."))
    closed = list(model._default_manager.filter(closed_by=change))
    close_facts(opened, changes)
    open_facts([copy_of(row, next(iter(changes.values()))) for row in closed])


def before_and_after(person: object, differences: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What was and what is, by column, as a change keeps it: an identity number masked."""
    return {
        field: {"before": _shown(field, getattr(person, field)), "after": _shown(field, value)}
        for field, value in differences.items()
    }


def _refuse_wrong(officer: Officer, differences: Mapping[str, Any]) -> None:
    if not differences:
        raise Refusal("officers.nothing_to_correct", _("Nothing differs from what is recorded."))
    if "name" in differences and not differences["name"].strip():
        raise Refusal("officers.name", _("A person needs a name."), field="name")
    number = differences.get("id_number")
    if number is not None:
        if not is_id_number(normalized_id_number(number)):
            raise Refusal(
                "officers.id_number",
                _("The identity number of %(name)s is wrong."),
                field="id_number",
                name=officer.name,
            )
        others = Officer.objects.filter(id_number_hash=keyed_hash(normalized_id_number(number)))
        if others.exclude(pk=officer.pk).exists():
            raise Refusal(
                "officers.known",
                _("Somebody with the identity number of %(name)s is registered."),
                field="id_number",
                name=officer.name,
            )
    born_on = differences.get("born_on", officer.born_on)
    joined_on = differences.get("joined_on", officer.joined_on)
    if born_on >= joined_on:
        field = "joined_on" if "joined_on" in differences else "born_on"
        raise Refusal("officers.born_later", _("%(name)s can't join before birth."), field=field, name=officer.name)


def _write(officer: Officer, differences: Mapping[str, Any]) -> None:
    """The row, and what is copied from it: the hash, and what copy_names copies."""
    values = dict(differences)
    if "id_number" in values:
        values["id_number"] = normalized_id_number(values["id_number"])
        values["id_number_hash"] = keyed_hash(values["id_number"])
    if "name" in values:
        values["name"] = values["name"].strip()
        values["pinyin"] = name_pinyin(values["name"])
    Officer.objects.filter(pk=officer.pk).update(**values)
    if "name" in values:
        officer.name = values["name"]
        copy_names([officer])


def copy_names(officers: Sequence[Officer]) -> None:
    """What is copied from names that were corrected: their initials, and the accounts' names."""
    NameInitials.objects.filter(officer__in=officers).delete()
    write_initials(officers)
    # Accounts stand above this room; their name is a copy of this one.
    accounts = apps.get_model("personnel", "Account")._default_manager
    names: dict[int | None, str] = {officer.pk: officer.name for officer in officers}
    held = list(accounts.filter(officer__in=officers))
    for account in held:
        account.display_name = names[account.officer_id]
    accounts.bulk_update(held, ["display_name"], batch_size=500)


def _shown(field: str, value: Any) -> str:
    """As the change keeps it: an identity number masked."""
    return masked_id_number(value) if field == "id_number" else str(value)


def _masked(field: str, value: Any) -> str:
    """As the audit entry keeps it: the name and the day of birth masked, too."""
    if field == "name":
        return masked_name(value)
    return str(value.year) if field == "born_on" else _shown(field, value)
