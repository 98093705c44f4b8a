"""Changes and dated facts: the append-only ground of the registry.

A Change says who changed what about one officer or unit, when, why and by which document. A dated fact holds from
an instant to an instant and is opened by a Change; a later Change may close it (it is then no longer believed).
Ending a fact at T is closing its row and opening a copy that ends at T: ending is not disbelieving.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from records.guards import AppendOnly
from records.periods import holding, reaching

if TYPE_CHECKING:
    from records.actor import Actor


class ChangeQuerySet(models.QuerySet["Change"]):
    """Named questions about changes."""

    def visible_to(self, actor: "Actor") -> Self:
        """Changes of the people and units that the actor sees."""
        people, units = (_subjects(self.model, name, actor) for name in ("officer", "unit"))
        return self.filter(Q(officer__in=people) | Q(unit__in=units))


class Change(AppendOnly):
    """Who changed what about one officer or one unit, when, why, by which document.

    Its id is the revision: reading as of revision R takes the facts with opened_by <= R that were not closed by then.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey("personnel.Officer", models.PROTECT, null=True, related_name="changes")
    unit = models.ForeignKey("personnel.Unit", models.PROTECT, null=True, related_name="changes")
    recorded_at = models.DateTimeField()
    actor_uuid = models.UUIDField()
    actor_name = models.CharField(max_length=100)
    actor_role = models.CharField(max_length=30, blank=True)
    reason_code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    document_no = models.CharField(max_length=100, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="change_has_one_subject",
                condition=Q(officer__isnull=False, unit__isnull=True) | Q(officer__isnull=True, unit__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "id"], name="change_officer"),
            models.Index(fields=["officer", "recorded_at"], name="change_officer_at"),
            models.Index(fields=["unit", "id"], name="change_unit"),
            models.Index(fields=["unit", "recorded_at"], name="change_unit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.reason_code}"


T = TypeVar("T", bound="DatedFact")


def _subjects(model: type[models.Model], name: str, actor: "Actor") -> "models.QuerySet[Any]":
    """The people or units that the actor sees: their rooms lie above this one, so it asks their manager."""
    subject: Any = model._meta.get_field(name).related_model
    return cast("models.QuerySet[Any]", subject._default_manager.visible_to(actor))


class DatedFactQuerySet(models.QuerySet[T]):
    """Named questions about facts: what is believed, was known, holds."""

    def visible_to(self, actor: "Actor") -> Self:
        """Facts about the people or units that the actor sees."""
        name = self.model.subject_field
        return self.filter(**{f"{name}__in": _subjects(self.model, name, actor)})

    def believed(self) -> Self:
        """What is known now: rows that no Change has closed."""
        return self.filter(closed_by__isnull=True)

    def as_of(self, revision: int) -> Self:
        """What was known at a revision (the id of a Change of the same subject)."""
        return self.filter(Q(closed_by__isnull=True) | Q(closed_by__gt=revision), opened_by__lte=revision)

    def holding_at(self, instant: datetime) -> Self:
        """Rows whose period covers the instant."""
        return self.filter(holding(instant))

    def overlapping(self, start: datetime, end: datetime | None) -> Self:
        """Rows whose period meets [start, end); end None is open."""
        rows = self.filter(reaching(start))
        return rows if end is None else rows.filter(valid_from__lt=end)


class DatedFact(AppendOnly):
    """A row that holds in [valid_from, valid_to); valid_to null is open.

    uuid is shared by all rows of one fact (an original and the copies that end it): servings, appeals, certificates
    and URLs refer to it. `subject_field` names the foreign key of whom the fact is about.
    """

    set_once: ClassVar[tuple[str, ...]] = ("closed_by_id",)
    subject_field: ClassVar[str] = "officer"

    uuid = models.UUIDField(default=uuid4, editable=False, db_index=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Change, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_period_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
            ),
            models.CheckConstraint(
                name="%(class)s_closed_after_opened",
                condition=Q(closed_by__isnull=True) | Q(closed_by__gt=F("opened_by")),
            ),
        ]
