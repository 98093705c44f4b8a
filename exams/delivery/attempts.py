"""The life of an attempt: admitted, started, given more time, handed in, declared void.

Every verb takes the attempts as a queryset (one officer's or a whole sitting's), locks them in one statement, and
writes in one more; an event and an audit entry say what happened.
"""

import hashlib
import random
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exams.delivery import rules
from exams.delivery.models import Attempt, AttemptEvent, AttemptQuerySet
from exams.delivery.states import MOVES, AttemptState, EndedBy, EventKind
from exams.papers.models import PaperForm
from exams.sittings.models import Registration, Sitting
from exams.sittings.states import LIVE, SittingState
from personnel.officers.rules import masked_name
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal

BATCH = 500
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Opened:
    """An attempt that somebody may now answer in; the token is told once, here."""

    attempt: Attempt
    token: str
    resumed: bool


def hash_of(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def admit_officers(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> list[Attempt]:
    """Lay out the papers: an attempt, with its form and its order, for everyone registered who never had one.

    The forms are dealt in turn. Raises Refusal("attempts.sitting").
    """
    begun = Attempt.objects.filter(sitting=sitting)
    waiting = Registration.objects.live().filter(sitting=sitting).exclude(pk__in=begun.values("registration_id"))
    return _lay_out(sitting, waiting, now or clock.now())


@transaction.atomic
def readmit_officers(
    *, sitting: Sitting, registrations: Iterable[Registration], actor: Actor, now: datetime | None = None
) -> list[Attempt]:
    """Another paper for officers whose attempt was declared void. Raises Refusal("attempts.sitting")."""
    at = now or clock.now()
    keys = [registration.pk for registration in registrations]
    begun = Attempt.objects.filter(sitting=sitting).exclude(state=AttemptState.VOID)
    chosen = Registration.objects.live().filter(sitting=sitting, pk__in=keys)
    made = _lay_out(sitting, chosen.exclude(pk__in=begun.values("registration_id")), at)
    audit_attempts("exams.attempt_readmitted", made, actor, at)
    return made


def _lay_out(sitting: Sitting, waiting: QuerySet[Registration], at: datetime) -> list[Attempt]:
    if sitting.state not in (SittingState.PUBLISHED, SittingState.OPEN):
        raise Refusal("attempts.sitting", _("Publish the sitting first."))
    Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    forms = list(PaperForm.objects.filter(paper=sitting.paper_id).order_by("letter"))
    chance = random.SystemRandom()
    offset = Attempt.objects.filter(sitting=sitting).count()
    return Attempt.objects.bulk_create(
        [
            Attempt(
                registration=registration,
                sitting=sitting,
                form=form,
                order=rules.shuffled_order(form.document or {"sections": []}, chance),
                admitted_at=at,
            )
            for place, registration in enumerate(waiting.select_related("officer").order_by("pk"))
            for form in [forms[(offset + place) % len(forms)]]
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def start_attempts(*, attempts: AttemptQuerySet, actor: Actor, now: datetime | None = None) -> list[Opened]:
    """Begin, or open again on another page: each gets a new token, and an older page's token dies.

    All or none. Raises Refusal("attempts.not_open" | "attempts.suspended" | "attempts.over" | "attempts.void").
    """
    locked = _locked(attempts)
    at = now or clock.now()
    opened = []
    for attempt in locked:
        _refuse_start(attempt, at)
        resumed = attempt.state == AttemptState.STARTED
        if not resumed:
            attempt.state = AttemptState.STARTED
            attempt.started_at = at
            attempt.deadline = rules.deadline_of(at, attempt.sitting.period, attempt.sitting.closes_at)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        attempt.token_hash = hash_of(token)
        attempt.holder += 1
        opened.append(Opened(attempt, token, resumed))
    fields = ["state", "started_at", "deadline", "token_hash", "holder"]
    Attempt.objects.bulk_update(locked, fields, batch_size=BATCH)
    _write_events(
        [(one.attempt, EventKind.RESUMED if one.resumed else EventKind.STARTED, {}) for one in opened], actor, at
    )
    audit_attempts("exams.attempt_started", [one.attempt for one in opened if not one.resumed], actor, at)
    return opened


def _refuse_start(attempt: Attempt, at: datetime) -> None:
    sitting = attempt.sitting
    state = attempt.state_at(at)
    if attempt.registration.state not in LIVE:  # taken off after the papers were laid out
        raise Refusal("attempts.not_open", _("The exam is not open."))
    if state == AttemptState.STARTED and sitting.state != SittingState.SUSPENDED:
        return
    if sitting.state == SittingState.SUSPENDED:
        raise Refusal("attempts.suspended", _("The sitting is interrupted; wait for the invigilator's word."))
    if state == AttemptState.VOID:
        raise Refusal("attempts.void", _("This attempt was declared void."))
    if state == AttemptState.SUBMITTED:
        raise Refusal("attempts.over", _("This exam has been handed in."))
    if sitting.state_at(at) != SittingState.OPEN or state == AttemptState.ABSENT:
        raise Refusal("attempts.not_open", _("The exam is not open."))


def submit_by_token(
    *, token: str, actor: Actor | None = None, address: str = "", now: datetime | None = None
) -> Attempt:
    """Hand in from the exam page. Raises Refusal("attempts.superseded") for a token that is none (any more)."""
    mine = Attempt.objects.filter(token_hash=hash_of(token))
    done = submit_attempts(attempts=mine, actor=actor, address=address, now=now)
    if not done:
        raise Refusal("attempts.superseded", _("The exam was opened on another page; this page saves no more."))
    return done[0]


@transaction.atomic
def submit_attempts(
    *,
    attempts: AttemptQuerySet,
    actor: Actor | None = None,
    address: str = "",
    by: EndedBy = EndedBy.OFFICER,
    now: datetime | None = None,
) -> list[Attempt]:
    """Close attempts; twice is once. What arrives after the deadline ends at the deadline, by the clock.

    actor: None where the officer himself hands in, from that address. Raises Refusal("attempts.not_started").
    """
    locked = _locked(attempts)
    at = now or clock.now()
    ending = [attempt for attempt in locked if attempt.state == AttemptState.STARTED]
    if any(attempt.state in (AttemptState.ADMITTED, AttemptState.ABSENT) for attempt in locked):
        raise Refusal("attempts.not_started", _("The exam has not been started."))
    for attempt in ending:
        assert attempt.deadline is not None  # noqa: S101  (a check constraint says so)
        in_time = attempt.state_at(at) == AttemptState.STARTED
        attempt.state = AttemptState.SUBMITTED
        attempt.ended_by = by if in_time else EndedBy.CLOCK
        attempt.submitted_at = min(at, attempt.deadline)
    if ending:
        _end(ending, actor or _officer_of(ending[0], address), at)
    return locked


def _end(ending: Sequence[Attempt], who: Actor, at: datetime) -> None:
    """Write the end of locked attempts, their events and audit entries."""
    Attempt.objects.bulk_update(ending, ["state", "ended_by", "submitted_at"], batch_size=BATCH)
    _write_events([(attempt, EventKind.ENDED, {"by": attempt.ended_by}) for attempt in ending], who, at)
    audit_attempts("exams.attempt_submitted", ending, who, at)


def _officer_of(attempt: Attempt, address: str) -> Actor:
    """The officer as an actor: his account where he has one."""
    officer = attempt.registration.officer
    account = getattr(officer, "account", None)
    return Actor(uuid=account.uuid if account else officer.uuid, name=officer.name, role="officer", address=address)


@transaction.atomic
def end_overdue(*, attempts: AttemptQuerySet, now: datetime | None = None) -> list[Attempt]:
    """Record what the clock has ended: handed in at the deadline's moment, with what was saved in time."""
    at = now or clock.now()
    return submit_attempts(attempts=attempts.overdue_at(at), actor=Actor.system("clock"), now=at)


@transaction.atomic
def extend_attempts(
    *, attempts: AttemptQuerySet, minutes: int, reason: str, actor: Actor, now: datetime | None = None
) -> list[Attempt]:
    """Give running attempts more time, beyond the sitting's close too.

    Raises Refusal("attempts.minutes" | "attempts.reason_missing" | "attempts.not_running").
    """
    if minutes < 1:
        raise Refusal("attempts.minutes", _("More time is at least one minute."), field="minutes")
    if not reason.strip():
        raise Refusal("attempts.reason_missing", _("Say why there is more time."), field="reason")
    locked = _locked(attempts)
    at = now or clock.now()
    if any(attempt.state_at(at) != AttemptState.STARTED for attempt in locked):
        raise Refusal("attempts.not_running", _("Only a running attempt can be given more time."))
    postpone(locked, timedelta(minutes=minutes), actor, at, {"minutes": minutes, "reason": reason.strip()[:200]})
    return locked


def postpone(locked: Sequence[Attempt], by: timedelta, actor: Actor, at: datetime, params: dict[str, Any]) -> None:
    """Move the deadlines of locked, running attempts."""
    for attempt in locked:
        assert attempt.deadline is not None  # noqa: S101  (a check constraint says so)
        attempt.deadline += by
    Attempt.objects.bulk_update(locked, ["deadline"], batch_size=BATCH)
    _write_events([(attempt, EventKind.EXTENDED, params) for attempt in locked], actor, at)
    audit_attempts("exams.attempt_extended", locked, actor, at, reason=str(params.get("reason", "")))


@transaction.atomic
def void_attempts(
    *, attempts: AttemptQuerySet, reason: str, actor: Actor, now: datetime | None = None
) -> list[Attempt]:
    """Declare running attempts void: they are not marked; `readmit_officers` gives another.

    Raises Refusal("attempts.reason_missing" | "attempts.not_running").
    """
    if not reason.strip():
        raise Refusal("attempts.reason_missing", _("Say why the attempt is void."), field="reason")
    locked = _locked(attempts)
    at = now or clock.now()
    for attempt in locked:
        if AttemptState.VOID not in MOVES[attempt.state_at(at)]:
            raise Refusal("attempts.not_running", _("Only a running attempt can be declared void."))
        attempt.state = AttemptState.VOID
        attempt.token_hash = None
    Attempt.objects.bulk_update(locked, ["state", "token_hash"], batch_size=BATCH)
    _write_events([(attempt, EventKind.VOIDED, {"reason": reason.strip()[:200]}) for attempt in locked], actor, at)
    audit_attempts("exams.attempt_voided", locked, actor, at, reason=reason.strip())
    return locked


def _locked(attempts: AttemptQuerySet) -> list[Attempt]:
    """The rows, locked in order of id, with what the rules of time ask for."""
    return list(attempts.select_for_update(of=("self",), no_key=True).with_sitting().order_by("pk"))


def _write_events(rows: Iterable[tuple[Attempt, EventKind, dict[str, Any]]], actor: Actor, at: datetime) -> None:
    AttemptEvent.objects.bulk_create(
        (
            AttemptEvent(attempt=attempt, kind=kind, at=at, actor_uuid=actor.uuid, actor_name=actor.name, params=params)
            for attempt, kind, params in rows
        ),
        batch_size=BATCH,
    )


def audit_attempts(action: str, attempts: Sequence[Attempt], actor: Actor, at: datetime, *, reason: str = "") -> None:
    """One audit entry for each attempt; none where there is none."""
    if not attempts:
        return
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="exams.attempt",
                uuid=attempt.uuid,
                label=f"{attempt.sitting.exam.title}: {masked_name(attempt.registration.officer.name)}",
                after={"state": attempt.state, "deadline": attempt.deadline.isoformat() if attempt.deadline else ""},
            )
            for attempt in attempts
        ],
        reason=reason,
        now=at,
    )
