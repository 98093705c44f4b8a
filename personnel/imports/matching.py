"""Whom a row means: the hash of the identity number, else police number and name. What is ambiguous is refused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from personnel.changes.recording import lock_subjects
from personnel.imports.known import People, Person, Units, batches, load_people
from personnel.imports.reading import Entry
from personnel.imports.rules import holding
from personnel.imports.verdicts import Verdict, refuse_twice
from personnel.officers.fields import keyed_hash
from personnel.officers.models import Officer
from personnel.units.models import Unit
from records.days import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a list is compared with. day: from which it holds. document_no: of the list as a whole.

    own: the officer whose account asks.
    """

    units: Units
    day: datetime
    now: datetime
    document_no: str = ""
    own: frozenset[int] = frozenset()


def lock_units(codes: Collection[str]) -> None:
    """Keep the units that a plan posts people to as they are until the transaction ends; before anybody is locked."""
    lock_subjects([unit for some in batches(codes) for unit in Unit.objects.filter(code__in=some).only("pk")])


def lock_people(uuids: Collection[str]) -> None:
    """Keep those whom a plan means as they are until the transaction ends."""
    for some in batches(uuids):
        lock_subjects(Officer.objects.filter(uuid__in=some).only("pk"))


def match(entries: Sequence[Entry], at: datetime) -> tuple[list[Verdict], People]:
    """A verdict for each row with the person it means (None: nobody who is recorded)."""
    verdicts = [Verdict(entry) for entry in entries]
    for verdict in verdicts:
        if "id_number" in verdict.entry.values:
            verdict.digest = keyed_hash(verdict.entry.values["id_number"])
    numbers = {entry.values["number"] for entry in entries if "number" in entry.values}
    digests = {verdict.digest for verdict in verdicts if verdict.digest}
    people = load_people(digests, numbers)
    for verdict in verdicts:
        _find(verdict, people, at)
    return verdicts, people


def _find(verdict: Verdict, people: People, at: datetime) -> None:
    values = verdict.entry.values
    holder = people.holder_of(values["number"], at) if "number" in values else None
    verdict.person = people.by_hash.get(verdict.digest)
    if verdict.person is not None or holder is None:
        return
    is_namesake = holder.name == values.get("name")
    if is_namesake and not verdict.digest:
        verdict.person = holder
    elif is_namesake:
        verdict.entry.refuse("id_number_differs", "id_number")
    elif not verdict.digest:
        verdict.entry.refuse("number_of_another", "name")


def who_is(verdict: Verdict) -> object:
    """The key by which two rows mean one person; None where the row names nobody."""
    if verdict.person is not None:
        return verdict.person.pk
    return verdict.digest or None


def refuse_same_person(verdicts: Sequence[Verdict]) -> None:
    """A list of people has one row for each."""
    keys = {place: key for place, verdict in enumerate(verdicts) if (key := who_is(verdict)) is not None}
    refuse_twice(verdicts, keys, "person_twice", "name")


def refuse_same_number(verdicts: Sequence[Verdict]) -> None:
    """Nor do two people have one police number on one day."""
    wearers: dict[str, set[object]] = {}
    for verdict in verdicts:
        if "number" in verdict.entry.values:
            wearers.setdefault(verdict.entry.values["number"], set()).add(who_is(verdict))
    keys = {
        place: number
        for place, verdict in enumerate(verdicts)
        if len(wearers.get(number := verdict.entry.values.get("number", ""), ())) > 1
    }
    refuse_twice(verdicts, keys, "number_twice", "number")


def check_scope(verdict: Verdict, question: Question) -> None:
    """People of other units are none of the actor's business."""
    if verdict.person is None:
        return
    units = verdict.person.units_at(question.now)
    if units and not units & question.units.scope:
        verdict.entry.refuse("person_outside_scope", "name")


def refuse_own(verdict: Verdict, question: Question) -> None:
    """Nobody changes his own record; that a list names him as he is recorded is no matter."""
    if verdict.person is not None and verdict.person.pk in question.own and (verdict.steps or verdict.columns):
        verdict.entry.refuse("own_record", "name")


def check_unit(entry: Entry, question: Question, since: datetime) -> bool:
    """Whether the row's unit is there on the day and in scope; else the fault is noted."""
    unit = question.units.by_code.get(entry.values["unit"])
    if unit is None or not unit.versions:
        entry.refuse("unit_unknown", "unit")
    elif unit.pk not in question.units.scope:
        entry.refuse("outside_scope", "unit")
    elif holding(unit.versions, since) is None:
        first = unit.versions[0].since
        code = "unit_later" if first > since else "unit_closed"
        entry.refuse(code, "unit", day=day_of(first if code == "unit_later" else since).isoformat())
    else:
        return True
    return False


def check_joined(entry: Entry, joined: datetime, since: datetime, name: str) -> None:
    """Nothing holds of somebody before he joined."""
    if since < joined:
        entry.refuse("before_joining", name, day=day_of(joined).isoformat())


def serves_at(person: Person, at: datetime, serving: Sequence[Any]) -> bool:
    """Whether somebody serves at the instant."""
    status = holding(person.held("status"), at)
    return status is not None and status.values["status"] in serving
