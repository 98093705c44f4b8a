"""Courses with their parts and their quiz."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.catalogue.states import QuestionKind
from personnel.access.scope import units_of, units_served
from personnel.officers.models import Appointment, Officer
from personnel.units.models import Unit, UnitClosure

if TYPE_CHECKING:
    from records.actor import Actor


class CourseQuerySet(models.QuerySet["Course"]):
    """Named questions about courses."""

    def visible_to(self, actor: "Actor", permission: str = "course.manage") -> Self:
        """Material: usable by its owner unit and everything below it."""
        return self.filter(owner__in=units_served(actor, permission))

    def kept_by(self, actor: "Actor", permission: str = "course.manage") -> Self:
        """Courses of the units for which the actor manages courses."""
        return self.filter(owner__in=units_of(actor, permission))

    def open_on(self, day: date) -> Self:
        """Courses that can still be completed in time on the day."""
        return self.filter(Q(due_on__isnull=True) | Q(due_on__gte=day))

    def offered_to(self, officer: Officer, instant: datetime) -> Self:
        """Courses that the officer may join: those of his units and of the units above them."""
        posts = Appointment.objects.believed().holding_at(instant).filter(officer=officer).values("unit_id")
        above = UnitClosure.objects.at(instant).filter(descendant__in=posts).values("ancestor_id")
        return self.filter(owner__in=above)


class Course(models.Model):
    """A short online course: its parts are read in order, then its quiz is answered. Once published it is kept."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    legal_basis = models.CharField(max_length=200)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    due_on = models.DateField(null=True)
    pass_share = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal(1))
    attempts_allowed = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField()
    published_by_uuid = models.UUIDField()
    published_by_name = models.CharField(max_length=100)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "title"], name="course_title_once"),
            models.CheckConstraint(name="course_title_given", condition=~Q(title="")),
            models.CheckConstraint(name="course_hours_positive", condition=Q(hours__gt=0)),
            models.CheckConstraint(name="course_pass_share", condition=Q(pass_share__gt=0, pass_share__lte=1)),
            models.CheckConstraint(
                name="course_attempts_positive",
                condition=Q(attempts_allowed__isnull=True) | Q(attempts_allowed__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CoursePart(models.Model):
    """One part of a course. minimum_seconds: how long it stays open at least before it counts as read (0: no rule)."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    minimum_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["course", "number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="course_part_number_once")]

    def __str__(self) -> str:
        return self.title


class QuizQuestion(models.Model):
    """A question of a course's quiz. options: [{id, text}] with random ids; key: ids of the right ones."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind)
    stem = models.TextField()
    options = models.JSONField()
    key = models.JSONField()
    rationale = models.TextField()

    class Meta:
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="quiz_question_number_once"),
            models.CheckConstraint(name="quiz_question_kind_known", condition=Q(kind__in=QuestionKind.values)),
        ]

    def __str__(self) -> str:
        return self.stem[:40]
