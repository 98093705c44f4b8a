"""Marking runs, scores and results."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from exams.delivery.models import Attempt
from exams.marking.states import Outcome, Source
from exams.papers.models import KeyRevision
from exams.sittings.models import Exam, Sitting
from exams.sittings.states import Absence
from personnel.access.scope import officers_of, own_officer
from personnel.officers.models import Officer
from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor


class MarkingRun(AppendOnly):
    """One marking of a whole sitting; which keys it used, `key_revisions` say."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField(_("run"))
    marked_by = models.UUIDField()
    marked_by_name = models.CharField(max_length=120)
    marked_at = models.DateTimeField(_("marked at"))
    key_revisions = models.ManyToManyField(KeyRevision, related_name="runs")
    attempts = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, help_text=_("Hash of all scores: the same again gives the same."))

    class Meta:
        verbose_name = _("marking run")
        ordering = ("sitting", "number")
        constraints = (
            models.UniqueConstraint(fields=("sitting", "number"), name="marking_run_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="marking_run_number"),
        )

    def __str__(self) -> str:
        return f"{self.sitting_id} #{self.number}"


class AttemptScore(AppendOnly):
    """What one attempt scored in one run: hundredths of a mark by item number (the first is item 1), and the total."""

    run = models.ForeignKey(MarkingRun, models.PROTECT, related_name="scores")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="scores")
    vector = models.JSONField()
    total = models.DecimalField(_("score"), max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = _("score of an attempt")
        ordering = ("run", "attempt")
        constraints = (
            models.UniqueConstraint(fields=("run", "attempt"), name="attempt_score_once"),
            models.CheckConstraint(condition=Q(total__gte=0), name="attempt_score_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.total}"


class ResultQuerySet(models.QuerySet["Result"]):
    """Named questions about results."""

    def visible_to(self, actor: Actor, permission: str = "results.view") -> Self:
        """Results of the people within the actor's scope, and his own. None is written before its release."""
        within = Officer.objects.filter(officers_of(actor, permission))
        return self.filter(Q(officer__in=within) | Q(officer__in=own_officer(actor)))

    def current(self) -> Self:
        """The newest of each officer's results of one exam and day (a re-score appends another)."""
        later = Result.objects.filter(
            exam=OuterRef("exam"), officer=OuterRef("officer"), sat_on=OuterRef("sat_on"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def sat(self) -> Self:
        """Of those who came."""
        return self.exclude(outcome=Outcome.ABSENT)


class Result(AppendOnly):
    """What an officer reached in an exam, as released; appended, never changed.

    One that was marked here names its run and attempt; one from outside names the list's document. `passed` is None
    for somebody who was absent.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="results")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=8, choices=Source)
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="results")
    run = models.ForeignKey(MarkingRun, models.PROTECT, null=True, related_name="results")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, related_name="results")
    sat_on = models.DateField(_("sat on"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, null=True)
    full_marks = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    pass_mark = models.DecimalField(max_digits=6, decimal_places=2)
    absence = models.CharField(max_length=12, choices=Absence, blank=True, default=Absence.NONE)
    document_no = models.CharField(max_length=100, blank=True, default="")
    released_by = models.UUIDField()
    released_at = models.DateTimeField(_("released at"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        ordering = ("-sat_on", "-id")
        indexes = (
            models.Index(fields=("officer", "sat_on"), name="result_officer"),
            models.Index(fields=("exam", "sat_on"), name="result_exam"),
        )
        constraints = (
            models.UniqueConstraint(fields=("exam", "officer", "sat_on", "number"), name="result_once"),
            models.CheckConstraint(
                condition=Q(source=Source.MARKED, sitting__isnull=False, run__isnull=False)
                | Q(source=Source.OUTSIDE, sitting__isnull=True, run__isnull=True, attempt__isnull=True)
                & ~Q(document_no=""),
                name="result_names_its_source",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ABSENT, score__isnull=True)
                | Q(outcome=Outcome.PASSED, score__isnull=False, score__gte=models.F("pass_mark"), absence="")
                | Q(outcome=Outcome.FAILED, score__isnull=False, score__lt=models.F("pass_mark"), absence=""),
                name="result_outcome_follows_score",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.OUTSIDE) | Q(outcome=Outcome.ABSENT) | Q(attempt__isnull=False),
                name="result_of_an_attempt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer}: {self.score}"

    @property
    def passed(self) -> bool | None:
        """Whether the pass mark was reached; None for somebody who was absent."""
        return None if self.outcome == Outcome.ABSENT else self.outcome == Outcome.PASSED
