"""Question banks: a question is one thing through all its versions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q

from exams.bank.states import (
    OPEN_STATES,
    Difficulty,
    Purpose,
    QuestionType,
    VersionState,
)
from exams.law.models import LawArticle, LawEdition
from personnel.access.scope import units_of, units_served

if TYPE_CHECKING:
    from records.actor import Actor


class QuestionBankQuerySet(models.QuerySet["QuestionBank"]):
    """Named questions about banks."""

    def visible_to(self, actor: Actor, permission: str = "bank.view") -> Self:
        """Material: usable by the owner unit and everything below it."""
        return self.filter(owner__in=units_served(actor, permission))

    def kept_by(self, actor: Actor, permission: str) -> Self:
        """Banks that the actor may change or review: those of the units of his role."""
        return self.filter(owner__in=units_of(actor, permission))

    def with_keys_for(self, actor: Actor) -> Self:
        """Banks whose keys the actor may see: those he writes for or reviews."""
        return self.filter(Q(owner__in=units_of(actor, "bank.import")) | Q(owner__in=units_of(actor, "bank.review")))


class QuestionBank(models.Model):
    """Questions of one owner; usable by the owner unit and everything below it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=10, choices=Purpose)
    created_at = models.DateTimeField()

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="bank_name_once"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="bank_purpose_known"),
        )

    def __str__(self) -> str:
        return self.name


class KnowledgePoint(models.Model):
    """What a question is about, in the bureau's one list."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    """Named questions about questions."""

    def visible_to(self, actor: Actor, permission: str = "bank.view") -> Self:
        """Questions of the banks that the actor may use."""
        return self.filter(bank__in=QuestionBank.objects.visible_to(actor, permission))


class Question(models.Model):
    """Known again by its outside id, else by type, stem and set of options."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="questions")
    outside_id = models.CharField(max_length=64, blank=True, default="")
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("bank", "fingerprint"), name="question_by_content"),)
        constraints = (
            models.UniqueConstraint(
                fields=("bank", "outside_id"),
                condition=~Q(outside_id=""),
                name="question_outside_id_once",
            ),
            models.UniqueConstraint(
                fields=("bank", "fingerprint"),
                condition=Q(outside_id=""),
                name="question_content_once",
            ),
        )

    def __str__(self) -> str:
        return self.outside_id or str(self.uuid)


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    """Named questions about versions."""

    def visible_to(self, actor: Actor) -> Self:
        """Versions in banks the actor may use."""
        return self.filter(question__bank__in=QuestionBank.objects.visible_to(actor))

    def approved(self) -> Self:
        """Versions a paper may draw."""
        return self.filter(state=VersionState.APPROVED)

    def resting_on(self, edition: LawEdition) -> Self:
        """Versions that rest on an article of this edition."""
        return self.filter(article__edition=edition)

    def in_review(self) -> Self:
        """Versions that wait for a second person."""
        return self.filter(state=VersionState.IN_REVIEW)

    def newest(self) -> Self:
        """Of each question the version with the highest number."""
        later = QuestionVersion.objects.filter(
            question=models.OuterRef("question"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def not_written_by(self, actor: Actor) -> Self:
        """Versions whose author is somebody else: those the actor may approve."""
        return self.exclude(author=actor.uuid)

    def with_law(self) -> Self:
        """With point, article and edition in the same query."""
        return self.select_related("question__bank", "point", "article__edition__law")

    def counted_by_state(self) -> dict[str, int]:
        """How many stand in each state."""
        rows = self.order_by().values_list("state").annotate(count=Count("pk"))
        return dict(rows)


class QuestionVersion(models.Model):
    """What a question said at one time; once used it never changes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState)
    type = models.CharField(max_length=12, choices=QuestionType)
    stem = models.TextField()
    options = models.JSONField(help_text="[{id, text}], the ids random")
    key = models.JSONField(help_text="[id]")
    rationale = models.TextField(blank=True, default="")
    difficulty = models.CharField(max_length=8, choices=Difficulty)
    point = models.ForeignKey(KnowledgePoint, models.PROTECT, null=True, blank=True)
    article = models.ForeignKey(LawArticle, models.PROTECT, null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True, default="")
    marks = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    is_situation = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    author = models.UUIDField()
    author_name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=120, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=500, blank=True, default="")
    used_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ("question", "number")
        indexes = (models.Index(fields=("state", "type"), name="version_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=("question", "number"), name="version_number_once"),
            models.UniqueConstraint(
                fields=("question",),
                condition=Q(state=VersionState.APPROVED),
                name="version_one_approved",
            ),
            models.UniqueConstraint(
                fields=("question",),
                condition=Q(state__in=OPEN_STATES),
                name="version_one_open",
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="version_state_known"),
            models.CheckConstraint(condition=Q(type__in=QuestionType.values), name="version_type_known"),
            models.CheckConstraint(condition=~Q(stem=""), name="version_stem_given"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="version_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.APPROVED) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="version_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.DRAFT) | Q(approved_by__isnull=True, used_at__isnull=True),
                name="version_draft_unused",
            ),
        )

    def __str__(self) -> str:
        return self.stem[:40]
