"""Interrupting, going on with and closing a sitting."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from exams.delivery.attempts import admit_officers, audit_attempts, end_overdue, postpone
from exams.delivery.grace import grace
from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from exams.sittings.models import Registration, Sitting
from exams.sittings.sittings import check_move, lock_sitting, move_sitting, refuse_authors
from exams.sittings.states import CLOCKED, OVER, SittingState
from records import clock
from records.actor import Actor
from records.refusals import Refusal


@transaction.atomic
def close_sitting(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> Sitting:
    """End a sitting that nobody sits any more: who didn't come is absent. Twice is once.

    After its hours the clock has closed it: the verb only records that, with the clock's moment.
    Raises Refusal("sittings.state" | "sittings.author" | "sittings.live").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    if locked.state in OVER:
        return locked
    if locked.state_at(at) != SittingState.CLOSED:
        check_move(locked, SittingState.CLOSED, at)
    attempts = Attempt.objects.filter(sitting=locked)
    end_overdue(attempts=attempts, now=at)
    _record_absent(locked, actor, at)
    if live := attempts.live_at(at).count():
        raise Refusal(
            "sittings.live",
            _("%(count)s officers are still answering; the sitting can be closed once nobody is."),
            count=live,
        )
    closed_at = _closed_when(locked, at)
    return move_sitting(locked, SittingState.CLOSED, "exams.sitting_closed", actor, at, closed_at=closed_at)


def _record_absent(sitting: Sitting, actor: Actor, at: datetime) -> None:
    """Who has not begun is absent. Their rows are locked first: who begins meanwhile is either live or refused."""
    admit_officers(sitting=sitting, actor=actor, now=at)
    live = Registration.objects.live().filter(sitting=sitting)
    absent = Attempt.objects.filter(sitting=sitting, state=AttemptState.ADMITTED, registration__in=live)
    rows = list(absent.select_for_update(of=("self",), no_key=True).with_sitting().order_by("pk"))
    for row in rows:
        row.state = AttemptState.ABSENT
    absent.update(state=AttemptState.ABSENT)
    audit_attempts("exams.attempt_absent", rows, actor, at)


def _closed_when(sitting: Sitting, at: datetime) -> datetime:
    """Now, or when the clock closed it: at its hour, or when the last extended attempt ended."""
    last = Attempt.objects.filter(sitting=sitting).aggregate(last=Max("submitted_at"))["last"]
    return min(at, max(sitting.closes_at, last or sitting.closes_at))


@transaction.atomic
def suspend_sitting(*, sitting: Sitting, reason: str, actor: Actor, now: datetime | None = None) -> Sitting:
    """Interrupt an open sitting: the clocks stand still, nothing is saved or started until it goes on.

    Raises Refusal("sittings.state" | "sittings.author" | "sittings.reason_missing").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    check_move(locked, SittingState.SUSPENDED, at)
    if not reason.strip():
        raise Refusal("sittings.reason_missing", _("Say why the sitting is interrupted."), field="reason")
    end_overdue(attempts=Attempt.objects.filter(sitting=locked), now=at)
    return move_sitting(
        locked, SittingState.SUSPENDED, "exams.sitting_suspended", actor, at, reason=reason.strip(), suspended_at=at
    )


@transaction.atomic
def resume_sitting(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> Sitting:
    """Go on: everybody has as much time left as at the interruption, and the close moves by as much.

    Raises Refusal("sittings.state" | "sittings.author").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    refuse_authors(locked.paper, actor)
    check_move(locked, SittingState.OPEN, at)
    if locked.state not in CLOCKED and locked.suspended_at is not None:
        pause = at - locked.suspended_at
        rows = Attempt.objects.select_for_update(of=("self",), no_key=True).with_sitting()
        running = list(rows.filter(sitting=locked, state=AttemptState.STARTED).order_by("pk"))
        if running:
            postpone(running, pause, actor, at, {"seconds": int(pause.total_seconds()), "reason": "suspended"})
        locked.closes_at += pause
    return move_sitting(
        locked,
        SittingState.OPEN,
        "exams.sitting_resumed",
        actor,
        at,
        suspended_at=None,
        closes_at=locked.closes_at,
    )


def is_running(sitting: Sitting, now: datetime) -> bool:
    """Whether somebody may still answer: within the hours, or in an extended attempt."""
    if sitting.state_at(now) in (SittingState.OPEN, SittingState.SUSPENDED):
        return True
    limit = now - grace()
    return (
        sitting.state in CLOCKED
        and Attempt.objects.filter(sitting=sitting, state=AttemptState.STARTED, deadline__gt=limit).exists()
    )
