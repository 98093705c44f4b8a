"""Marking a sitting as a whole, and the second person's look at the figures."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.delivery.closing import close_sitting, is_running
from exams.marking.answers import MarkedForm, marked_forms
from exams.marking.models import AttemptScore, MarkingRun
from exams.marking.rules import as_decimal
from exams.sittings.models import Sitting
from exams.sittings.sittings import check_move, lock_sitting, move_sitting, refuse_authors
from exams.sittings.states import CLOCKED, SittingState
from records import clock
from records.actor import Actor
from records.jobs import enqueue
from records.models import Job
from records.refusals import Refusal

BATCH = 500
TASK = "exams.mark_sitting"


def request_marking(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> Job:
    """Have the sitting marked in the background. Raises Refusal("sittings.state" | "sittings.author")."""
    at = now or clock.now()
    refuse_authors(sitting.paper, actor)
    if is_running(sitting, at):
        raise Refusal("sittings.live", _("The sitting is still running."))
    check_move_closed(sitting, at)
    return enqueue(
        TASK,
        actor=actor,
        about=str(sitting),
        subject_uuid=sitting.uuid,
        params={"sitting": str(sitting.uuid)},
        link=reverse("exams:sitting", args=[sitting.uuid]),
        now=at,
    )


def check_move_closed(sitting: Sitting, at: datetime) -> None:
    """Refuse to mark what is neither closed nor marked. Raises Refusal("sittings.state")."""
    if sitting.state_at(at) != SittingState.CLOSED:
        check_move(sitting, SittingState.MARKED, at)


@transaction.atomic
def mark_sitting(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> MarkingRun:
    """Score every attempt under the newest keys; a run more, nothing of an earlier one changes.

    A sitting that only the clock has closed is closed first; marking again takes a moderation back.
    Raises Refusal("sittings.state" | "sittings.author" | "sittings.live").
    """
    at = now or clock.now()
    refuse_authors(sitting.paper, actor)
    locked = lock_sitting(sitting)
    if locked.state in CLOCKED and not is_running(locked, at):
        locked = close_sitting(sitting=locked, actor=actor, now=at)
    check_move(locked, SittingState.MARKED, at)
    forms = marked_forms(locked)
    last = MarkingRun.objects.filter(sitting=locked).aggregate(last=Max("number"))["last"] or 0
    run = MarkingRun.objects.create(
        sitting=locked,
        number=last + 1,
        marked_by=actor.uuid,
        marked_by_name=actor.name,
        marked_at=at,
        attempts=sum(len(form.attempts) for form in forms),
        fingerprint=fingerprint_of(forms),
    )
    run.key_revisions.set([form.revision for form in forms])
    AttemptScore.objects.bulk_create((row for form in forms for row in _scores(run, form)), batch_size=BATCH)
    move_sitting(
        locked,
        SittingState.MARKED,
        "exams.sitting_marked",
        actor,
        at,
        marked_by=actor.uuid,
        marked_at=at,
        moderated_by=None,
        moderated_by_name="",
        moderated_at=None,
    )
    return run


def _scores(run: MarkingRun, form: MarkedForm) -> Iterable[AttemptScore]:
    for attempt, vector, total in zip(form.attempts, form.scores.tolist(), form.totals.tolist(), strict=True):
        yield AttemptScore(run=run, attempt=attempt, vector=vector, total=as_decimal(total))


def fingerprint_of(forms: Sequence[MarkedForm]) -> str:
    """Hash of all scores: two runs over the same answers and keys have the same."""
    rows = sorted(
        (str(attempt.uuid), vector)
        for form in forms
        for attempt, vector in zip(form.attempts, form.scores.tolist(), strict=True)
    )
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


@transaction.atomic
def moderate_sitting(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> Sitting:
    """A second person has looked at the figures and lets them stand. Twice is once.

    Raises Refusal("sittings.second_person" | "sittings.author" | "sittings.state").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    if actor.uuid in (locked.planned_by, locked.marked_by):
        raise Refusal(
            "sittings.second_person",
            _("You planned or marked this sitting; a second person has to look at its figures."),
        )
    if locked.state == SittingState.MODERATED:
        return locked
    check_move(locked, SittingState.MODERATED, at)
    return move_sitting(
        locked,
        SittingState.MODERATED,
        "exams.sitting_moderated",
        actor,
        at,
        moderated_by=actor.uuid,
        moderated_by_name=actor.name,
        moderated_at=at,
    )


def newest_run(sitting: Sitting) -> MarkingRun | None:
    """The run whose scores count."""
    return MarkingRun.objects.filter(sitting=sitting).order_by("-number").first()
