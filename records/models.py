"""Tables of the ground floor. Owners and subjects are kinds and UUIDs: no foreign key leads up from here."""

from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from django.db import models

from records.guards import AppendOnly
from records.states import JobState, PlanState

if TYPE_CHECKING:
    from records.actor import Actor


class AuditEntry(AppendOnly):
    """One act that matters, written in the act's own transaction. Personal data appear masked or hashed."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    actor_uuid = models.UUIDField()
    actor_name = models.CharField(max_length=100)
    actor_role = models.CharField(max_length=30, blank=True)
    actor_unit = models.UUIDField(null=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_uuid = models.UUIDField(null=True)
    subject_label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    document_no = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["subject_uuid", "at"], name="audit_subject"),
            models.Index(fields=["actor_uuid", "at"], name="audit_actor"),
            models.Index(fields=["action", "at"], name="audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


T = TypeVar("T", bound=models.Model)


class OwnedQuerySet(models.QuerySet[T]):
    """Rows that belong to one account."""

    def visible_to(self, actor: "Actor") -> "OwnedQuerySet[T]":
        """Only the owner's own."""
        return self.filter(owner_uuid=actor.uuid)


class Job(models.Model):
    """Background work with its progress. It carries ids only; one verb does the work."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    task = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    owner_uuid = models.UUIDField()
    subject_uuid = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Job"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_ended_at_set_when_ended",
                condition=models.Q(state__in=[JobState.DONE, JobState.FAILED], ended_at__isnull=False)
                | models.Q(state__in=[JobState.WAITING, JobState.RUNNING], ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["owner_uuid", "created_at"], name="job_owner")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class ImportPlan(models.Model):
    """What a file would change, row by row, until a person confirms or discards it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    target_uuid = models.UUIDField(null=True)
    owner_uuid = models.UUIDField()
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.PARSED)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["ImportPlan"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_ended_at_set_when_ended",
                condition=models.Q(state=PlanState.PARSED, ended_at__isnull=True)
                | models.Q(state__in=[PlanState.APPLIED, PlanState.DISCARDED], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class Notice(models.Model):
    """A message to one account: a code with parameters, rendered in the reader's language, and a link."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner_uuid = models.UUIDField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Notice"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner_uuid", "-created_at"], name="notice_owner")]

    def __str__(self) -> str:
        return self.code
