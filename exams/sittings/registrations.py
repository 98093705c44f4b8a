"""Registering officers for a sitting, in bulk; taking them off again; reasons of absence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exams.sittings.models import Exam, Registration, Sitting
from exams.sittings.sittings import lock_sitting
from exams.sittings.states import (
    OVER,
    REGISTRATION_MOVES,
    Absence,
    RegistrationState,
    SittingState,
)
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from qualifications.levels.models import LevelRecord
from qualifications.states import Level
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal

BATCH = 500

REASONS: dict[str, Promise] = {
    "not_in_service": _("not in service"),
    "not_established": _("a level exam is for established officers; auxiliaries take tests only"),
    "level_missing": _("doesn't hold the level below"),
    "registered": _("registered for this sitting already"),
    "registered_elsewhere": _("registered for another sitting of this exam"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody who was not registered, and why."""

    officer: Officer
    code: str

    @property
    def reason(self) -> Promise:
        """The reason in words."""
        return REASONS[self.code]


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a list of officers."""

    made: list[Registration]
    refused: list[Refused]


@transaction.atomic
def register_officers(
    *, sitting: Sitting, officers: Iterable[Officer], actor: Actor, now: datetime | None = None
) -> Registered:
    """Register officers by the exam officer: approved, confirmed and seated in one go; who can't be is named.

    Raises Refusal("registrations.closed") where the sitting is over or called off.
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    if locked.state_at(at) not in (SittingState.PLANNED, SittingState.PUBLISHED, SittingState.OPEN):
        raise Refusal("registrations.closed", _("The sitting takes no registrations any more."))
    people = list({officer.pk: officer for officer in officers}.values())
    codes = _obstacles(locked, people, at)
    made = Registration.objects.bulk_create(
        [
            Registration(
                sitting=locked,
                officer=officer,
                state=RegistrationState.SEATED,
                made_by=actor.uuid,
                made_by_name=actor.name,
                created_at=at,
            )
            for officer in people
            if officer.pk not in codes
        ],
        batch_size=BATCH,
    )
    _audit("exams.officer_registered", made, actor, at)
    refused = [Refused(officer, codes[officer.pk]) for officer in people if officer.pk in codes]
    return Registered(made, refused)


def _obstacles(sitting: Sitting, people: Sequence[Officer], at: datetime) -> dict[int, str]:
    """The first reason against each officer, by pk; a few statements whatever their number."""
    keys = [officer.pk for officer in people]
    serving = _among(keys, Officer.objects.in_service_at(at))
    fitting = _among(keys, Officer.objects.established_at(at)) if sitting.exam.level else set(keys)
    prepared = _prepared(sitting.exam, keys, at)
    here, elsewhere = _registered(sitting, keys)
    checks: tuple[tuple[str, set[int]], ...] = (
        ("not_in_service", set(keys) - serving),
        ("registered", here),
        ("registered_elsewhere", elsewhere),
        ("not_established", set(keys) - fitting),
        ("level_missing", set(keys) - prepared),
    )
    codes: dict[int, str] = {}
    for code, concerned in checks:
        for key in concerned:
            codes.setdefault(key, code)
    return codes


def _among(keys: Sequence[int], rows: QuerySet[Any], column: str = "pk") -> set[int]:
    """Which of the keys stand in the column of the rows."""
    found: set[int] = set()
    for start in range(0, len(keys), BATCH):
        chunk = rows.filter(**{f"{column}__in": keys[start : start + BATCH]})
        found |= set(chunk.values_list(column, flat=True))
    return found


def _prepared(exam: Exam, keys: Sequence[int], at: datetime) -> set[int]:
    """Who holds the level below that of the exam; levels are climbed one at a time."""
    below = Level(exam.level).below if exam.level else None
    if below is None:
        return set(keys)
    return _among(keys, LevelRecord.objects.in_force_at(at).at_least(below), "officer_id")


def _registered(sitting: Sitting, keys: Sequence[int]) -> tuple[set[int], set[int]]:
    """Who is registered for the sitting, and who for another one of the exam that is not over."""
    live = Registration.objects.live()
    others = live.filter(sitting__exam=sitting.exam).exclude(sitting=sitting)
    ahead = others.exclude(sitting__state__in=(*OVER, SittingState.CANCELLED))
    return _among(keys, live.filter(sitting=sitting), "officer_id"), _among(keys, ahead, "officer_id")


@transaction.atomic
def withdraw_registrations(
    *, registrations: Iterable[Registration], actor: Actor, reason: str = "", now: datetime | None = None
) -> list[Registration]:
    """Take people off a sitting that has not begun. Raises Refusal("registrations.state" | "registrations.begun")."""
    at = now or clock.now()
    locked = _lock(registrations, RegistrationState.WITHDRAWN)
    if any(row.sitting.state_at(at) not in (SittingState.PLANNED, SittingState.PUBLISHED) for row in locked):
        raise Refusal("registrations.begun", _("The sitting has begun; record the absence with its reason."))
    Registration.objects.filter(pk__in=[row.pk for row in locked]).update(
        state=RegistrationState.WITHDRAWN, ended_at=at
    )
    _audit("exams.registration_withdrawn", locked, actor, at, reason=reason)
    return locked


@transaction.atomic
def excuse_absences(
    *,
    sitting: Sitting,
    reasons: Mapping[int, Absence],
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> list[Registration]:
    """Record why people don't come: {officer pk: reason}. Allowed until the results are released.

    Raises Refusal("registrations.released").
    """
    locked = lock_sitting(sitting)
    at = now or clock.now()
    if locked.state == SittingState.RELEASED:
        raise Refusal("registrations.released", _("The results are released; reasons can't change any more."))
    rows = list(Registration.objects.live().filter(sitting=locked, officer__in=list(reasons)).select_related("officer"))
    for row in rows:
        row.absence = reasons[row.officer_id]
        row.absence_document_no = document_no
    Registration.objects.bulk_update(rows, ["absence", "absence_document_no"], batch_size=BATCH)
    _audit("exams.absence_recorded", rows, actor, at, document_no=document_no)
    return rows


def _lock(registrations: Iterable[Registration], to: RegistrationState) -> list[Registration]:
    """The rows, locked in order, without those that are there already; refuses where one can't go there."""
    keys = sorted({row.pk for row in registrations})
    rows = Registration.objects.select_for_update(of=("self",)).select_related("officer", "sitting__exam")
    locked = [row for row in rows.filter(pk__in=keys).order_by("pk") if row.state != to]
    for row in locked:
        if to not in REGISTRATION_MOVES[RegistrationState(row.state)]:
            raise Refusal(
                "registrations.state",
                _("A registration that is “%(state)s” can't become “%(to)s”."),
                state=row.get_state_display(),
                to=to.label,
            )
    return locked


def _audit(
    action: str,
    rows: Sequence[Registration],
    actor: Actor,
    at: datetime,
    *,
    reason: str = "",
    document_no: str = "",
) -> None:
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="exams.registration",
                uuid=row.uuid,
                label=masked_name(row.officer.name),
                after={"state": row.state, "absence": row.absence},
            )
            for row in rows
        ],
        reason=reason,
        document_no=document_no,
        now=at,
    )
