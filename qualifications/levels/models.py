"""Level claims (passing is not holding) and level records (a grant, from an instant to an instant)."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q

from personnel.changes.models import DatedFact, DatedFactQuerySet
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from qualifications.evidence.models import Evidence
from qualifications.restrictions.models import Restriction
from qualifications.states import LIVE_CLAIMS, ClaimState, Level
from records.guards import Exclusion

if TYPE_CHECKING:
    from records.actor import Actor


class LevelClaimQuerySet(models.QuerySet["LevelClaim"]):
    """Named questions about claims."""

    def visible_to(self, actor: "Actor") -> Self:
        """Claims of people within the scope of registry.view, and the actor's own."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))

    def live(self) -> Self:
        """Claims that wait for a decision."""
        return self.filter(state__in=LIVE_CLAIMS)


class LevelClaim(models.Model):
    """An officer fulfils what a level asks for; a confirmation opens the level record, a refusal ends it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="level_claims")
    level = models.CharField(max_length=12, choices=Level)
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.ELIGIBLE)
    exam = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    appraisal = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    eligible_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    reason_code = models.CharField(max_length=60, blank=True)
    document_no = models.CharField(max_length=100, blank=True)
    record_uuid = models.UUIDField(null=True)

    objects = LevelClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "level", "stream"], condition=Q(state__in=LIVE_CLAIMS), name="claim_live_once"
            ),
            models.CheckConstraint(
                name="claim_decided_when_ended",
                condition=Q(state__in=LIVE_CLAIMS, decided_at__isnull=True, record_uuid__isnull=True)
                | Q(state=ClaimState.CONFIRMED, decided_at__isnull=False, record_uuid__isnull=False)
                | Q(state=ClaimState.REFUSED, decided_at__isnull=False, record_uuid__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_proposed_has_instant",
                condition=Q(state=ClaimState.ELIGIBLE, proposed_at__isnull=True)
                | Q(state__in=[ClaimState.PROPOSED, ClaimState.CONFIRMED], proposed_at__isnull=False)
                | Q(state=ClaimState.REFUSED),
            ),
            models.CheckConstraint(
                name="claim_refused_has_reason",
                condition=~Q(state=ClaimState.REFUSED) | ~Q(reason_code=""),
            ),
        ]
        indexes = [models.Index(fields=["officer", "level"], name="claim_officer")]

    def __str__(self) -> str:
        return f"{self.level} {self.state}"


class LevelRecordQuerySet(DatedFactQuerySet["LevelRecord"]):
    """Named questions about levels held."""

    def visible_to(self, actor: "Actor") -> Self:
        """Records of people within the scope of registry.view, and the actor's own."""
        return self.filter(officer__in=Officer.objects.visible_to(actor, "registry.view"))

    def at_least(self, level: Level) -> Self:
        """Records of the level or of one that presupposes it."""
        return self.filter(level__in=level.and_above)

    def in_force_at(self, instant: datetime) -> Self:
        """What is known now to hold at the instant; restrictions are not looked at."""
        return self.believed().holding_at(instant)

    def unsuspended_at(self, instant: datetime) -> Self:
        """What holds at the instant and is not suspended then."""
        suspending = Restriction.objects.suspending_at(instant).filter(officer=OuterRef("officer"))
        reached = [
            Q(level=level) & Exists(suspending.of_level(level))  # a restriction of basic reaches intermediate, too
            for level in Level
        ]
        return self.in_force_at(instant).exclude(reduce(or_, reached))

    def holders_at(self, instant: datetime, level: Level) -> "models.QuerySet[LevelRecord, int]":
        """Keys of the officers who hold the level or one above; expired and suspended count as without.

        For use as `pk__in=` of officers.
        """
        return self.unsuspended_at(instant).at_least(level).values_list("officer_id", flat=True).distinct()


class LevelRecord(DatedFact):
    """A level granted to an officer. valid_to is the midnight after the last day held; null is permanent.

    Passing is not holding: exam passed on, appraised on and confirmed on are three dates.
    """

    exclusions: ClassVar[tuple[Exclusion, ...]] = (
        Exclusion("level_by_officer_level_stream", ("officer_id", "level", "stream")),
    )

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="level_records")
    level = models.CharField(max_length=12, choices=Level)
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    certificate_no = models.CharField(max_length=40, blank=True)
    exam_passed_on = models.DateField(null=True)
    appraised_on = models.DateField(null=True)
    confirmed_on = models.DateField()
    document_no = models.CharField(max_length=100)
    exam_uuid = models.UUIDField(null=True)  # uuid of the evidence that it rests on

    objects = LevelRecordQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["certificate_no"],
                condition=Q(closed_by__isnull=True) & ~Q(certificate_no=""),
                name="level_certificate_once",
            ),
            models.CheckConstraint(name="level_has_document", condition=~Q(document_no="")),
            models.CheckConstraint(
                name="level_confirmed_after_exam",
                condition=Q(exam_passed_on__isnull=True) | Q(exam_passed_on__lte=models.F("confirmed_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "level", "valid_from"], name="level_officer"),
            models.Index(fields=["level", "valid_from"], name="level_level"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()
