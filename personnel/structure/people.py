"""Who is established or works in a unit on a day, as far as the reader may see people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from personnel.officers.models import Appointment, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.questions import Place, places_at
from personnel.officers.states import Category, Relation
from personnel.structure.seen import seen_among
from personnel.units.models import Unit, UnitVersion
from records.actor import Actor

AWAY, SECONDED, HERE, CONCURRENT = "away", "seconded", "here", "concurrent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with a post in the unit. standing: here, seconded (comes from elsewhere), away, concurrent."""

    uuid: UUID
    name: str
    police_number: str | None
    rank: str | None
    post: str
    is_head: bool
    is_auxiliary: bool
    standing: str
    elsewhere: str


def posts_in(unit: Unit, *, actor: Actor, instant: datetime, now: datetime) -> "QuerySet[Appointment]":
    """The posts in the unit itself at the instant of people whom the reader may see, heads first."""
    posts = Appointment.objects.believed().holding_at(instant).filter(unit=unit)
    posts = posts.filter(officer__in=seen_among(actor, posts.values_list("officer_id", flat=True), now))
    number = PoliceNumber.objects.believed().holding_at(instant).filter(officer=OuterRef("officer"))
    rank = Rank.objects.believed().holding_at(instant).filter(officer=OuterRef("officer"))
    service = ServiceStatus.objects.believed().holding_at(instant).filter(officer=OuterRef("officer"))
    return posts.annotate(
        police_number=Subquery(number.values("number")[:1]),
        rank=Subquery(rank.values("rank")[:1]),
        category=Subquery(service.values("category")[:1]),
        officer_uuid=Subquery(Officer.objects.filter(pk=OuterRef("officer")).values("uuid")[:1]),
        officer_name=Subquery(Officer.objects.filter(pk=OuterRef("officer")).values("name")[:1]),
    ).order_by("-is_head", "-acting", "relation", "police_number", "pk")


def members_of(posts: Sequence[Appointment], unit: Unit, instant: datetime) -> list[Member]:
    """The rows of one page: where each of them is besides."""
    places = places_at([post.officer_id for post in posts], instant)
    elsewhere = {_elsewhere(post, places.get(post.officer_id, Place())) for post in posts} - {None}
    versions = UnitVersion.objects.believed().holding_at(instant).filter(unit__in=elsewhere)
    names: dict[int | None, str] = dict(versions.values_list("unit_id", "short_name"))
    return [_member(post, places.get(post.officer_id, Place()), names) for post in posts]


def _elsewhere(post: Appointment, place: Place) -> int | None:
    """Where somebody is established who works here, or works who is established here."""
    if post.relation == Relation.ESTABLISHED:
        return place.working if place.working != post.unit_id else None
    return place.established if place.established != post.unit_id else None


def _member(post: Appointment, place: Place, names: dict[int | None, str]) -> Member:
    elsewhere = names.get(_elsewhere(post, place), "")
    standing = {Relation.WORKING: SECONDED, Relation.CONCURRENT: CONCURRENT}.get(Relation(post.relation), HERE)
    return Member(
        uuid=post.officer_uuid,  # type: ignore[attr-defined]
        name=post.officer_name,  # type: ignore[attr-defined]
        police_number=post.police_number,  # type: ignore[attr-defined]
        rank=post.rank,  # type: ignore[attr-defined]
        post=post.post,
        is_head=post.is_head or post.acting,
        is_auxiliary=post.category == Category.AUXILIARY,  # type: ignore[attr-defined]
        standing=AWAY if standing == HERE and elsewhere else standing,
        elsewhere=elsewhere,
    )
