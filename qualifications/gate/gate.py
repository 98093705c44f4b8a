"""The gate: may this officer do this duty at that moment, as known at another?

`decide` only reads. Who acts on an answer asks through decisions.py, which stores it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from personnel.units.models import Unit, UnitVersion
from qualifications.evidence.models import Evidence
from qualifications.gate.facts import Judgement, LevelFact, Question, Reason, Weight
from qualifications.gate.questions import Asked, Moment, check_question
from qualifications.gate.reading import Reading, find_holders, read_officers, read_unit, revisions_of
from qualifications.gate.rules import RULES_VERSION, alternatives, judge, judge_day
from qualifications.policies.policies import policy_line
from qualifications.policies.rules import PolicyLine
from qualifications.states import Duty
from records import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Allow or deny, never a third, with everything that it rests on."""

    allowed: bool
    reasons: tuple[Reason, ...]
    duty: str
    number: str
    at_from: datetime
    at_to: datetime | None
    known_at: datetime | None
    policy_version: str
    asked_at: datetime
    stream: str | None = None
    unit_asked: str = ""
    officer: Officer | None = None
    unit: Unit | None = None
    level: LevelFact | None = None
    levels: tuple[LevelFact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Duty, ...] = ()
    officer_change: int | None = None
    unit_change: int | None = None
    rules_version: int = RULES_VERSION
    facts: list[dict[str, Any]] = field(default_factory=list)
    decision: UUID | None = None

    @property
    def masked_name(self) -> str:
        """The officer's name as an answer gives it."""
        return masked_name(self.officer.name) if self.officer else ""


def decide(
    *,
    duty: str,
    number: str = "",
    officer: Officer | None = None,
    at: Moment = None,
    known_at: Moment = None,
    unit: str | None = None,
    stream: str | None = None,
    now: datetime | None = None,
) -> Answer:
    """May the officer (by police number, else by row) do the duty?

    at: an instant, a whole day, or None for now; known_at: the same, None being all that is known now. unit: code of
    the unit to head. A police number means its holder at `at`.

    Raises Refusal("gate.…") with its field for a malformed question.
    """
    moment = now or clock.now()
    asked = check_question(
        numbers=[number] if number or officer is None else [],
        duty=duty,
        at=at,
        known_at=known_at,
        unit=unit,
        stream=stream,
        now=moment,
    )
    if officer is None:
        return answer_numbers(asked, now=moment)[0]
    return _answer(asked, {"": officer.pk}, now=moment)[0]


def decide_many(
    *,
    numbers: Sequence[str],
    duty: str,
    at: Moment = None,
    known_at: Moment = None,
    unit: str | None = None,
    stream: str | None = None,
    now: datetime | None = None,
) -> list[Answer]:
    """The answers for a list of police numbers, in the order given, doubles once; the same as one by one."""
    moment = now or clock.now()
    asked = check_question(numbers=numbers, duty=duty, at=at, known_at=known_at, unit=unit, stream=stream, now=moment)
    return answer_numbers(asked, now=moment)


def answer_numbers(asked: Asked, *, now: datetime, within: frozenset[int] | None = None) -> list[Answer]:
    """Answers to a checked question. within: keys of the officers that may be asked about; others are unknown."""
    holders = find_holders(asked.numbers, asked.at_from, asked.known_at)
    known = {number: key for number, key in holders.items() if within is None or key in within}
    return _answer(asked, {number: known.get(number) for number in asked.numbers}, now=now)


def _answer(asked: Asked, subjects: Mapping[str, int | None], *, now: datetime) -> list[Answer]:
    line = policy_line(asked.known_at)
    base = _blank(asked, line, now)
    unit, unit_change, unit_rows = _find_unit(asked)
    base = replace(base, unit=unit, unit_change=unit_change)
    revisions = revisions_of(Officer, [key for key in subjects.values() if key is not None], asked.known_at)
    readings = read_officers(revisions)
    return [
        _for_one(replace(base, number=number), readings.get(key) if key else None, unit_rows, asked, line)
        for number, key in subjects.items()
    ]


