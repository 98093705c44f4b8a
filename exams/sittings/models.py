"""Exams, their sittings, and who is registered for them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exams.papers.models import Paper
from exams.sittings import rules
from exams.sittings.states import (
    CLOCKED,
    LIVE,
    OVER,
    Absence,
    ExamKind,
    RegistrationState,
    SittingState,
)
from personnel.access.scope import assigned_to, kept_by, own_officer
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from qualifications.states import Level

if TYPE_CHECKING:
    from records.actor import Actor

SITTING = "exams.sitting"


def of_sittings(actor: Actor, permission: str) -> Q:
    """Condition on what belongs to a sitting: the actor holds it, or it is assigned to him."""
    held = kept_by(actor, permission, unit="sitting__exam__owner", stream="sitting__exam__stream")
    return held | Q(sitting__uuid__in=assigned_to(actor, SITTING, permission))


class ExamQuerySet(models.QuerySet["Exam"]):
    """Named questions about exams."""

    def visible_to(self, actor: Actor, permission: str = "sitting.view") -> Self:
        """Exams of the units for which the actor holds exams."""
        return self.filter(kept_by(actor, permission, unit="owner", stream="stream"))


class Exam(models.Model):
    """What is held: its level, stream and pass mark; it has one sitting or several."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ExamKind)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True, default="")
    stream = models.CharField(_("stream"), max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    pass_mark = models.DecimalField(_("pass mark"), max_digits=6, decimal_places=2)
    shows_rationales = models.BooleanField(_("questions and rationales with the result"), default=True)
    created_by = models.UUIDField()
    created_by_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(_("created at"))

    objects = ExamQuerySet.as_manager()

    class Meta:
        verbose_name = _("exam")
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("owner", "title"), name="exam_title_once"),
            models.CheckConstraint(condition=Q(pass_mark__gt=0), name="exam_pass_mark_positive"),
            models.CheckConstraint(condition=Q(level__in=["", *Level.values]), name="exam_level_known"),
            models.CheckConstraint(
                condition=Q(kind__in=(ExamKind.MONTHLY, ExamKind.SPECIAL), level="")
                | Q(kind=ExamKind.BASIC, level=Level.BASIC)
                | Q(kind=ExamKind.INTERMEDIATE, level=Level.INTERMEDIATE)
                | Q(kind=ExamKind.ADVANCED, level=Level.ADVANCED)
                | Q(kind=ExamKind.MAKE_UP),
                name="exam_level_fits_kind",
            ),
        )

    def __str__(self) -> str:
        return self.title


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Named questions about sittings."""

    def visible_to(self, actor: Actor, permission: str = "sitting.view") -> Self:
        """Sittings of the units for which the actor holds exams, and those that are assigned to him."""
        assigned = assigned_to(actor, SITTING, permission)
        return self.filter(kept_by(actor, permission, unit="exam__owner", stream="exam__stream") | Q(uuid__in=assigned))

    def open_at(self, now: datetime) -> Self:
        """Sittings whose hours have begun and not ended."""
        return self.filter(state__in=CLOCKED, opens_at__lte=now, closes_at__gt=now)

    def released(self) -> Self:
        """Sittings whose results are out."""
        return self.filter(state=SittingState.RELEASED)

    def keeping_secret(self, paper: Paper) -> Self:
        """Sittings that the paper has still to be kept secret for."""
        return self.filter(paper=paper).exclude(state__in=(SittingState.RELEASED, SittingState.CANCELLED))


class Sitting(models.Model):
    """One batch of an exam: its paper, its hours, how long one has, and how far it is.

    `state` holds what somebody did; whether a published sitting is open or over by now, `state_at` says.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="sittings")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="sittings")
    name = models.CharField(_("batch"), max_length=60, blank=True, default="")
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    state = models.CharField(_("state"), max_length=10, choices=SittingState, default=SittingState.PLANNED)
    planned_by = models.UUIDField()
    planned_by_name = models.CharField(max_length=120)
    planned_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    marked_by = models.UUIDField(null=True)
    marked_at = models.DateTimeField(null=True)
    moderated_by = models.UUIDField(null=True)
    moderated_by_name = models.CharField(max_length=120, blank=True, default="")
    moderated_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        ordering = ("-opens_at", "-id")
        indexes = (models.Index(fields=("state", "opens_at"), name="sitting_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="sitting_period_forward"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="sitting_minutes_positive"),
            models.CheckConstraint(condition=Q(state__in=SittingState.values), name="sitting_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(SittingState.PLANNED, SittingState.CANCELLED)) | Q(published_at__isnull=False),
                name="sitting_published_when",
            ),
            models.CheckConstraint(
                condition=Q(state=SittingState.SUSPENDED, suspended_at__isnull=False)
                | Q(suspended_at__isnull=True)
                | Q(state=SittingState.CANCELLED),
                name="sitting_suspended_when",
            ),
            models.CheckConstraint(
                condition=Q(state=SittingState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=SittingState.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="sitting_cancelled_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_at__isnull=False) | (~Q(state__in=OVER) & Q(closed_at__isnull=True)),
                name="sitting_closed_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(SittingState.MARKED, SittingState.MODERATED, SittingState.RELEASED),
                    marked_at__isnull=False,
                    marked_by__isnull=False,
                )
                | Q(marked_at__isnull=True, marked_by__isnull=True),
                name="sitting_marked_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(SittingState.MODERATED, SittingState.RELEASED),
                    moderated_at__isnull=False,
                    moderated_by__isnull=False,
                )
                | Q(moderated_at__isnull=True, moderated_by__isnull=True),
                name="sitting_moderated_when",
            ),
            models.CheckConstraint(
                condition=Q(moderated_by__isnull=True)
                | (~Q(moderated_by=F("planned_by")) & ~Q(moderated_by=F("marked_by"))),
                name="sitting_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=SittingState.RELEASED, released_at__isnull=False) | Q(released_at__isnull=True),
                name="sitting_released_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exam} {self.name}".strip()

    def state_at(self, now: datetime) -> SittingState:
        """The state as the clock has it: a published sitting opens and closes by itself."""
        return rules.state_at(SittingState(self.state), self.opens_at, self.closes_at, now)

    @property
    def period(self) -> timedelta:
        """How long one has."""
        return timedelta(minutes=self.minutes)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Named questions about registrations."""

    def visible_to(self, actor: Actor, permission: str = "sitting.view") -> Self:
        """Those of the sittings that the actor holds or is assigned to, and his own."""
        return self.filter(of_sittings(actor, permission) | Q(officer__in=own_officer(actor)))

    def live(self) -> Self:
        """Neither withdrawn nor refused."""
        return self.filter(state__in=LIVE)


class Registration(models.Model):
    """That an officer is to sit in a sitting."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="registrations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=14, choices=RegistrationState)
    absence = models.CharField(_("reason of absence"), max_length=12, choices=Absence, blank=True, default=Absence.NONE)
    absence_document_no = models.CharField(max_length=100, blank=True, default="")
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(_("created at"))
    ended_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        ordering = ("sitting", "id")
        indexes = (models.Index(fields=("officer", "sitting"), name="registration_officer"),)
        constraints = (
            models.UniqueConstraint(
                fields=("sitting", "officer"), condition=Q(state__in=LIVE), name="registration_live_once"
            ),
            models.CheckConstraint(condition=Q(state__in=RegistrationState.values), name="registration_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at__isnull=True)
                | Q(state__in=(RegistrationState.WITHDRAWN, RegistrationState.REFUSED), ended_at__isnull=False),
                name="registration_ended_when",
            ),
            models.CheckConstraint(condition=Q(absence__in=Absence.values), name="registration_absence_known"),
        )

    def __str__(self) -> str:
        return f"{self.officer} @ {self.sitting_id}"
