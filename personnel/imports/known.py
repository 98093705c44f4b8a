"""What is recorded, as far as a list touches it: a few queries whatever the list's length."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from personnel.access.scope import units_of
from personnel.changes.models import DatedFact
from personnel.imports.rules import Held, holding
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.states import SERVING, Relation
from personnel.units.models import Unit, UnitVersion
from records.actor import Actor

BATCH: Final = 5000
T = TypeVar("T")

POST_VALUES: Final = ("unit", "post", "duties", "stream", "is_head", "acting")
UNIT_VALUES: Final = ("name", "short_name", "kind", "is_law_enforcement", "parent")

# Fact to (its table, the columns that it says something in, by the names of the lists).
FACTS: Final[dict[str, tuple[type[DatedFact], tuple[tuple[str, str], ...]]]] = {
    "status": (ServiceStatus, (("category", "category"), ("status", "status"), ("established", "established"))),
    "number": (PoliceNumber, (("number", "number"),)),
    "rank": (Rank, (("rank", "rank"), ("grade", "grade"))),
    "post": (
        Appointment,
        (("unit", "unit_id"), *((name, name) for name in POST_VALUES[1:]), ("relation", "relation")),
    ),
    "certificate": (LegalQualification, (("certificate_no", "certificate_no"),)),
    "review": (FirstReview, ()),
}


@dataclass(slots=True)
class Person:
    """Somebody who is recorded, with the facts about him by kind; posts go by their relation."""

    pk: int
    uuid: UUID
    name: str
    sex: str
    born_on: date
    joined_on: date
    facts: dict[str, list[Held]] = field(default_factory=dict)

    def held(self, fact: str) -> list[Held]:
        """The believed facts of that kind."""
        return self.facts.get(fact, [])

    def units_at(self, at: datetime) -> set[int]:
        """Where he is established, or was last; where he has other posts only if he never was anywhere."""
        established = self.held(Relation.ESTABLISHED)
        own = holding(established, at) or max(established, key=lambda post: post.since, default=None)
        posts = [own] if own else [post for relation in Relation.values for post in self.held(relation)]
        return {post.values["unit"] for post in posts}


@dataclass(slots=True)
class People:
    """Those whom a list may mean: by the hash of their identity number, and who held which police number when."""

    by_hash: dict[str, Person] = field(default_factory=dict)
    by_pk: dict[int, Person] = field(default_factory=dict)
    numbers: dict[str, list[tuple[int, Held]]] = field(default_factory=dict)

    def holder_of(self, number: str, at: datetime) -> Person | None:
        """Who holds the police number at the instant."""
        rows = self.numbers.get(number, ())
        return next((self.by_pk[pk] for pk, held in rows if holding([held], at)), None)


@dataclass(slots=True)
class KnownUnit:
    """A unit with its versions; the parent stands by its code."""

    pk: int
    uuid: UUID
    code: str
    versions: list[Held] = field(default_factory=list)

    def name_at(self, at: datetime) -> str:
        """Its short name then, or its latest."""
        version = holding(self.versions, at) or (self.versions[-1] if self.versions else None)
        return version.values["short_name"] if version else self.code


@dataclass(slots=True)
class Units:
    """All units, and the keys of those in the actor's scope."""

    by_code: dict[str, KnownUnit]
    by_pk: dict[int, KnownUnit]
    scope: frozenset[int]

    def parents_at(self, at: datetime) -> dict[str, str | None]:
        """Code of each unit that stands to that of its parent."""
        versions = {code: holding(unit.versions, at) for code, unit in self.by_code.items()}
        return {code: version.values["parent"] for code, version in versions.items() if version}


