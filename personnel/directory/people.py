"""The list of people: first which fifty they are, then what is shown of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from personnel.access.scope import own_officer
from personnel.directory.states import ANY, SERVING, Place
from personnel.officers.models import (
    Appointment,
    NameInitials,
    Officer,
    OfficerQuerySet,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.rules import normalized_police_number
from personnel.officers.states import SERVING as STATUSES_SERVING
from personnel.officers.states import Category, Relation, Service, Stream
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.actor import Actor

VIEW, MANAGE, IDENTIFY = "officers.view", "officers.manage", "officers.identify"
SORTS: Mapping[str, Sequence[str]] = {
    "name": ("pinyin", "pk"),
    "number": ("held__number", "pk"),
    "unit": ("own__unit__code", "pinyin", "pk"),
}
NUMBER = re.compile(r"[0-9A-Z]{2,6}")
LETTERS = re.compile(r"[A-Za-z]{1,20}")
ID_NUMBER = re.compile(r"\d{15,17}[\dXx]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people; empty values mean all. at: as of that instant."""

    at: datetime
    q: str = ""
    unit: Unit | None = None
    status: str = SERVING
    category: str = ""
    stream: str = ""
    rank: str = ""
    place: str = ""

    @property
    def is_about_the_past(self) -> bool:
        """Whether people are wanted who may have no post any more."""
        return self.status == ANY or (self.status in Service and self.status not in STATUSES_SERVING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list."""

    officer: Any
    status: str
    category: str
    is_serving: bool
    working_unit: str
    is_head: bool
    acting: bool
    former_number: str


def looks_like_an_id_number(text: str) -> bool:
    """Such a text never stands in an address: it is sought by its hash, in a POST."""
    return bool(ID_NUMBER.fullmatch(normalized_police_number(text)))


def people_of(actor: Actor, permission: str, now: datetime) -> OfficerQuerySet:
    """People within the actor's scope, those who left from there, too."""
    return Officer.objects.kept_by(actor, permission, now=now)


def people_acted_on(actor: Actor, permission: str, now: datetime) -> OfficerQuerySet:
    """Those of his own units' establishment without himself: nobody changes his own record."""
    return Officer.objects.managed_by(actor, permission, now=now).exclude(pk__in=own_officer(actor))


def find_people(wanted: Wanted, *, actor: Actor, now: datetime) -> OfficerQuerySet:
    """Those who fit, as they were at the instant asked about."""
    return _fitting(people_of(actor, VIEW, now), wanted)


def find_and_count(wanted: Wanted, *, actor: Actor, now: datetime) -> tuple[OfficerQuerySet, int]:
    """The same, and how many they are: the few who are sought are counted as they are found, others part by part."""
    people, posted, without = Officer.objects.kept_and_parts(actor, VIEW, now=now)
    found = _fitting(people, wanted)
    if wanted.q:
        return found, found.count()
    parts = [_fitting(part, wanted).values("pk") for part in (posted, without)]
    return found, parts[0].union(parts[1], all=True).count()


def _fitting(people: OfficerQuerySet, wanted: Wanted) -> OfficerQuerySet:
    if wanted.status != ANY or wanted.category:
        people = people.filter(pk__in=_statuses(wanted).values("officer_id"))
    if wanted.unit is not None:
        below = UnitClosure.objects.at(wanted.at).filter(ancestor=wanted.unit).values("descendant_id")
        people = people.filter(pk__in=_posts(wanted).filter(unit_id__in=below).values("officer_id"))
    if wanted.stream:
        stream = "" if wanted.stream == "none" else wanted.stream
        posts = _posts(wanted).filter(stream=stream, relation=Relation.ESTABLISHED)
        people = people.filter(pk__in=posts.values("officer_id"))
    if wanted.rank:
        ranks = Rank.objects.believed().holding_at(wanted.at).filter(rank=wanted.rank)
        people = people.filter(pk__in=ranks.values("officer_id"))
    if wanted.place:
        people = people.filter(_placed(wanted))
    return people.filter(_sought(wanted.q)) if wanted.q else people


def in_order(people: OfficerQuerySet, fields: Sequence[str], at: datetime) -> OfficerQuerySet:
    """People in the order asked for; what is sorted by is joined only then, one row for each."""
    names = " ".join(fields)
    if "held__" in names:
        people = people.annotate(held=FilteredRelation("police_numbers", condition=_holding("police_numbers", at)))
    if "own__" in names:
        established = Q(appointments__relation=Relation.ESTABLISHED)
        people = people.annotate(
            own=FilteredRelation("appointments", condition=_holding("appointments", at) & established)
        )
    return people.order_by(*fields)


def _holding(facts: str, at: datetime) -> Q:
    """Believed facts of the relation that hold at the instant."""
    open_then = Q(**{f"{facts}__valid_to__isnull": True}) | Q(**{f"{facts}__valid_to__gt": at})
    return open_then & Q(**{f"{facts}__closed_by__isnull": True, f"{facts}__valid_from__lte": at})


def rows_of(keys: Sequence[int], wanted: Wanted) -> list[Row]:
    """The lines of these people, in that order, in one query."""
    at = wanted.at
    status = ServiceStatus.objects.believed().holding_at(at).filter(officer=OuterRef("pk"))
    posts = Appointment.objects.believed().holding_at(at).filter(officer=OuterRef("pk"))
    working = posts.filter(relation=Relation.WORKING)
    named = UnitVersion.objects.believed().holding_at(at).filter(unit=OuterRef("unit"))
    own = posts.filter(relation=Relation.ESTABLISHED)
    people = (
        Officer.objects.with_post_at(at)
        .filter(pk__in=keys)
        .annotate(
            status=Subquery(status.values("status")[:1]),
            category=Subquery(status.values("category")[:1]),
            working=Subquery(working.annotate(name=Subquery(named.values("short_name")[:1])).values("name")[:1]),
            heads=Subquery(own.values("is_head")[:1]),
            acts=Subquery(own.values("acting")[:1]),
        )
        .defer("id_number")
    )
    known = {officer.pk: officer for officer in people}
    sought = normalized_police_number(wanted.q)
    return [_row(known[key], sought) for key in keys if key in known]


def _row(officer: Any, sought: str) -> Row:
    status, category = officer.status, officer.category
    is_former = len(sought) == 6 and any(char.isdigit() for char in sought) and officer.police_number != sought
    return Row(
        officer=officer,
        status=str(Service(status).label) if status else "",
        category=str(Category(category).label) if category else "",
        is_serving=status in STATUSES_SERVING,
        working_unit=officer.working or "",
        is_head=bool(officer.heads or officer.acts),
        acting=bool(officer.acts),
        former_number=sought if is_former else "",
    )


def _statuses(wanted: Wanted) -> "QuerySet[ServiceStatus]":
    rows = ServiceStatus.objects.believed().holding_at(wanted.at)
    if wanted.status == SERVING:
        rows = rows.filter(status__in=STATUSES_SERVING)
    elif wanted.status != ANY:
        rows = rows.filter(status=wanted.status)
    return rows.filter(category=wanted.category) if wanted.category else rows


def _posts(wanted: Wanted) -> "QuerySet[Appointment]":
    """Posts of that day; of people who may have left, the ones they had."""
    posts = Appointment.objects.believed()
    return posts.filter(valid_from__lte=wanted.at) if wanted.is_about_the_past else posts.holding_at(wanted.at)


def _placed(wanted: Wanted) -> Q:
    posts = Appointment.objects.believed().holding_at(wanted.at)
    fitting = {
        Place.HEAD: posts.filter(Q(is_head=True) | Q(acting=True)),
        Place.ACTING: posts.filter(acting=True),
        Place.SECONDED: posts.filter(relation=Relation.WORKING),
        Place.CONCURRENT: posts.filter(relation=Relation.CONCURRENT),
        Place.NONE: posts,
    }[Place(wanted.place)]
    condition = Q(pk__in=fitting.values("officer_id"))
    return ~condition if wanted.place == Place.NONE else condition


def _sought(q: str) -> Q:
    """By number (also a former one), by the initials of the name, or by a part of it."""
    text = normalized_police_number(q)
    if not text.isascii():
        return Q(name__contains=q.strip())
    condition = Q(pk__in=[])
    if NUMBER.fullmatch(text):
        condition |= Q(pk__in=PoliceNumber.objects.believed().filter(number__startswith=text).values("officer_id"))
    if LETTERS.fullmatch(text):
        initials = NameInitials.objects.filter(initials__startswith=text.lower())
        condition |= Q(pk__in=initials.values("officer_id"))
    return condition


def stream_choices() -> list[tuple[str, str]]:
    """Streams with a word of their own for the general one."""
    return [(stream.value or "none", str(stream.label)) for stream in Stream]
