"""The gate over recorded facts: what held when, and what was known when."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from pytest_django import DjangoAssertNumQueries

from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint, change_status, give_number, record_first_reviews
from personnel.officers.states import Service
from qualifications.gate.answers import answer_as_json
from qualifications.gate.decisions import ask, replay
from qualifications.gate.gate import Answer, decide, decide_many
from qualifications.gate.models import Decision
from qualifications.gate.questions import parse_moment
from qualifications.gate.reasons import WORDS
from qualifications.levels.levels import correct_away, renew, revoke
from qualifications.levels.models import LevelRecord
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.restrictions.restrictions import NewRestriction, reinstate, restrict
from qualifications.states import Duty, Level, RestrictionKind
from records.days import at_time, end_of, start_of
from tests import people
from tests.people import NOW, SYSTEM, TODAY, Bureau
from tests.qualifications.facts import refused

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 10)
MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)


def hold(officer: Officer, level: Level = Level.BASIC, **differences: object) -> LevelRecord:
    """The level, held since 2021-12-01 and recorded then."""
    values: dict[str, object] = {"confirmed_on": date(2021, 12, 1), "document_no": "临公政〔2021〕118号"}
    new = LegacyLevel(officer=officer, level=level, **(values | differences))  # type: ignore[arg-type]
    return import_legacy(levels=[new], actor=SYSTEM, now=at_time(new.confirmed_on, 9))[0]


def may(officer: str, at: date | datetime, known_at: date | datetime | None = None, duty: str = "handle_cases") -> bool:
    return decide(number=officer, duty=duty, at=at, known_at=known_at, now=NOW).allowed


def codes(answer: Answer) -> list[str]:
    return [reason.code for reason in answer.reasons if reason.weight == "against"]


def suspension(officer: Officer, since: datetime, **differences: object) -> NewRestriction:
    values: dict[str, object] = {"kind": RestrictionKind.SUSPENSION, "document_no": "临公法〔2026〕7号"}
    return NewRestriction(officer=officer, since=since, **(values | differences))  # type: ignore[arg-type]


def test_a_suspension_from_march_recorded_in_april(dai: Officer) -> None:
    hold(dai)
    restrict(items=[suspension(dai, start_of(MARCH))], actor=SYSTEM, now=at_time(APRIL, 9))
    assert may("021306", date(2026, 3, 15), known_at=date(2026, 3, 20))
    assert not may("021306", date(2026, 3, 15), known_at=MAY)
    assert may("021306", date(2026, 2, 28), known_at=MAY)
    assert not may("021306", date(2026, 3, 15))


def test_a_level_revoked_in_june_was_still_held_in_may(dai: Officer) -> None:
    record = hold(dai)
    revoke(records=[record], at=start_of(JUNE), document_no="9号", actor=SYSTEM, now=at_time(JUNE, 9))
    assert may("021306", date(2026, 5, 31))
    answer = decide(number="021306", duty="handle_cases", at=JUNE, now=NOW)
    assert codes(answer) == ["level_revoked"]
    assert answer.alternatives == (Duty.ASSIST,)
    assert may("021306", JUNE, known_at=date(2026, 5, 31))


def test_a_correction_takes_the_level_away_for_all_days(dai: Officer) -> None:
    record = hold(dai)
    correct_away(records=[record], document_no="9号", actor=SYSTEM, now=at_time(JUNE, 9))
    for day in (date(2021, 12, 1), MAY, TODAY):
        assert codes(decide(number="021306", duty="handle_cases", at=day, now=NOW)) == ["level_never_held"]
    assert may("021306", MAY, known_at=MAY)


def test_a_renewal_under_a_suspension_holds_and_still_does_not_allow(dai: Officer) -> None:
    record = hold(dai, last_day=date(2026, 5, 31))
    (restriction,) = restrict(
        items=[suspension(dai, at_time(date(2026, 5, 20), 9))], actor=SYSTEM, now=at_time(date(2026, 5, 20), 9)
    )
    (renewed,) = renew(
        records=[record],
        confirmed_on=date(2026, 5, 25),
        document_no="12号",
        actor=SYSTEM,
        now=at_time(date(2026, 5, 25), 9),
    )
    assert renewed.valid_from == start_of(JUNE)
    answer = decide(number="021306", duty="handle_cases", at=JUNE, now=NOW)
    assert codes(answer) == ["restricted"]
    assert answer.level is not None
    assert answer.level.uuid == renewed.uuid
    reinstate(restrictions=[restriction], at=at_time(JUNE, 12), document_no="13号", actor=SYSTEM, now=at_time(JUNE, 12))
    assert not may("021306", JUNE)  # not all of the day
    assert may("021306", at_time(JUNE, 12))
    assert may("021306", date(2026, 6, 2))


def test_a_police_number_means_its_holder_at_the_moment_asked(dai: Officer, he: Officer) -> None:
    hold(dai)
    change_status(officers=[dai], status=Service.RETIRED, since=start_of(MARCH), actor=SYSTEM, now=at_time(MARCH, 9))
    give_number(officer=he, number="021306", since=start_of(MAY), actor=SYSTEM, now=at_time(MAY, 9))
    before = decide(number="021306", duty="handle_cases", at=date(2026, 2, 28), now=NOW)
    between = decide(number="021306", duty="handle_cases", at=APRIL, now=NOW)
    after = decide(number="021306", duty="handle_cases", at=JUNE, now=NOW)
    assert (before.officer, before.allowed) == (dai, True)
    assert (between.officer, codes(between)) == (None, ["unknown_officer"])
    assert (after.officer, codes(after)) == (he, ["level_never_held"])
    assert decide(number="021306", duty="handle_cases", at=JUNE, known_at=date(2026, 2, 1), now=NOW).officer == dai


def test_a_number_that_passes_on_within_the_day_is_no_whole_day(dai: Officer) -> None:
    hold(dai)
    give_number(officer=dai, number="029999", since=at_time(JUNE, 12), actor=SYSTEM, now=at_time(JUNE, 9))
    answer = decide(number="021306", duty="handle_cases", at=JUNE, now=NOW)
    assert codes(answer) == ["number_not_held"]
    assert may("021306", at_time(JUNE, 11))


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"number": "099999"}, "unknown_officer"),
        ({"duty": "fly_helicopters"}, "unknown_duty"),
        ({"duty": "lead_unit", "unit": "999999999999"}, "unknown_unit"),
    ],
)
def test_the_unknown_is_denied_with_that_reason(dai: Officer, question: dict[str, str], code: str) -> None:
    hold(dai)
    answer = decide(**({"number": "021306", "duty": "handle_cases"} | question), now=NOW)  # type: ignore[arg-type]
    assert (answer.allowed, codes(answer)) == (False, [code])


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"number": "12"}, "number"),
        ({"number": ""}, "number"),
        ({"duty": "Handle cases!"}, "duty"),
        ({"duty": "lead_unit"}, "unit"),
        ({"duty": "lead_unit", "unit": "1234"}, "unit"),
        ({"duty": "lead_unit", "unit": "１２３４５６７８９０１２"}, "unit"),
        ({"stream": "marine"}, "stream"),
        ({"known_at": TODAY + timedelta(days=1)}, "known_at"),
        ({"known_at": NOW + timedelta(seconds=1)}, "known_at"),
        ({"at": date(9999, 12, 31)}, "at"),
    ],
)
def test_the_malformed_is_refused_by_its_field(dai: Officer, question: dict[str, object], field: str) -> None:
    with refused(f"gate.{'unit_missing' if question == {'duty': 'lead_unit'} else field}"):
        decide(**({"number": "021306", "duty": "handle_cases"} | question), now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2026-02-30", "tomorrow", "2026-3-1", "2026-03-01T25:00", "20260301", "2026-03"])
def test_a_malformed_day_is_refused(text: str) -> None:
    with refused("gate.at"):
        parse_moment(text, "at")


def test_moments_are_read_in_the_bureaus_time() -> None:
    assert parse_moment(" ", "at") is None
    assert parse_moment("2026-03-01", "at") == MARCH
    assert parse_moment("2026-03-01T09:00", "at") == at_time(MARCH, 9)
    assert parse_moment("2026-03-01T01:00Z", "at") == at_time(MARCH, 9)


def test_heading_a_unit_is_asked_by_its_code(dai: Officer, bureau: Bureau) -> None:
    hold(dai)

    def lead(unit: str, at: date = TODAY) -> Answer:
        return decide(number="021306", duty="lead_unit", unit=unit, at=at, now=NOW)

    assert codes(lead(bureau.yanchi.code)) == ["level_never_held"]
    assert lead(bureau.hr_office.code).allowed
    assert codes(lead(bureau.yanchi.code, at=date(2010, 1, 1))) == ["unknown_officer"]
    appoint(
        posts=[(dai, NewPost(unit=bureau.yanchi, post="所长", since=start_of(JUNE), is_head=True))],
        actor=SYSTEM,
        now=at_time(JUNE, 9),
    )
    assert lead(bureau.yanchi.code).allowed  # within his time of grace
    hold(dai, Level.INTERMEDIATE, confirmed_on=date(2026, 11, 1))
    assert lead(bureau.liudi.code).allowed


def test_the_review_of_penalties_looks_at_the_first_one(dai: Officer, he: Officer) -> None:
    for officer, day in ((dai, date(2017, 5, 1)), (he, date(2020, 5, 1))):
        hold(officer)
        record_first_reviews(officers=[(officer, day)], actor=SYSTEM, now=NOW)
    assert may("021306", TODAY, duty="review_penalty")
    assert not may("0A2196", TODAY, duty="review_penalty")


def test_an_emergency_names_what_would_have_stood_against_it(dai: Officer) -> None:
    answer = decide(number="021306", duty="emergency", now=NOW)
    assert answer.allowed
    assert [reason.code for reason in answer.reasons if reason.weight == "note"] == ["level_never_held"]


def test_an_answer_says_what_it_rests_on(dai: Officer) -> None:
    record = hold(dai, exam_passed_on=date(2021, 10, 24), certificate_no="A-17")
    shown = answer_as_json(decide(number="021306", duty="handle_cases", at=TODAY, now=NOW))
    json.dumps(shown)
    assert shown["officer"] == {"uuid": str(dai.uuid), "name": "戴**"}
    assert shown["level"]["confirmed_on"] == "2021-12-01"
    assert shown["level"]["document_no"] == record.document_no
    assert shown["evidence"][0]["occurred_on"] == "2021-10-24"
    assert shown["at"] == "2026-11-24"
    assert shown["revision"]["officer"] == Officer.objects.get(pk=dai.pk).last_change_id
    assert all(reason["text"] for reason in shown["reasons"])


def test_every_reason_has_its_words() -> None:
    assert all(str(words) for words in WORDS.values())


# Many at once


def test_a_list_is_answered_like_each_alone(dai: Officer, he: Officer, bai: Officer) -> None:
    hold(dai)
    hold(he, last_day=MARCH)
    restrict(items=[suspension(dai, at_time(TODAY, 15))], actor=SYSTEM, now=NOW - timedelta(hours=1))
    numbers = ["021306", "0a2196", "030001", "099999", "021306"]
    for duty in ("handle_cases", "assist", "emergency", "nonsense"):
        many = decide_many(numbers=numbers, duty=duty, at=TODAY, now=NOW)
        alone = [decide(number=number, duty=duty, at=TODAY, now=NOW) for number in numbers[:4]]
        assert many == alone


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    bureau: Bureau, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        hold(people.officer_in(bureau.liudi, f"05{n:04d}", f"民警{n}"))
    numbers = [f"05{n:04d}" for n in range(30)]
    with django_assert_max_num_queries(13):
        assert all(answer.allowed for answer in decide_many(numbers=numbers, duty="handle_cases", at=TODAY, now=NOW))
    with django_assert_max_num_queries(13):
        decide(number="050000", duty="handle_cases", at=TODAY, now=NOW)


def test_at_most_200_numbers(dai: Officer) -> None:
    with refused("gate.too_many"):
        decide_many(numbers=[f"{n:06d}" for n in range(201)], duty="assist", now=NOW)


# Decisions


def test_an_answer_that_is_acted_on_is_stored_and_replays_the_same_later(dai: Officer) -> None:
    record = hold(dai)
    (answer,) = ask(numbers=["021306"], duty="handle_cases", at=MAY, actor=SYSTEM, now=NOW)
    decision = Decision.objects.get(uuid=answer.decision)
    assert (decision.allowed, decision.officer_uuid, decision.asked_at) == (True, dai.uuid, NOW)
    assert decision.officer_change == Officer.objects.get(pk=dai.pk).last_change_id
    revoke(records=[record], at=start_of(MARCH), document_no="9号", actor=SYSTEM, now=NOW + timedelta(hours=1))
    result = replay(decision)
    assert result.holds
    assert result.same_rules
    assert not may("021306", MAY)


def test_a_denial_of_the_unknown_is_stored_and_replays(dai: Officer) -> None:
    (answer,) = ask(numbers=["099999"], duty="handle_cases", actor=SYSTEM, now=NOW)
    assert replay(Decision.objects.get(uuid=answer.decision)).holds


def test_a_replay_names_the_fact_that_was_altered(dai: Officer) -> None:
    record = hold(dai)
    (answer,) = ask(numbers=["021306"], duty="handle_cases", at=MAY, actor=SYSTEM, now=NOW)
    table = LevelRecord._meta.db_table
    with connection.cursor() as cursor:  # somebody with the rights of the database's owner
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(f"DROP TRIGGER guard_{table}")
        cursor.execute(f"UPDATE {table} SET document_no = 'forged' WHERE id = %s", [record.pk])
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")
    result = replay(Decision.objects.get(uuid=answer.decision))
    assert not result.holds
    assert result.altered == f"levels {record.pk}"


def test_a_decision_is_never_updated(dai: Officer) -> None:
    ask(numbers=["021306"], duty="assist", actor=SYSTEM, now=NOW)
    with pytest.raises(DatabaseError):
        Decision.objects.update(allowed=False)


def test_out_of_scope_is_answered_like_unknown(dai: Officer, bai: Officer, south_hr: Account, bureau: Bureau) -> None:
    hold(dai)
    hold(bai)
    actor = people.actor_of(south_hr)

    def answer(number: str, at: date = TODAY) -> Answer:
        return ask(numbers=[number], duty="handle_cases", at=at, actor=actor, now=NOW)[0]

    assert answer("021306").allowed
    foreign, unknown = answer("030001"), answer("099999")
    assert (foreign.officer, codes(foreign)) == (None, codes(unknown))
    change_status(officers=[dai], status=Service.RETIRED, since=start_of(JUNE), actor=SYSTEM, now=at_time(JUNE, 9))
    assert answer("021306", MAY).allowed  # he served in the asker's units then


def test_the_day_before_the_last_one_and_after(dai: Officer) -> None:
    hold(dai, last_day=MAY)
    assert may("021306", MAY)
    assert may("021306", end_of(MAY) - timedelta(microseconds=1))
    assert not may("021306", end_of(MAY))
