"""Attempts, what was answered in them, and what happened to them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exams.delivery import rules
from exams.delivery.grace import grace
from exams.delivery.states import AttemptState, EndedBy, EventKind
from exams.papers.models import FormItem, PaperForm
from exams.sittings.models import Registration, Sitting, of_sittings
from exams.sittings.states import SittingState
from personnel.access.scope import own_officer
from records.guards import AppendOnly

if TYPE_CHECKING:
    from records.actor import Actor

RUNNING = (AttemptState.STARTED, AttemptState.SUBMITTED, AttemptState.VOID)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Named questions about attempts; what the clock decides is asked with the moment."""

    def visible_to(self, actor: Actor, permission: str = "sitting.view") -> Self:
        """Those of the sittings that the actor holds or is assigned to, and his own."""
        return self.filter(of_sittings(actor, permission) | Q(registration__officer__in=own_officer(actor)))

    def live_at(self, now: datetime) -> Self:
        """Started and still taking answers (the grace after the deadline included); a suspended one stands still."""
        return self.filter(
            Q(deadline__gt=now - grace()) | Q(sitting__state=SittingState.SUSPENDED), state=AttemptState.STARTED
        )

    def overdue_at(self, now: datetime) -> Self:
        """Started, and ended by the clock since, whether recorded or not."""
        return self.filter(state=AttemptState.STARTED, deadline__lte=now - grace()).exclude(
            sitting__state=SittingState.SUSPENDED
        )

    def finished_at(self, now: datetime) -> Self:
        """Handed in, or ended by the clock."""
        overdue = Q(state=AttemptState.STARTED, deadline__lte=now - grace()) & ~Q(sitting__state=SittingState.SUSPENDED)
        return self.filter(Q(state=AttemptState.SUBMITTED) | overdue)

    def with_sitting(self) -> Self:
        """With sitting and exam in the same query, the form without its document."""
        whole = self.select_related("sitting__exam", "registration__officer__account", "form")
        return whole.defer("form__document")


class Attempt(models.Model):
    """One officer's run at one form.

    `token_hash` finds the attempt for saving; `holder` counts how often it was opened, so that an older page's
    token dies. `order` is this officer's order of items and options: a list for each section of
    [item number, positions of the options as digits].
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attempts")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attempts")
    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="attempts")
    state = models.CharField(_("state"), max_length=10, choices=AttemptState, default=AttemptState.ADMITTED)
    order = models.JSONField()
    holder = models.PositiveSmallIntegerField(default=0)
    token_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  (null: never opened; unique)
    admitted_at = models.DateTimeField()
    started_at = models.DateTimeField(_("started at"), null=True)
    deadline = models.DateTimeField(_("deadline"), null=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True)
    ended_by = models.CharField(max_length=12, choices=EndedBy, blank=True, default=EndedBy.NOBODY)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        ordering = ("sitting", "id")
        indexes = (models.Index(fields=("sitting", "state"), name="attempt_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("registration",), condition=~Q(state=AttemptState.VOID), name="attempt_live_once"
            ),
            models.CheckConstraint(condition=Q(state__in=AttemptState.values), name="attempt_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, started_at__isnull=False, deadline__gt=F("started_at"))
                | Q(state__in=(AttemptState.ADMITTED, AttemptState.ABSENT), started_at__isnull=True)
                & Q(deadline__isnull=True, token_hash__isnull=True),
                name="attempt_started_when",
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.SUBMITTED, submitted_at__isnull=False)
                & Q(submitted_at__gte=F("started_at"), submitted_at__lte=F("deadline"))
                & ~Q(ended_by="")
                | ~Q(state=AttemptState.SUBMITTED) & Q(submitted_at__isnull=True, ended_by=""),
                name="attempt_submitted_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.state}"

    def state_at(self, now: datetime) -> AttemptState:
        """The state as the clock has it: overdue is handed in, not come is absent."""
        return rules.state_at(
            AttemptState(self.state),
            self.deadline,
            SittingState(self.sitting.state),
            self.sitting.closes_at,
            now,
            grace=grace(),
        )

    def finished_when(self, now: datetime) -> datetime | None:
        """When it was handed in; an overdue one at its deadline; None while it runs or where it never did."""
        if self.submitted_at is None and self.state_at(now) == AttemptState.SUBMITTED:
            return self.deadline
        return self.submitted_at


class Response(models.Model):
    """The latest answer to one item; a newer one is of a later holder, or of the same one with a higher sequence."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="responses")
    item = models.ForeignKey(FormItem, models.PROTECT, related_name="+")
    answer = models.JSONField(default=list)
    flagged = models.BooleanField(default=False)
    holder = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("response")
        ordering = ("attempt", "item")
        constraints = (models.UniqueConstraint(fields=("attempt", "item"), name="response_once"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.item_id}"


class AttemptEvent(AppendOnly):
    """Something that happened to an attempt: who, when, with what effect."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    at = models.DateTimeField()
    actor_uuid = models.UUIDField()
    actor_name = models.CharField(max_length=120)
    params = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event of an attempt")
        ordering = ("attempt", "id")

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind}"
