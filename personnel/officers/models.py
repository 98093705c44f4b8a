"""Officers and the dated facts about them."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from personnel.access.scope import below_any, granted_units, officers_of, own_officer, posts_of, units_of
from personnel.changes.models import DatedFact, DatedFactQuerySet
from personnel.officers.fields import EncryptedTextField
from personnel.officers.states import SERVING, Category, Relation, Service, Sex, Stream
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.guards import Exclusion
from records.periods import holding

if TYPE_CHECKING:
    from records.actor import Actor


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Named questions about people."""

    def visible_to(self, actor: "Actor", permission: str = "officers.view") -> Self:
        """People within the actor's scope for the permission, and the actor himself."""
        return self.filter(officers_of(actor, permission) | Q(pk__in=own_officer(actor)))

    def kept_by(self, actor: "Actor", permission: str = "officers.view", *, now: datetime) -> Self:
        """People within the actor's scope, and those without a post now whose last one was within it (the retired).

        Two queries. The second has the grants as values and one subquery of posts: so the database looks at the posts
        of the few who are sought, and of a list in its order it reads no more than the page.
        """
        return self.kept_and_parts(actor, permission, now=now)[0]

    def kept_and_parts(
        self, actor: "Actor", permission: str = "officers.view", *, now: datetime
    ) -> tuple[Self, Self, Self]:
        """The same, and its two parts, those with a post now and those without: everybody is counted quicker so."""
        present, left = _posts_kept(granted_units(actor, permission, now), now)
        posts = Appointment.objects.believed()
        gone = posts.filter(left).exclude(holding(now))  # as `left` implies: fewer to compare
        kept = (posts.filter(present | left), posts.filter(present), gone)
        everybody, posted, without = (self.filter(pk__in=some.values("officer_id")) for some in kept)
        return everybody, posted, without

    def managed_by(self, actor: "Actor", permission: str, *, now: datetime) -> Self:
        """People whom the actor may act on: established in his scope, or last established there and nowhere now.

        A secondment or a concurrent post lets a unit see somebody; his status and identity are his own unit's.
        """
        established = Appointment.objects.believed().filter(relation=Relation.ESTABLISHED)
        own = established.filter(officer=OuterRef("officer"))
        is_last = ~Exists(own.holding_at(now)) & ~Exists(own.filter(valid_from__gt=OuterRef("valid_from")))
        left = is_last & Q(unit_id__in=units_of(actor, permission, now))
        posts = established.filter(holding(now) & posts_of(actor, permission, now) | left)
        return self.filter(pk__in=posts.values("officer_id"))

    def in_service_at(self, instant: datetime) -> Self:
        """Officers and auxiliaries who served at the instant."""
        serving = ServiceStatus.objects.believed().holding_at(instant).filter(status__in=SERVING)
        return self.filter(pk__in=serving.values("officer_id"))

    def established_at(self, instant: datetime) -> Self:
        """Police officers in service on the establishment at the instant: whom headcount rules count."""
        serving = (
            ServiceStatus.objects.believed()
            .holding_at(instant)
            .filter(status__in=SERVING, category=Category.OFFICER, established=True)
        )
        return self.filter(pk__in=serving.values("officer_id"))

    def posted_below(self, unit_id: int, instant: datetime, relation: Relation = Relation.ESTABLISHED) -> Self:
        """People whose post of that relation was in the unit or below it at the instant."""
        below = UnitClosure.objects.at(instant).filter(ancestor=unit_id).values("descendant_id")
        posts = Appointment.objects.believed().holding_at(instant).filter(relation=relation, unit_id__in=below)
        return self.filter(pk__in=posts.values("officer_id"))

    def with_post_at(self, instant: datetime) -> Self:
        """With police_number, unit_id, unit_name, post, stream and rank as they were at the instant.

        The unit is the established one. Each is None where nothing is recorded.
        """
        number = PoliceNumber.objects.believed().holding_at(instant).filter(officer=OuterRef("pk"))
        rank = Rank.objects.believed().holding_at(instant).filter(officer=OuterRef("pk"))
        post = (
            Appointment.objects.believed()
            .holding_at(instant)
            .filter(officer=OuterRef("pk"), relation=Relation.ESTABLISHED)
        )
        named = self.annotate(
            police_number=Subquery(number.values("number")[:1]),
            rank=Subquery(rank.values("rank")[:1]),
            unit_id=Subquery(post.values("unit_id")[:1]),
            post=Subquery(post.values("post")[:1]),
            stream=Subquery(post.values("stream")[:1]),
        )
        version = UnitVersion.objects.believed().holding_at(instant).filter(unit=OuterRef("unit_id"))
        return named.annotate(unit_name=Subquery(version.values("short_name")[:1]))


