"""Registering officers for a sitting, in bulk; taking them off again; reasons of absence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exams.sittings.models import Exam, Registration, Sitting
from exams.sittings.sittings import lock_sitting
from exams.sittings.states import (
    LIVE,
    OVER,
    REGISTRATION_MOVES,
    Absence,
    RegistrationState,
    SittingState,
)
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
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


def _among(keys: Sequence[int], question: "models.QuerySet[Officer]") -> set[int]:
    found: set[int] = set()
    for start in range(0, len(keys), BATCH):
        found |= set(question.filter(pk__in=keys[start : start + BATCH]).values_list("pk", flat=True))
    return found
