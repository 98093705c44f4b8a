"""Requests for correction (勘误)."""

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from personnel.access.scope import own_officer
from personnel.changes.models import Change
from personnel.corrections.states import CorrectionState
from personnel.home.correctable import Text, label_of
from personnel.officers.fields import EncryptedTextField
from personnel.officers.models import Officer
from records import clock

if TYPE_CHECKING:
    from records.actor import Actor

ANSWER = "corrections.answer"


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """Named questions about requests."""

    def visible_to(self, actor: "Actor", permission: str = ANSWER) -> Self:
        """One's own, and those of the people whose requests one may answer."""
        return self.filter(_in_scope(actor, permission) | Q(officer__in=own_officer(actor)))

    def answerable_by(self, actor: "Actor") -> Self:
        """Those of other people within the actor's scope."""
        return self.filter(_in_scope(actor, ANSWER)).exclude(officer__in=own_officer(actor))

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state=CorrectionState.ASKED)


def _in_scope(actor: "Actor", permission: str) -> Q:
    return Q(officer__in=Officer.objects.managed_by(actor, permission, now=clock.now()))


class CorrectionRequest(models.Model):
    """An officer holds that something on record about him is wrong; HR answers.

    code and fact_uuid name the fact (correctable.py), revision the change that had written it then. What was shown
    and what is wanted may be personal data, so they are encrypted. change: the one that put it right.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="correction_requests")
    code = models.CharField(max_length=40)
    fact_uuid = models.UUIDField()
    revision = models.BigIntegerField(default=0)
    shown = EncryptedTextField()
    wanted = EncryptedTextField()
    reason = EncryptedTextField()
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.ASKED)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(blank=True, default="")
    answered_by_uuid = models.UUIDField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True, default="")
    document_no = models.CharField(max_length=100, blank=True, default="")
    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+")

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="correction_state_known", condition=Q(state__in=CorrectionState.values)),
            models.UniqueConstraint(
                fields=["officer", "code", "fact_uuid"],
                condition=Q(state=CorrectionState.ASKED),
                name="correction_open_once",
            ),
            models.CheckConstraint(
                name="correction_ended_when",
                condition=Q(state=CorrectionState.ASKED, ended_at__isnull=True)
                | ~Q(state=CorrectionState.ASKED) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_answered_by",
                condition=Q(
                    state__in=[CorrectionState.ACCEPTED, CorrectionState.REFUSED], answered_by_uuid__isnull=False
                )
                | Q(state__in=[CorrectionState.ASKED, CorrectionState.WITHDRAWN], answered_by_uuid__isnull=True),
            ),
            models.CheckConstraint(
                name="correction_refused_why", condition=~Q(state=CorrectionState.REFUSED) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="correction_accepted_by_what",
                condition=Q(state=CorrectionState.ACCEPTED, change__isnull=False) & ~Q(document_no="")
                | ~Q(state=CorrectionState.ACCEPTED) & Q(change__isnull=True, document_no=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="correction_waiting")]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Text:
        """What it is about."""
        return label_of(self.code)
