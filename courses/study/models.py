"""Who takes which course and how far he is."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from courses.catalogue.models import Course, CoursePart
from courses.study.rules import Progress, is_overdue
from courses.study.states import ENDED_STATES, KEPT_STATES, OPEN_STATES, EnrolmentState
from personnel.access.scope import own_officer
from personnel.officers.models import Officer

if TYPE_CHECKING:
    from records.actor import Actor


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Named questions about enrolments."""

    def visible_to(self, actor: "Actor", permission: str = "course.manage") -> Self:
        """Enrolments of people within the actor's scope, and his own."""
        people = Officer.objects.visible_to(actor, permission)
        return self.filter(Q(officer__in=people) | Q(officer__in=own_officer(actor)))

    def own(self, actor: "Actor") -> Self:
        """The actor's own: only he studies."""
        return self.filter(officer__in=own_officer(actor))

    def open(self) -> Self:
        """Courses still to be completed."""
        return self.filter(state__in=OPEN_STATES)

    def ended(self) -> Self:
        """Completed, failed or withdrawn."""
        return self.filter(state__in=ENDED_STATES)

    def kept(self) -> Self:
        """Open or completed: an officer has at most one of these for a course."""
        return self.filter(state__in=KEPT_STATES)

    def overdue_on(self, day: date) -> Self:
        """Open ones whose last day has passed."""
        return self.open().filter(course__due_on__lt=day)

    def with_progress(self) -> Self:
        """With part_count and parts_done, and their course."""
        parts = CoursePart.objects.filter(course=OuterRef("course")).order_by().values("course")
        done = PartDone.objects.filter(enrolment=OuterRef("pk"), done_at__isnull=False).order_by().values("enrolment")
        return self.select_related("course").annotate(
            part_count=Coalesce(Subquery(parts.annotate(n=Count("pk")).values("n")), 0),
            parts_done=Coalesce(Subquery(done.annotate(n=Count("pk")).values("n")), 0),
        )

    def by_due_day(self) -> Self:
        """What is due first comes first, what is never due last."""
        return self.order_by(F("course__due_on").asc(nulls_last=True), "course__title")


class Enrolment(models.Model):
    """One officer on one course."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState, default=EnrolmentState.ENROLLED)
    enrolled_at = models.DateTimeField()
    enrolled_by_uuid = models.UUIDField()
    enrolled_by_name = models.CharField(max_length=100)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    # Set by `with_progress`.
    part_count: int
    parts_done: int

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "officer"], condition=Q(state__in=KEPT_STATES), name="enrolment_kept_once"
            ),
            models.CheckConstraint(name="enrolment_state_known", condition=Q(state__in=EnrolmentState.values)),
            models.CheckConstraint(
                name="enrolment_ended_at_set_when_ended",
                condition=Q(state__in=ENDED_STATES, ended_at__isnull=False)
                | Q(state__in=OPEN_STATES, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="enrolment_started_at_set_when_started",
                condition=Q(state=EnrolmentState.ENROLLED, started_at__isnull=True)
                | Q(state=EnrolmentState.WITHDRAWN)
                | Q(
                    state__in=[EnrolmentState.ATTENDING, EnrolmentState.COMPLETED, EnrolmentState.FAILED],
                    started_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["officer", "state"], name="enrolment_officer")]

    def __str__(self) -> str:
        return f"{self.course_id}/{self.officer_id}"

    @property
    def progress(self) -> Progress:
        """How far it is; for rows of `with_progress`."""
        return Progress(self.part_count, self.parts_done, self.state == EnrolmentState.COMPLETED)

    def may_answer(self) -> bool:
        """Whether the quiz stands open; for rows of `with_progress`."""
        return self.state == EnrolmentState.ATTENDING and self.progress.quiz_open

    def is_overdue_on(self, day: date) -> bool:
        """Whether it is open though its last day has passed."""
        return self.state in OPEN_STATES and is_overdue(self.course.due_on, day)


class PartDone(models.Model):
    """A part that an officer opened, and when he was done with it."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="parts")
    part = models.ForeignKey(CoursePart, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "part"], name="part_done_once"),
            models.CheckConstraint(
                name="part_done_after_opened", condition=Q(done_at__isnull=True) | Q(done_at__gte=F("opened_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.part_id}"


class QuizAttempt(models.Model):
    """One answering of a course's quiz. answers: {question uuid: [option id]}."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    right = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["enrolment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="quiz_attempt_number_once"),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(passed=True), name="quiz_passed_once"),
            models.CheckConstraint(name="quiz_right_within_total", condition=Q(right__lte=F("total"), total__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.right}/{self.total}"
