"""Restrictions, their serving on the officer, and appeals against them."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from personnel.changes.models import DatedFact, DatedFactQuerySet
from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.states import AppealState, Blocks, Level, RestrictionKind, RestrictionReason
from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor

TERM_KINDS = (RestrictionKind.STOP_DUTY, RestrictionKind.CONFINEMENT)


class RestrictionQuerySet(DatedFactQuerySet["Restriction"]):
    """Named questions about restrictions."""

    def visible_to(self, actor: "Actor") -> Self:
        """Restrictions of people within the scope of registry.view, and the actor's own."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))

    def of_level(self, level: Level) -> Self:
        """Restrictions that reach the level: of all levels, of it, or of one that it presupposes."""
        return self.filter(level__in=["", *(lower for lower in Level if lower.step <= level.step)])

    def suspending_at(self, instant: datetime) -> Self:
        """What is known now to make its officer count as without the level at the instant."""
        return self.believed().holding_at(instant).filter(suspends=True)


class Restriction(DatedFact):
    """Something that stands against an officer's duties; several may overlap.

    One decided for a term (停止执行职务, 禁闭) ends at its term by itself: its valid_to is set from the beginning. Of
    the others planned_until only reminds: reinstatement is an act. blocks and suspends are what the policy said when it
    was decided.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=RestrictionKind)
    level = models.CharField(max_length=12, choices=Level, blank=True)  # "": all levels
    blocks = models.CharField(max_length=12, choices=Blocks)
    suspends = models.BooleanField()  # whether headcounts take the officer as without the level
    reason_code = models.CharField(max_length=30, choices=RestrictionReason)
    decided_by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    document_no = models.CharField(max_length=100)
    planned_until = models.DateField(null=True)
    successor = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    objects = RestrictionQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(name="restriction_has_document", condition=~Q(document_no="")),
            models.CheckConstraint(
                name="restriction_term_ends_by_itself",
                condition=~Q(kind__in=TERM_KINDS) | Q(valid_to__isnull=False, planned_until__isnull=True),
            ),
            models.CheckConstraint(
                name="restriction_successor_is_another",
                condition=Q(successor__isnull=True) | ~Q(successor=F("officer")),
            ),
        ]
        indexes = [models.Index(fields=["officer", "valid_from"], name="restriction_officer")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ServingQuerySet(models.QuerySet["Serving"]):
    """Named questions about servings."""

    def visible_to(self, actor: "Actor") -> Self:
        """Servings on people within the scope of registry.view, and on the actor himself."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))


class Serving(AppendOnly):
    """签收: the restriction was served on the officer."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="servings")
    restriction_uuid = models.UUIDField(unique=True)
    served_at = models.DateTimeField()
    is_signed = models.BooleanField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    objects = ServingQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.restriction_uuid)


class RestrictionAppealQuerySet(models.QuerySet["RestrictionAppeal"]):
    """Named questions about appeals."""

    def visible_to(self, actor: "Actor") -> Self:
        """Appeals of people within the scope of registry.view, and the actor's own."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))


class RestrictionAppeal(models.Model):
    """An appeal to the next higher bureau; the restriction goes on meanwhile."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="restriction_appeals")
    restriction_uuid = models.UUIDField(db_index=True)
    filed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.FILED)
    answered_at = models.DateTimeField(null=True)
    document_no = models.CharField(max_length=100, blank=True)

    objects = RestrictionAppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["restriction_uuid"], condition=Q(state=AppealState.FILED), name="appeal_filed_once"
            ),
            models.CheckConstraint(
                name="appeal_answered_when_ended",
                condition=Q(state=AppealState.FILED, answered_at__isnull=True)
                | (~Q(state=AppealState.FILED) & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.restriction_uuid} {self.state}"
