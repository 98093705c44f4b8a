"""Answers that are acted on: asked within the asker's scope, stored, and replayed from the facts alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from personnel.access.scope import officers_of, own_officer, units_of
from personnel.officers.models import Appointment, Officer
from personnel.units.models import Unit
from qualifications.gate.gate import Answer, answer_numbers, replay_answer
from qualifications.gate.models import Decision
from qualifications.gate.questions import Asked, Moment, check_question
from qualifications.gate.reading import find_holders
from qualifications.gate.rules import RULES_VERSION
from records import clock
from records.actor import Actor

ASK = "gate.ask"


@transaction.atomic
def ask(
    *,
    numbers: Sequence[str],
    duty: str,
    actor: Actor,
    at: Moment = None,
    known_at: Moment = None,
    unit: str | None = None,
    stream: str | None = None,
    now: datetime | None = None,
) -> list[Answer]:
    """Ask about one number or a list, and keep the decisions.

    An officer outside the asker's scope is answered like one that nobody knows. The system itself (a command) asks
    about everybody. Raises Refusal("gate.…") with its field.
    """
    moment = now or clock.now()
    asked = check_question(numbers=numbers, duty=duty, at=at, known_at=known_at, unit=unit, stream=stream, now=moment)
    within = None if actor.role == "system" else _askable(asked, actor, moment)
    answers = [replace(answer, decision=uuid4()) for answer in answer_numbers(asked, now=moment, within=within)]
    Decision.objects.bulk_create([_decision(answer, actor) for answer in answers])
    return answers


def _askable(asked: Asked, actor: Actor, now: datetime) -> frozenset[int]:
    """Those of the holders that lie in the asker's scope: by their posts today, or by their posts at the moment asked.

    A retired officer has no post today and is still asked about, for a day on which he served in that scope.
    """
    holders = set(find_holders(asked.numbers, asked.at_from, asked.known_at).values())
    below = units_of(actor, ASK, now)
    posts = Appointment.objects.believed().holding_at(asked.at_from).filter(officer=OuterRef("pk"), unit_id__in=below)
    in_scope = officers_of(actor, ASK, now) | Q(Exists(posts)) | Q(pk__in=own_officer(actor))
    return frozenset(Officer.objects.filter(in_scope, pk__in=holders).values_list("pk", flat=True))


def _decision(answer: Answer, actor: Actor) -> Decision:
    assert answer.decision is not None  # noqa: S101  (ask gives one to each)
    return Decision(
        uuid=answer.decision,
        asked_at=answer.asked_at,
        asker=actor.uuid,
        officer_uuid=answer.officer.uuid if answer.officer else None,
        number_asked=answer.number,
        duty=answer.duty,
        unit_uuid=answer.unit.uuid if answer.unit else None,
        unit_asked=answer.unit_asked,
        stream=answer.stream or "",
        at_from=answer.at_from,
        at_to=answer.at_to,
        known_at=answer.known_at,
        officer_change=answer.officer_change,
        unit_change=answer.unit_change,
        policy_version=answer.policy_version,
        rules_version=answer.rules_version,
        allowed=answer.allowed,
        reasons=[reason.as_json() for reason in answer.reasons],
        facts=answer.facts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of recomputing a decision. altered: the first fact that differs ("levels 17"), "" where none does."""

    decision: Decision
    answer: Answer
    altered: str
    same_answer: bool
    same_rules: bool

    @property
    def holds(self) -> bool:
        """Whether the facts are unaltered and give the same answer."""
        return not self.altered and self.same_answer


def replay(decision: Decision) -> Replay:
    """Recompute a decision from officer_change and unit_change: it fails where a fact or a rule was altered."""
    officer = Officer.objects.filter(uuid=decision.officer_uuid).first() if decision.officer_uuid else None
    unit = Unit.objects.filter(uuid=decision.unit_uuid).first() if decision.unit_uuid else None
    asked = Asked(
        numbers=(decision.number_asked,) if decision.number_asked else (),
        duty=decision.duty,
        unit=decision.unit_asked,
        stream=decision.stream or None,
        at_from=decision.at_from,
        at_to=decision.at_to,
        known_at=decision.known_at or decision.asked_at,
    )
    answer = replay_answer(
        asked=asked,
        officer=officer,
        revision=decision.officer_change,
        unit=unit,
        unit_change=decision.unit_change,
    )
    reasons = [reason.as_json() for reason in answer.reasons]
    return Replay(
        decision=decision,
        answer=answer,
        altered=first_difference(decision.facts, answer.facts),
        same_answer=(answer.allowed, reasons, answer.policy_version)
        == (decision.allowed, decision.reasons, decision.policy_version),
        same_rules=decision.rules_version == RULES_VERSION,
    )


def first_difference(stored: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]) -> str:
    """The first fact ("levels 17") that is missing, new or altered; "" where all agree."""
    before = {(fact["kind"], fact["id"]): fact["digest"] for fact in stored}
    after = {(fact["kind"], fact["id"]): fact["digest"] for fact in found}
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            return f"{key[0]} {key[1]}"
    return ""
