"""What a paper must contain, the paper, its forms and their keys."""

from __future__ import annotations

import uuid
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q, Sum

from exams.bank.models import KnowledgePoint, QuestionBank, QuestionVersion
from exams.bank.states import Difficulty, Purpose, QuestionType
from exams.papers.states import PaperState, ScoringRule
from personnel.access.scope import units_of, units_served
from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor


class BlueprintQuerySet(models.QuerySet["Blueprint"]):
    """Named questions about blueprints."""

    def visible_to(self, actor: Actor) -> Self:
        """Material: usable by the owner unit and everything below it."""
        return self.filter(owner__in=units_served(actor, "paper.manage"))


class Blueprint(models.Model):
    """So many questions of each kind, with their marks."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="blueprint_name_once"),)

    def __str__(self) -> str:
        return self.name

    def made_up_of(self) -> list[tuple[str, int]]:
        """[(type, how many)], each type once."""
        counts: Counter[str] = Counter()
        for row in self.rows.all():
            counts[row.get_type_display()] += row.count
        return list(counts.items())


class BlueprintRow(models.Model):
    """One line: a type, how many, marks each, and narrower where wanted."""

    blueprint = models.ForeignKey(Blueprint, models.CASCADE, related_name="rows")
    order = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=12, choices=QuestionType)
    count = models.PositiveSmallIntegerField()
    marks = models.DecimalField(max_digits=5, decimal_places=1)
    bank = models.ForeignKey(QuestionBank, models.PROTECT, null=True, blank=True)
    point = models.ForeignKey(KnowledgePoint, models.PROTECT, null=True, blank=True)
    difficulty = models.CharField(max_length=8, choices=Difficulty, blank=True, default="")
    scoring_rule = models.CharField(max_length=8, choices=ScoringRule, default=ScoringRule.EXACT)

    class Meta:
        ordering = ("blueprint", "order")
        constraints = (
            models.UniqueConstraint(fields=("blueprint", "order"), name="blueprint_row_order"),
            models.CheckConstraint(condition=Q(count__gt=0, marks__gt=0), name="blueprint_row_positive"),
        )

    def __str__(self) -> str:
        return f"{self.get_type_display()} × {self.count}"

    @property
    def together(self) -> Decimal:
        """Marks of the line."""
        return self.count * self.marks


class PaperQuerySet(models.QuerySet["Paper"]):
    """Named questions about papers."""

    def visible_to(self, actor: Actor) -> Self:
        """Papers of the units for which the actor composes papers."""
        return self.filter(owner__in=units_of(actor, "paper.manage"))

    def ready(self) -> Self:
        """Papers a sitting may take: frozen, whether used before or not."""
        return self.filter(state__in=(PaperState.FROZEN, PaperState.USED))


class Paper(models.Model):
    """Questions drawn for an exam; frozen before a sitting may use it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="+")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="papers")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=10, choices=Purpose)
    state = models.CharField(max_length=8, choices=PaperState)
    seed = models.CharField(max_length=64)
    author = models.UUIDField()
    author_name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.UUIDField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="paper_name_once"),
            models.CheckConstraint(
                condition=Q(state=PaperState.DRAFT, frozen_at__isnull=True)
                | Q(state__in=(PaperState.FROZEN, PaperState.USED), frozen_at__isnull=False),
                name="paper_frozen_when",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.USED, used_at__isnull=False)
                | Q(state__in=(PaperState.DRAFT, PaperState.FROZEN), used_at__isnull=True),
                name="paper_used_when",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PaperForm(AppendOnly):
    """One of a paper's equivalent forms; the document carries no key and is written once, at freezing."""

    set_once: ClassVar[tuple[str, ...]] = ("document", "fingerprint")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="forms")
    letter = models.CharField(max_length=2)
    document = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  (null: not frozen yet)

    class Meta:
        ordering = ("paper", "letter")
        constraints = (
            models.UniqueConstraint(fields=("paper", "letter"), name="form_letter_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=True, fingerprint__isnull=True)
                | Q(document__isnull=False, fingerprint__isnull=False),
                name="form_document_with_fingerprint",
            ),
        )

    def __str__(self) -> str:
        return f"{self.paper} {self.letter}"

    def total(self) -> Decimal:
        """Marks of all items."""
        return self.items.aggregate(total=Sum("marks"))["total"] or Decimal(0)


class FormItemQuerySet(models.QuerySet["FormItem"]):
    """Named questions about items."""

    def with_questions(self) -> Self:
        """In their order, with all that a page or a document shows of the question."""
        return self.select_related("version__question", "version__point", "version__article__edition__law").order_by(
            "number"
        )


class FormItem(AppendOnly):
    """One answerable part of a form; `options` maps its option ids to the version's, once frozen."""

    set_once: ClassVar[tuple[str, ...]] = ("options",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="form_items")
    section = models.PositiveSmallIntegerField()
    marks = models.DecimalField(max_digits=5, decimal_places=1)
    scoring_rule = models.CharField(max_length=8, choices=ScoringRule)
    options = models.JSONField(null=True, blank=True)

    objects = FormItemQuerySet.as_manager()

    class Meta:
        ordering = ("form", "number")
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="item_number_once"),
            models.UniqueConstraint(fields=("form", "version"), name="item_version_once"),
            models.CheckConstraint(condition=Q(number__gt=0, marks__gt=0), name="item_positive"),
        )

    def __str__(self) -> str:
        return f"{self.form_id}/{self.number}"


class KeyRevision(AppendOnly):
    """The keys of a form by item number; a re-key appends a row, none is changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="key_revisions")
    number = models.PositiveSmallIntegerField()
    keys = models.JSONField(help_text="{item number: [option id]}")
    reason = models.CharField(max_length=200, blank=True, default="")
    author = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("form", "number")
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="key_revision_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="key_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.form_id} r{self.number}"
