"""The gate's rules without a database: what each duty asks for, and properties that always hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifications.gate.facts import (
    Fact,
    Facts,
    Judgement,
    LevelFact,
    NumberFact,
    PostFact,
    Question,
    RestrictionFact,
    ServiceFact,
    UnitFact,
    Weight,
)
from qualifications.gate.rules import alternatives, judge, judge_day
from qualifications.policies.rules import PolicyLine
from qualifications.policies.shipped import SHIPPED
from qualifications.states import Blocks, Duty, Level, RestrictionKind
from records.days import at_time, end_of, start_of

DAY = date(2026, 3, 2)
NOON = at_time(DAY, 12)
LONG_AGO = start_of(date(2015, 7, 1))
LINE = PolicyLine(((start_of(SHIPPED.valid_from), SHIPPED),))

SERVING = ServiceFact(start=LONG_AGO, end=None, status="in_service", category="officer")
NUMBER = NumberFact(start=LONG_AGO, end=None, number="021306")
STATION = UnitFact(start=LONG_AGO, end=None, is_law_enforcement=True)
OFFICE = UnitFact(start=LONG_AGO, end=None, is_law_enforcement=False)


def level(
    level: Level = Level.BASIC, start: datetime = LONG_AGO, end: datetime | None = None, **differences: object
) -> LevelFact:
    made = LevelFact(
        start=start,
        end=end,
        uuid=UUID(int=level.step),
        level=level,
        stream="",
        certificate_no="",
        exam_passed_on=None,
        appraised_on=None,
        confirmed_on=date(2015, 7, 1),
        document_no="x",
        exam_uuid=None,
        is_revoked=False,
    )
    return replace(made, **differences)  # type: ignore[arg-type]


def restriction(
    blocks: Blocks = Blocks.ENFORCEMENT,
    *,
    of: str = "",
    start: datetime = LONG_AGO,
    end: datetime | None = None,
    kind: RestrictionKind = RestrictionKind.SUSPENSION,
) -> RestrictionFact:
    return RestrictionFact(
        start=start,
        end=end,
        uuid=UUID(int=9),
        kind=kind,
        level=of,
        blocks=blocks,
        document_no="7号",
        planned_until=None,
    )


def head(start: datetime, unit_id: int = 5) -> PostFact:
    return PostFact(start=start, end=None, unit_id=unit_id, post="所长", relation="established", is_head=True)


def facts(**differences: object) -> Facts:
    values: dict[str, object] = {"services": (SERVING,), "numbers": (NUMBER,), "levels": (level(),)}
    return Facts(**(values | differences))  # type: ignore[arg-type]


def ask(duty: Duty, known: Facts, at: datetime = NOON, **question: object) -> Judgement:
    return judge(question=Question(duty=duty, **question), facts=known, policy=SHIPPED, at=at)  # type: ignore[arg-type]


def codes(judgement: Judgement, weight: Weight = Weight.AGAINST) -> list[str]:
    return [reason.code for reason in judgement.reasons if reason.weight == weight]


@pytest.mark.parametrize("duty", [Duty.HANDLE_CASES, Duty.APPROVE_CASES, Duty.ASSIST, Duty.EMERGENCY])
def test_a_holder_of_basic_may(duty: Duty) -> None:
    assert ask(duty, facts(), number="021306").allowed


@pytest.mark.parametrize("held", list(Level))
def test_a_higher_level_presupposes_the_lower(held: Level) -> None:
    assert ask(Duty.HANDLE_CASES, facts(levels=(level(held),))).allowed


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ((), "level_never_held"),
        ((level(end=start_of(DAY)),), "level_expired"),
        ((level(end=start_of(DAY), is_revoked=True),), "level_revoked"),
        ((level(start=end_of(DAY)),), "level_not_yet"),
    ],
)
def test_without_basic_one_may_assist_and_act_in_an_emergency_only(levels: tuple[LevelFact, ...], code: str) -> None:
    known = facts(levels=levels)
    for duty in (Duty.HANDLE_CASES, Duty.APPROVE_CASES):
        judged = ask(duty, known)
        assert codes(judged) == [code]
        question = Question(duty=duty)
        assert alternatives(question=question, judged=judged, assisting=ask(Duty.ASSIST, known)) == (Duty.ASSIST,)
    assert ask(Duty.ASSIST, known).allowed
    emergency = ask(Duty.EMERGENCY, known)
    assert emergency.allowed
    assert code in codes(emergency, Weight.NOTE)


def test_heading_a_law_enforcement_unit_asks_for_intermediate() -> None:
    assert codes(ask(Duty.LEAD_UNIT, facts(unit=(STATION,)), unit_id=5)) == ["level_never_held"]
    assert ask(Duty.LEAD_UNIT, facts(unit=(STATION,), levels=(level(Level.INTERMEDIATE),)), unit_id=5).allowed
    assert ask(Duty.LEAD_UNIT, facts(unit=(OFFICE,), levels=()), unit_id=5).allowed
    assert codes(ask(Duty.LEAD_UNIT, facts(levels=(level(Level.ADVANCED),)), unit_id=5)) == ["unit_not_standing"]


def test_a_sitting_head_has_a_time_of_grace_and_one_newly_proposed_has_none() -> None:
    began = start_of(date(2026, 1, 31))
    known = facts(unit=(STATION,), posts=(head(began),))
    assert codes(ask(Duty.LEAD_UNIT, known, unit_id=5), Weight.FOR)[1] == "head_in_grace"
    assert ask(Duty.LEAD_UNIT, known, at=end_of(date(2027, 1, 30)) - timedelta(seconds=1), unit_id=5).allowed
    assert not ask(Duty.LEAD_UNIT, known, at=start_of(date(2027, 1, 31)), unit_id=5).allowed
    elsewhere = facts(unit=(STATION,), posts=(head(began, unit_id=6),))
    assert not ask(Duty.LEAD_UNIT, elsewhere, unit_id=5).allowed


def test_only_who_newly_reviews_penalties_needs_the_legal_qualification() -> None:
    newly, veteran = start_of(date(2018, 1, 1)), start_of(date(2017, 12, 31))
    assert codes(ask(Duty.REVIEW_PENALTY, facts())) == ["legal_missing"]
    assert codes(ask(Duty.REVIEW_PENALTY, facts(reviews=(Fact(start=newly, end=None),)))) == ["legal_missing"]
    assert ask(Duty.REVIEW_PENALTY, facts(reviews=(Fact(start=veteran, end=None),))).allowed
    assert ask(Duty.REVIEW_PENALTY, facts(legal=(Fact(start=newly, end=None),))).allowed
    assert ask(Duty.APPROVE_CASES, facts(reviews=(Fact(start=newly, end=None),))).allowed


@pytest.mark.parametrize(
    ("blocks", "denied"),
    [
        (Blocks.ALL, set(Duty) - {Duty.EMERGENCY}),
        (Blocks.ENFORCEMENT, set(Duty) - {Duty.EMERGENCY}),
        (Blocks.LEADING, set(Duty) - {Duty.EMERGENCY, Duty.ASSIST}),
    ],
)
def test_what_a_restriction_blocks(blocks: Blocks, denied: set[Duty]) -> None:
    known = facts(
        levels=(level(Level.ADVANCED),),
        legal=(Fact(start=LONG_AGO, end=None),),
        unit=(STATION,),
        restrictions=(restriction(blocks),),
    )
    assert {duty for duty in Duty if not ask(duty, known, unit_id=5).allowed} == denied


def test_a_unit_without_enforcement_is_headed_under_a_suspension_but_not_while_stopped_from_duty() -> None:
    known = facts(unit=(OFFICE,), restrictions=(restriction(),))
    assert ask(Duty.LEAD_UNIT, known, unit_id=5).allowed
    known = facts(unit=(OFFICE,), restrictions=(restriction(Blocks.ALL),))
    assert not ask(Duty.LEAD_UNIT, known, unit_id=5).allowed


def test_a_restriction_of_one_level_reaches_it_and_those_above() -> None:
    known = facts(
        levels=(level(), level(Level.INTERMEDIATE)), unit=(STATION,), restrictions=(restriction(of="intermediate"),)
    )
    assert ask(Duty.HANDLE_CASES, known).allowed
    assert not ask(Duty.LEAD_UNIT, known, unit_id=5).allowed
    known = replace(known, restrictions=(restriction(of="basic"),))
    assert not ask(Duty.LEAD_UNIT, known, unit_id=5).allowed
    assert not ask(Duty.ASSIST, known).allowed


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ((), "not_in_service_yet"),
        ((replace(SERVING, status="retired"),), "not_in_service"),
        ((replace(SERVING, category="auxiliary"),), "auxiliary"),
    ],
)
def test_who_does_not_serve_as_an_officer_may_nothing(service: tuple[ServiceFact, ...], code: str) -> None:
    for duty in Duty:
        assert codes(ask(duty, facts(services=service, unit=(STATION,)), unit_id=5)) == [code]


def test_a_day_is_allowed_only_if_all_of_it_is() -> None:
    def day(known: Facts) -> Judgement:
        question = Question(duty=Duty.HANDLE_CASES)
        return judge_day(question=question, facts=known, line=LINE, start=start_of(DAY), end=end_of(DAY))

    assert day(facts()).allowed
    from_noon = day(facts(restrictions=(restriction(start=NOON),)))
    assert codes(from_noon) == ["restricted"]
    assert from_noon.reasons[-1].params == {"from": NOON.isoformat()}
    assert not day(facts(levels=(level(start=NOON),))).allowed
    assert not day(facts(levels=(level(end=NOON),))).allowed
    assert day(facts(levels=(level(end=NOON), level(start=NOON)))).allowed
    assert day(facts(levels=(level(end=end_of(DAY)),))).allowed


# Properties

_INSTANTS = st.integers(0, 40).map(lambda step: LONG_AGO + timedelta(hours=6 * step))
_ENDS = st.one_of(st.none(), st.integers(41, 80).map(lambda step: LONG_AGO + timedelta(hours=6 * step)))
_LEVELS = st.builds(level, st.sampled_from(Level), _INSTANTS, _ENDS)
_RESTRICTIONS = st.builds(
    lambda blocks, of, start, end: restriction(blocks, of=of, start=start, end=end),
    st.sampled_from(Blocks),
    st.sampled_from(["", *Level]),
    _INSTANTS,
    _ENDS,
)
_FACTS = st.builds(
    lambda levels, restrictions, legal: facts(
        levels=tuple(levels), restrictions=tuple(restrictions), legal=tuple(legal), unit=(STATION,)
    ),
    st.lists(_LEVELS, max_size=5),
    st.lists(_RESTRICTIONS, max_size=4),
    st.lists(st.builds(lambda start, end: Fact(start=start, end=end), _INSTANTS, _ENDS), max_size=2),
)
_DUTIES = st.sampled_from(Duty)


@given(_FACTS, _DUTIES, _INSTANTS, st.randoms())
def test_the_order_of_facts_does_not_matter(known: Facts, duty: Duty, at: datetime, random: object) -> None:
    def shuffled(rows: tuple[object, ...]) -> tuple[object, ...]:
        mixed = list(rows)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    other = replace(known, levels=shuffled(known.levels), restrictions=shuffled(known.restrictions))  # type: ignore[arg-type]
    assert ask(duty, known, at, unit_id=5).allowed == ask(duty, other, at, unit_id=5).allowed


@given(_FACTS, _DUTIES, _INSTANTS)
def test_what_stops_all_duties_never_allows(known: Facts, duty: Duty, at: datetime) -> None:
    stopped = replace(known, restrictions=(*known.restrictions, restriction(Blocks.ALL)))
    assert ask(duty, stopped, at, unit_id=5).allowed == (duty == Duty.EMERGENCY)


@given(_FACTS, _DUTIES, _INSTANTS, _RESTRICTIONS)
def test_one_more_restriction_never_allows_more(
    known: Facts, duty: Duty, at: datetime, another: RestrictionFact
) -> None:
    more = replace(known, restrictions=(*known.restrictions, another))
    assert ask(duty, more, at, unit_id=5).allowed <= ask(duty, known, at, unit_id=5).allowed


@given(_FACTS, _DUTIES, st.integers(0, 10))
def test_a_day_agrees_with_its_instants(known: Facts, duty: Duty, days: int) -> None:
    start = LONG_AGO + timedelta(days=days)
    end = start + timedelta(days=1)
    question = Question(duty=duty, unit_id=5)
    whole = judge_day(question=question, facts=known, line=LINE, start=start, end=end)
    every_hour = [ask(duty, known, start + timedelta(hours=hour), unit_id=5).allowed for hour in range(24)]
    assert whole.allowed == all(every_hour)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), _DUTIES)  # noqa: DTZ001
def test_an_answer_always_has_a_reason(at: datetime, duty: Duty) -> None:
    judged = ask(duty, Facts(), at.replace(tzinfo=UTC), unit_id=5)
    assert not judged.allowed
    assert judged.reasons
