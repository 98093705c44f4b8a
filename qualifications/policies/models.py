"""Versions of the policy: one line for the bureau. What the package ships stands in shipped.py and needs no row."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, Q

from personnel.access.scope import grants_for
from qualifications.states import PolicyState

if TYPE_CHECKING:
    from records.actor import Actor


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Named questions about policies."""

    def visible_to(self, actor: "Actor") -> Self:
        """What is or was in force, for everybody; drafts for those who decide on levels, and one's own."""
        deciding = Exists(grants_for(actor, "registry.confirm"))
        return self.filter(Q(state=PolicyState.IN_FORCE) | Q(drafted_by=actor.uuid) | deciding)

    def in_force_at(self, instant: datetime) -> Self:
        """Versions put in force at or before the instant, the governing one first."""
        return self.filter(state=PolicyState.IN_FORCE, valid_from__lte=instant).order_by("-valid_from")


class PolicyVersion(models.Model):
    """One version: a document as `policies.schema.Policy` has it, in force from valid_from until the next one is."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=PolicyState, default=PolicyState.DRAFT)
    valid_from = models.DateTimeField(null=True)
    document = models.JSONField()
    document_no = models.CharField(max_length=100, blank=True)
    drafted_by = models.UUIDField()
    decided_by = models.UUIDField(null=True)
    put_in_force_at = models.DateTimeField(null=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(state=PolicyState.IN_FORCE), name="policy_one_line"
            ),
            models.CheckConstraint(
                name="policy_in_force_since",
                condition=~Q(state=PolicyState.IN_FORCE)
                | Q(
                    valid_from__isnull=False,
                    put_in_force_at__isnull=False,
                    decided_by__isnull=False,
                    valid_from__gte=models.F("put_in_force_at"),
                ),
            ),
            models.CheckConstraint(
                name="policy_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("drafted_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.code