def _blank(asked: Asked, line: PolicyLine, now: datetime) -> Answer:
    return Answer(
        allowed=False,
        reasons=(),
        duty=asked.duty,
        number="",
        at_from=asked.at_from,
        at_to=asked.at_to,
        known_at=asked.known_at,
        policy_version=line.at(asked.at_from).code,
        asked_at=now,
        stream=asked.stream,
        unit_asked=asked.unit,
    )


def _find_unit(asked: Asked) -> tuple[Unit | None, int | None, list[UnitVersion]]:
    """The unit asked about with its revision and versions; nothing where none was known then."""
    unit = Unit.objects.filter(code=asked.unit).first() if asked.unit else None
    revision = revisions_of(Unit, [unit.pk], asked.known_at).get(unit.pk) if unit else None
    if unit is None or revision is None:
        return None, None, []
    return unit, revision, read_unit(unit, revision)


def _for_one(
    base: Answer, reading: Reading | None, unit_rows: list[UnitVersion], asked: Asked, line: PolicyLine
) -> Answer:
    if reading is None:
        params = {"number": base.number}
        return replace(base, reasons=(Reason("unknown_officer", Weight.AGAINST, params),))
    base = replace(
        base,
        officer=reading.officer,
        officer_change=reading.revision,
        evidence=tuple(reading.evidence),
        facts=reading.digests(unit_rows),
    )
    if asked.duty not in Duty.values:
        return replace(base, reasons=(Reason("unknown_duty", Weight.AGAINST, {"duty": asked.duty}),))
    if asked.unit and base.unit is None:
        return replace(base, reasons=(Reason("unknown_unit", Weight.AGAINST, {"unit": asked.unit}),))
    return _judged(base, reading, unit_rows, line)


def _judged(base: Answer, reading: Reading, unit_rows: list[UnitVersion], line: PolicyLine) -> Answer:
    question = Question(
        duty=Duty(base.duty),
        number=base.number,
        unit_id=base.unit.pk if base.unit else None,
        stream=base.stream,
    )
    facts = reading.facts(unit_rows)

    def at_moment(duty: Duty) -> Judgement:
        asked = replace(question, duty=duty)
        if base.at_to is None:
            return judge(question=asked, facts=facts, policy=line.at(base.at_from), at=base.at_from)
        return judge_day(question=asked, facts=facts, line=line, start=base.at_from, end=base.at_to)

    judged = at_moment(question.duty)
    return replace(
        base,
        allowed=judged.allowed,
        reasons=judged.reasons,
        level=judged.level,
        levels=facts.levels,
        alternatives=alternatives(question=question, judged=judged, assisting=at_moment(Duty.ASSIST)),
    )


def replay_answer(
    *, asked: Asked, officer: Officer | None, revision: int | None, unit: Unit | None, unit_change: int | None
) -> Answer:
    """The answer from the facts of given revisions: known_at is only repeated, never read by."""
    line = policy_line(asked.known_at)
    rows = read_unit(unit, unit_change) if unit and unit_change else []
    reading = read_officers({officer.pk: revision})[officer.pk] if officer and revision else None
    number = asked.numbers[0] if asked.numbers else ""
    base = replace(_blank(asked, line, asked.at_from), number=number, unit=unit, unit_change=unit_change)
    return _for_one(base, reading, rows, asked, line)


def decide_duties(*, officer: Officer, unit: Unit | None, at: datetime, now: datetime) -> dict[Duty, Answer]:
    """The answer for each duty at an instant, from one reading; unit: the one to head (none: that duty is left out)."""
    answers = {}
    line = policy_line()
    revisions = revisions_of(Officer, [officer.pk], None)
    reading = read_officers(revisions).get(officer.pk)
    unit_change = revisions_of(Unit, [unit.pk], None).get(unit.pk) if unit else None
    rows = read_unit(unit, unit_change) if unit and unit_change else []
    for duty in Duty:
        if duty == Duty.LEAD_UNIT and unit is None:
            continue
        asked = Asked(
            numbers=(), duty=duty, unit=unit.code if unit else "", stream=None, at_from=at, at_to=None, known_at=None
        )
        base = _blank(asked, line, now)
        answers[duty] = _for_one(replace(base, unit=unit, unit_change=unit_change), reading, rows, asked, line)
    return answers
