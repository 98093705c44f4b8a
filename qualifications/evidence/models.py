"""Evidence: what an upper floor, or a list from outside, says about an officer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from personnel.changes.models import DatedFact, DatedFactQuerySet
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from qualifications.states import EvidenceKind, Level, Outcome

if TYPE_CHECKING:
    from records.actor import Actor


class EvidenceQuerySet(DatedFactQuerySet["Evidence"]):
    """Named questions about evidence."""

    def visible_to(self, actor: "Actor") -> Self:
        """Evidence about people within the scope of registry.view, and about the actor himself."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))

    def from_sources(self, kind: str, uuids: Iterable[UUID]) -> Self:
        """Rows that came from these sources."""
        return self.filter(source_kind=kind, source_uuid__in=set(uuids))


class Evidence(DatedFact):
    """One thing that speaks for (or against) a level. valid_from: when it occurred.

    A reference upwards is kind, uuid and the facts copied: nothing here needs the floor that it came from. A newer
    revision of the source closes the row and opens another of the same fact.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)
    score = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    title = models.CharField(max_length=200, blank=True)
    document_no = models.CharField(max_length=100, blank=True)
    source_kind = models.CharField(max_length=60)
    source_uuid = models.UUIDField()
    source_revision = models.PositiveIntegerField(default=1)

    objects = EvidenceQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["source_kind", "source_uuid"],
                condition=Q(closed_by__isnull=True),
                name="evidence_once_by_source",
            ),
            models.CheckConstraint(
                name="evidence_hours_have_an_amount",
                condition=Q(kind=EvidenceKind.HOURS, amount__gt=0, outcome=Outcome.NONE)
                | (~Q(kind=EvidenceKind.HOURS) & Q(amount__isnull=True) & ~Q(outcome=Outcome.NONE)),
            ),
        ]
        indexes = [models.Index(fields=["officer", "kind", "valid_from"], name="evidence_officer")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