class Officer(models.Model):
    """A person. What may change over time is a dated fact; these few columns are corrected in place with a Change."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=300, blank=True, db_index=True)  # of the name: the order of lists
    sex = models.CharField(max_length=6, choices=Sex)
    born_on = models.DateField()
    id_number = EncryptedTextField()
    id_number_hash = models.CharField(max_length=64, unique=True)
    joined_on = models.DateField()
    last_change = models.ForeignKey("personnel.Change", models.PROTECT, null=True, related_name="+")

    objects = OfficerQuerySet.as_manager()

    if TYPE_CHECKING:  # what with_post_at() adds
        police_number: str | None
        rank: str | None
        unit_id: int | None
        unit_name: str | None
        post: str | None
        stream: str | None

    class Meta:
        indexes = [models.Index(fields=["name"], name="officer_name")]

    def __str__(self) -> str:
        return self.name


class NameInitials(models.Model):
    """How an officer's name may be typed by its initials: one row for each reading. A projection of the name."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="initials")
    initials = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "initials"], name="name_initials_once")]

    def __str__(self) -> str:
        return self.initials


class ServiceStatus(DatedFact):
    """Whether somebody serves, as what, and whether on the establishment."""

    exclusions: ClassVar[tuple[Exclusion, ...]] = (Exclusion("status_by_officer", ("officer_id",)),)

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="service_statuses")
    category = models.CharField(max_length=10, choices=Category)
    status = models.CharField(max_length=12, choices=Service)
    established = models.BooleanField()

    objects = DatedFactQuerySet["ServiceStatus"].as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="auxiliaries_are_not_established", condition=Q(category=Category.OFFICER) | Q(established=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class PoliceNumber(DatedFact):
    """The number that an officer carries; it may pass to another one later."""

    exclusions: ClassVar[tuple[Exclusion, ...]] = (
        Exclusion("police_number_by_officer", ("officer_id",)),
        Exclusion("police_number_by_number", ("number",)),
    )

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="police_numbers")
    number = models.CharField(max_length=6)

    objects = DatedFactQuerySet["PoliceNumber"].as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(name="police_number_has_6", condition=Q(number__regex=r"^[0-9A-Z]{6}$")),
        ]
        indexes = [models.Index(fields=["number", "valid_from"], name="police_number_number")]

    def __str__(self) -> str:
        return self.number


class Rank(DatedFact):
    """警衔 and 职级."""

    exclusions: ClassVar[tuple[Exclusion, ...]] = (Exclusion("rank_by_officer", ("officer_id",)),)

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="ranks")
    rank = models.CharField(max_length=20)
    grade = models.CharField(max_length=40, blank=True)

    objects = DatedFactQuerySet["Rank"].as_manager()

    def __str__(self) -> str:
        return self.rank


class Appointment(DatedFact):
    """A post in a unit. Established posts of one officer don't overlap, nor do working ones."""

    exclusions: ClassVar[tuple[Exclusion, ...]] = (
        Exclusion("established_post_by_officer", ("officer_id",), ("relation", Relation.ESTABLISHED.value)),
        Exclusion("working_post_by_officer", ("officer_id",), ("relation", Relation.WORKING.value)),
    )

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    relation = models.CharField(max_length=12, choices=Relation)
    post = models.CharField(max_length=60)
    duties = models.JSONField(default=list)
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    is_head = models.BooleanField(default=False)
    acting = models.BooleanField(default=False)

    objects = DatedFactQuerySet["Appointment"].as_manager()

    class Meta(DatedFact.Meta):
        indexes = [
            models.Index(fields=["officer", "valid_from"], name="appointment_officer"),
            models.Index(fields=["unit", "valid_from"], name="appointment_unit"),
        ]

    def __str__(self) -> str:
        return self.post


def _posts_kept(grants: dict[str, list[int]], now: datetime) -> tuple[Q, Q]:
    """Conditions on believed posts: those held now that the grants ({stream: units}) reach, and the last ones of people
    without any now. Whoever left is kept by who has the unit wholly: his stream is a thing of the past.
    """
    whole = Q(unit_id__in=below_any(grants.get("", []), now))
    within = whole
    for stream, units in grants.items():
        if stream:
            within |= Q(stream=stream, unit_id__in=below_any(units, now))
    others = Appointment.objects.believed().filter(officer=OuterRef("officer"))
    established = others.filter(relation=Relation.ESTABLISHED)
    is_last = ~Exists(others.holding_at(now)) & ~Exists(established.filter(valid_from__gt=OuterRef("valid_from")))
    return holding(now) & within, Q(relation=Relation.ESTABLISHED) & whole & is_last


class LegalQualification(DatedFact):
    """国家统一法律职业资格, asked of those who newly take up the legal review of penalties."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="legal_qualifications")
    certificate_no = models.CharField(max_length=40, blank=True)

    objects = DatedFactQuerySet["LegalQualification"].as_manager()

    def __str__(self) -> str:
        return self.certificate_no


class FirstReview(DatedFact):
    """Since when the officer has reviewed administrative penalties: valid_from is the day of his first review."""

    exclusions: ClassVar[tuple[Exclusion, ...]] = (Exclusion("first_review_by_officer", ("officer_id",)),)

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="first_reviews")

    objects = DatedFactQuerySet["FirstReview"].as_manager()

    def __str__(self) -> str:
        return str(self.valid_from)
