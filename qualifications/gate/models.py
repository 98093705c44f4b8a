"""Decisions that were acted on. No foreign key leads in or out, so that they can be archived or partitioned."""

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Named questions about decisions."""

    def visible_to(self, actor: "Actor") -> Self:
        """The actor's own questions."""
        return self.filter(asker=actor.uuid)


class Decision(AppendOnly):
    """An answer of the gate and all that it was computed from: it can be replayed from the facts alone.

    at_to is null where an instant was asked about; facts: [{kind, id, digest}]; reasons: [{code, params}].
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField()
    asker = models.UUIDField()
    officer_uuid = models.UUIDField(null=True)
    number_asked = models.CharField(max_length=6, blank=True)
    duty = models.CharField(max_length=40)
    unit_uuid = models.UUIDField(null=True)
    unit_asked = models.CharField(max_length=12, blank=True)
    stream = models.CharField(max_length=20, blank=True)
    at_from = models.DateTimeField()
    at_to = models.DateTimeField(null=True)
    known_at = models.DateTimeField(null=True)
    officer_change = models.BigIntegerField(null=True)
    unit_change = models.BigIntegerField(null=True)
    policy_version = models.CharField(max_length=20)
    rules_version = models.PositiveIntegerField()
    allowed = models.BooleanField()
    reasons = models.JSONField()
    facts = models.JSONField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_day_forward", condition=Q(at_to__isnull=True) | Q(at_to__gt=F("at_from"))
            ),
            models.CheckConstraint(
                name="decision_officer_has_revision",
                condition=Q(officer_uuid__isnull=True, officer_change__isnull=True)
                | Q(officer_uuid__isnull=False, officer_change__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_unknown_is_no", condition=Q(officer_uuid__isnull=False) | Q(allowed=False)
            ),
        ]
        indexes = [
            models.Index(fields=["officer_uuid", "asked_at"], name="decision_officer"),
            models.Index(fields=["asker", "asked_at"], name="decision_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {'allow' if self.allowed else 'deny'}"
