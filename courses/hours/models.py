"""Hours of training, and how many a year asks for."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q, Sum

from courses.catalogue.models import Course
from courses.hours.rules import year_bounds
from personnel.access.scope import own_officer
from personnel.officers.models import Officer
from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor


class TrainingHoursQuerySet(models.QuerySet["TrainingHours"]):
    """Named questions about hours."""

    def visible_to(self, actor: "Actor", permission: str = "course.manage") -> Self:
        """Hours of people within the actor's scope, and his own."""
        people = Officer.objects.visible_to(actor, permission)
        return self.filter(Q(officer__in=people) | Q(officer__in=own_officer(actor)))

    def of_year(self, year: int) -> Self:
        """Hours earned in the calendar year (Asia/Shanghai)."""
        start, end = year_bounds(year)
        return self.filter(earned_at__gte=start, earned_at__lt=end)

    def earned_by(self, instant: datetime) -> Self:
        """Hours earned up to the instant."""
        return self.filter(earned_at__lte=instant)

    def total(self) -> Decimal:
        """The hours together."""
        return self.aggregate(total=Sum("hours"))["total"] or Decimal(0)


class TrainingHours(AppendOnly):
    """Hours that an officer earned, once: by a course of this system, or by an outside list with a document number."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="training_hours")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="hours_earned")
    enrolment_uuid = models.UUIDField(null=True, unique=True)
    title = models.CharField(max_length=120)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    earned_at = models.DateTimeField()
    document_no = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_uuid = models.UUIDField()
    recorded_by_name = models.CharField(max_length=100)

    objects = TrainingHoursQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="training_hours_positive", condition=Q(hours__gt=0)),
            models.CheckConstraint(
                name="training_hours_have_a_source",
                condition=Q(course__isnull=False, enrolment_uuid__isnull=False, document_no="")
                | (Q(course__isnull=True, enrolment_uuid__isnull=True) & ~Q(document_no="")),
            ),
            models.UniqueConstraint(
                fields=["officer", "course"], condition=Q(course__isnull=False), name="training_hours_course_once"
            ),
            models.UniqueConstraint(
                fields=["officer", "document_no", "title", "earned_at"],
                condition=Q(course__isnull=True),
                name="training_hours_list_once",
            ),
        ]
        indexes = [models.Index(fields=["officer", "earned_at"], name="training_hours_officer")]

    def __str__(self) -> str:
        return f"{self.title} {self.hours}"


class HoursDemand(models.Model):
    """How many hours a year asks of an officer, from a day on until the next such row."""

    valid_from = models.DateField(unique=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(name="hours_demand_positive", condition=Q(hours__gt=0))]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.hours}"
