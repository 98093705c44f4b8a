"""Tables of the ground floor. Owners and subjects are kinds and UUIDs: no foreign key leads up from here."""

from typing import TypeVar
from uuid import uuid4

from django.db import models

from records.actor import Actor
from records.columns import OwnTransaction
from records.guards import AppendOnly
from records.states import JOB_ENDS, PLAN_ENDS, JobState, PlanState


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
    # The transaction that wrote the row, by the database's own count: the sequencer goes no further than the oldest
    # that is still open. 0 where transactions stand in a line anyway.
    transaction = models.BigIntegerField(db_default=OwnTransaction(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["subject_uuid", "at"], name="audit_subject"),
            models.Index(fields=["actor_uuid", "at"], name="audit_actor"),
            models.Index(fields=["action", "at"], name="audit_action"),
            models.Index(fields=["actor_unit", "at"], name="audit_unit"),
            models.Index(fields=["address", "at"], name="audit_address", condition=~models.Q(address="")),
            models.Index(fields=["document_no", "at"], name="audit_document", condition=~models.Q(document_no="")),
            models.Index(fields=["transaction", "id"], name="audit_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class AuditSeal(AppendOnly):
    """One link of the audit chain: an entry's place in the order, its digest, and the link before it.

    The entry is named by its key and its uuid, not by a foreign key, so that entries can be archived apart.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    entry_uuid = models.UUIDField()
    entry_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)  # "" for the first
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)
    form = models.PositiveSmallIntegerField()  # of the entry as bytes: records.digests.FORMS
    day = models.DateField()
    sealed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day", "number"], name="seal_day")]
        constraints = [
            models.CheckConstraint(name="seal_numbers_begin_at_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class AuditHead(AppendOnly):
    """A day's head: its last seal, signed. The same stands in a file outside the database."""

    day = models.DateField(unique=True)
    number = models.BigIntegerField()  # the last seal's until the day's end, 0 before the first
    count = models.BigIntegerField()  # seals of the day
    seal_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)  # digest of the head of the day before
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)
    scheme = models.CharField(max_length=20)
    key = models.CharField(max_length=64)  # fingerprint of the public key
    signature = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.number}"


class PeriodicRun(models.Model):
    """When a periodic verb last ran, and how."""

    name = models.CharField(max_length=60, unique=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="periodic_run_started_before_ended",
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


T = TypeVar("T", bound=models.Model)


class OwnedQuerySet(models.QuerySet[T]):
    """Rows that belong to one account."""

    def visible_to(self, actor: Actor) -> "OwnedQuerySet[T]":
        """Only the owner's own."""
        return self.filter(owner_uuid=actor.uuid)


class Job(models.Model):
    """Background work with its progress, in its owner's name. It carries ids only; one verb does the work.

    attempt: how often a worker took it up; what an earlier one still reports is not heard. link: where it leads.
    failure: a refusal as kept (code, message id, parameters).
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    task = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    about = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True)
    owner_uuid = models.UUIDField()
    owner_name = models.CharField(max_length=100)
    owner_role = models.CharField(max_length=30, blank=True)
    owner_unit = models.UUIDField(null=True)
    owner_address = models.CharField(max_length=45, blank=True)
    subject_uuid = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.JSONField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Job"].as_manager()
    reported = float("-inf")  # by the process's clock: when progress was last written

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_ended_at_set_when_ended",
                condition=models.Q(state__in=JOB_ENDS, ended_at__isnull=False)
                | models.Q(state__in=[JobState.WAITING, JobState.RUNNING], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_running_has_heartbeat",
                condition=~models.Q(state=JobState.RUNNING)
                | models.Q(started_at__isnull=False, heartbeat_at__isnull=False),
            ),
            models.CheckConstraint(
                name="job_failed_says_why",
                condition=models.Q(state=JobState.FAILED, failure__isnull=False)
                | models.Q(~models.Q(state=JobState.FAILED), failure__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_uuid", "created_at"], name="job_owner"),
            models.Index(fields=["created_at"], name="job_created"),
            models.Index(
                fields=["state", "sent_at"],
                name="job_live",
                condition=models.Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.state})"

    def actor(self) -> Actor:
        """Who asked for the work, as he asked: the verb acts in his name."""
        return Actor(
            uuid=self.owner_uuid,
            name=self.owner_name,
            role=self.owner_role,
            unit=self.owner_unit,
            address=self.owner_address,
        )

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in JOB_ENDS


class StoredFile(models.Model):
    """A file of one owner. Its content stands encrypted in the folder, once, under its hash (files.py)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    owner_kind = models.CharField(max_length=60)
    owner_uuid = models.UUIDField()
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)  # an upload on its way, which nobody may drop if things go wrong

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_uuid", "sha256"], name="file_once_per_owner"),
        ]
        indexes = [models.Index(fields=["sha256"], name="file_content")]

    def __str__(self) -> str:
        return self.name


class ImportPlan(models.Model):
    """What a file would change, row by row, until a person confirms or discards it.

    result: ids of what applying it made.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    target_uuid = models.UUIDField(null=True)
    owner_uuid = models.UUIDField()
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.PARSED)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["ImportPlan"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_ended_at_set_when_ended",
                condition=models.Q(state=PlanState.PARSED, ended_at__isnull=True)
                | models.Q(state__in=PLAN_ENDS, ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="plan_undecided")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class PlanChunk(models.Model):
    """Rows of a plan that have one outcome, a page of them: compressed and encrypted, with each row's place."""

    plan = models.ForeignKey(ImportPlan, models.CASCADE, related_name="chunks")
    outcome = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "outcome", "number"], name="plan_chunk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.number}"


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
        indexes = [
            models.Index(fields=["owner_uuid", "-created_at"], name="notice_owner"),
            models.Index(fields=["owner_uuid"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.code