def batches(keys: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The keys in pieces that fit into one statement."""
    rest = list(keys)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def load_units(actor: Actor, permission: str, now: datetime) -> Units:
    """The whole tree: two thousand units and their versions."""
    units = {pk: KnownUnit(pk, uuid, code) for pk, uuid, code in Unit.objects.values_list("pk", "uuid", "code")}
    rows = UnitVersion.objects.believed().order_by("valid_from")
    for pk, unit, since, until, parent, *values in rows.values_list(
        "pk", "unit_id", "valid_from", "valid_to", "parent_id", *UNIT_VALUES[:-1]
    ):
        known = dict(zip(UNIT_VALUES, [*values, units[parent].code if parent else None], strict=True))
        units[unit].versions.append(Held(pk, since, until, known))
    scope = frozenset(units_of(actor, permission, now).values_list("descendant_id", flat=True))
    return Units({unit.code: unit for unit in units.values()}, units, scope)


def load_people(hashes: Collection[str], numbers: Collection[str]) -> People:
    """Everybody with one of the hashes, everybody who ever held one of the numbers, and the facts about them."""
    people = People()
    columns = ("pk", "uuid", "name", "sex", "born_on", "joined_on")
    for some in batches(hashes):
        rows = Officer.objects.filter(id_number_hash__in=some).values_list(*columns, "id_number_hash")
        for *values, digest in rows:
            person = Person(*values)
            people.by_hash[digest] = people.by_pk[person.pk] = person
    holders: dict[str, list[tuple[int, Held]]] = defaultdict(list)
    for some in batches(numbers):
        found = PoliceNumber.objects.believed().filter(number__in=some).order_by("valid_from")
        for pk, officer, number, since, until in found.values_list(
            "pk", "officer_id", "number", "valid_from", "valid_to"
        ):
            holders[number].append((officer, Held(pk, since, until, {"number": number})))
    people.numbers = dict(holders)
    others = {pk for rows in holders.values() for pk, _held in rows} - people.by_pk.keys()
    for keys in batches(sorted(others)):
        for values in Officer.objects.filter(pk__in=keys).values_list(*columns):
            people.by_pk[values[0]] = Person(*values)
    load_facts(people.by_pk)
    return people


def load_facts(by_pk: dict[int, Person]) -> None:
    """Give each person the believed facts about him, in the order of their beginning."""
    for fact, (model, columns) in FACTS.items():
        names = [name for name, _column in columns]
        attributes = [column for _name, column in columns]
        manager: Any = model._default_manager
        for some in batches(sorted(by_pk)):
            rows = manager.filter(closed_by__isnull=True, officer__in=some).order_by("valid_from", "pk")
            for pk, officer, since, until, *values in rows.values_list(
                "pk", "officer_id", "valid_from", "valid_to", *attributes
            ):
                known = dict(zip(names, values, strict=True))
                kind = known.pop("relation") if fact == "post" else fact
                by_pk[officer].facts.setdefault(kind, []).append(Held(pk, since, until, known))


def missing_people(
    units: Units, named: Iterable[str], known: Collection[int], at: datetime
) -> Sequence[tuple[UUID, str, str, str]]:
    """(uuid, name, police number, unit) of those posted in the units that the file names who aren't in it."""
    own = {unit.pk for code in set(named) if (unit := units.by_code.get(code))} & set(units.scope)
    serving = ServiceStatus.objects.believed().holding_at(at).filter(status__in=SERVING).values("officer_id")
    posts = Appointment.objects.believed().holding_at(at).filter(relation=Relation.ESTABLISHED, officer__in=serving)
    found: dict[int, tuple[UUID, str, str]] = {}
    for some in batches(sorted(own)):
        rows = posts.filter(unit__in=some).values_list("officer_id", "officer__uuid", "officer__name", "unit_id")
        found.update(
            (pk, (uuid, name, units.by_pk[unit].name_at(at))) for pk, uuid, name, unit in rows if pk not in known
        )
    held = PoliceNumber.objects.believed().holding_at(at)
    numbers: dict[int, str] = {}
    for keys in batches(sorted(found)):
        numbers.update(held.filter(officer__in=keys).values_list("officer_id", "number"))
    listed = [(uuid, name, numbers.get(pk, ""), unit) for pk, (uuid, name, unit) in found.items()]
    return sorted(listed, key=lambda row: (row[3], row[2], row[1]))


def compared_units(units: Units, named: Iterable[str], at: datetime) -> list[str]:
    """Names of the units whose people are missing where the file leaves them out."""
    found = (units.by_code.get(code) for code in sorted(set(named)))
    return [unit.name_at(at) for unit in found if unit is not None and unit.pk in units.scope]


def missing_units(units: Units, named: Collection[str], at: datetime) -> Sequence[tuple[UUID, str, str]]:
    """(uuid, code, name) of the units below those that the file names which aren't in it."""
    below = (units.by_pk[pk] for pk in _below_common(units, named, at))
    absent = [unit for unit in below if unit.code not in named]
    return [(unit.uuid, unit.code, unit.name_at(at)) for unit in sorted(absent, key=lambda unit: unit.code)]


def _below_common(units: Units, named: Iterable[str], at: datetime) -> set[int]:
    """Keys of the units in scope below the lowest unit that stands above all that are named."""
    parents = units.parents_at(at)
    paths = [path for code in set(named) if (path := _path(parents, code))]
    if not paths:
        return set()
    shared = set(paths[0]).intersection(*paths)
    common = next((code for code in paths[0] if code in shared), None)
    below = {code for code in parents if common in _path(parents, code)}
    return {units.by_code[code].pk for code in below if units.by_code[code].pk in units.scope}


def _path(parents: dict[str, str | None], code: str) -> list[str]:
    """The unit and all above it, from below."""
    path: list[str] = []
    step: str | None = code
    while step is not None and step in parents and step not in path:
        path.append(step)
        step = parents[step]
    return path
