"""The whole demo bureau, loaded once: a bureau that people from a bureau believe."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import chinese_calendar
import pytest
from django.core.management import call_command

from config.demo.sign_ins import SIGN_INS
from config.demo.sittings import ensure_open_sitting
from courses.hours.models import TrainingHours
from exams.bank.models import QuestionVersion
from exams.delivery.models import Attempt, Response
from exams.marking.answers import marked_forms
from exams.marking.marking import fingerprint_of, newest_run
from exams.marking.models import Result
from exams.marking.rules import as_decimal
from exams.marking.states import Outcome
from exams.sittings.models import Exam, Sitting
from exams.sittings.states import ExamKind, SittingState
from personnel.accounts.models import Account
from personnel.corrections.models import CorrectionRequest
from personnel.officers.lookup import find_by_police_number
from personnel.officers.models import Appointment, Officer, PoliceNumber, Rank
from personnel.officers.states import Relation
from personnel.units.models import Unit, UnitVersion
from qualifications import states as registry
from qualifications.evidence.models import Evidence
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.restrictions.models import Restriction, Serving
from qualifications.states import ClaimState, Level, RestrictionKind
from records.days import at_time, start_of
from records.models import StoredFile
from scoring.periods.models import Period
from scoring.periods.states import Grade, Line

TODAY = date(2026, 11, 24)
NOW = start_of(TODAY) + timedelta(minutes=1)


@pytest.mark.django_db
def test_the_bureau_is_one_that_people_from_a_bureau_believe():
    """Loading takes most of the time, so that all that is asked of the bureau is asked of one."""
    call_command("load_demo", "--today", TODAY.isoformat(), stdout=StringIO())
    units_and_people_are_as_many()
    levels_are_as_they_are()
    every_held_level_rests_on_evidence_with_its_document()
    only_one_unit_is_over_the_first_line_and_none_over_the_second()
    the_last_two_sittings_are_marked_again_to_the_same_scores()
    results_are_plausible_and_the_absent_have_reasons()
    nothing_was_held_on_a_holiday()
    restrictions_have_documents_and_were_served()
    people_moved_and_a_number_passed_on()
    hours_are_near_the_demand_but_for_one_unit()
    only_those_listed_can_sign_in()
    every_month_is_computed_and_no_unit_fails()
    one_sitting_is_open_and_stays_the_only_one()
    requests_for_correction_stand_in_three_states()


def established() -> "list[int]":
    return list(Officer.objects.established_at(NOW).values_list("pk", flat=True))


def holders(level: Level) -> set[int]:
    return set(LevelRecord.objects.holders_at(NOW, level))


def units_and_people_are_as_many() -> None:
    names = UnitVersion.objects.believed().values_list("name", flat=True)
    assert len(names) == 89
    assert not any("消防" in name for name in names)
    assert len(established()) == 1496
    assert (
        not Rank.objects.believed()
        .holding_at(NOW)
        .filter(rank__contains="警监")
        .exclude(officer__appointments__unit__code="990100000000")
    )


def levels_are_as_they_are() -> None:
    people = set(established())
    shares = {level: len(people & holders(level)) / len(people) for level in Level}
    assert 0.97 <= shares[Level.BASIC] <= 0.99
    assert 0.45 <= shares[Level.INTERMEDIATE] <= 0.55
    assert 0.015 <= shares[Level.ADVANCED] <= 0.025
    enforcing = UnitVersion.objects.believed().holding_at(NOW).filter(is_law_enforcement=True).values("unit_id")
    heads = Appointment.objects.believed().holding_at(NOW).filter(is_head=True, unit_id__in=enforcing)
    without = heads.exclude(officer_id__in=holders(Level.INTERMEDIATE))
    assert 1 <= without.count() <= 2
    assert without.filter(valid_from__gt=NOW - timedelta(days=365)).count() == 1
    assert heads.filter(acting=True).count() == 1
    waiting = LevelClaim.objects.filter(state=ClaimState.ELIGIBLE)
    assert waiting.filter(level=Level.BASIC).count() >= 15


def every_held_level_rests_on_evidence_with_its_document() -> None:
    records = LevelRecord.objects.in_force_at(NOW)
    evidence = {row.uuid: row for row in Evidence.objects.believed()}
    attempts = set(Attempt.objects.values_list("uuid", flat=True))
    assert records.count() > 2000
    for record in records:
        row = evidence[record.exam_uuid]
        assert record.document_no
        assert record.certificate_no
        assert row.outcome == registry.Outcome.PASS
        assert (row.level, row.officer_id) == (record.level, record.officer_id)
        assert row.document_no or row.source_uuid in attempts
    years = {record.confirmed_on.year for record in records}
    assert years == set(range(2011, 2027))


def only_one_unit_is_over_the_first_line_and_none_over_the_second() -> None:
    people = Officer.objects.established_at(NOW).with_post_at(NOW).values_list("pk", "unit_id")
    size, without = Counter(), Counter()
    held = holders(Level.BASIC)
    for officer, unit in people:
        size[unit] += 1
        without[unit] += officer not in held
    over = [unit for unit in size if without[unit] / size[unit] > 0.1]
    assert [unit.name for unit in Unit.objects.named_at(NOW).filter(pk__in=over)] == ["澄南分局砚池路派出所"]
    assert without[over[0]] == 3
    assert not [unit for unit in size if without[unit] / size[unit] > 0.2]


def the_last_two_sittings_are_marked_again_to_the_same_scores() -> None:
    sittings = list(Sitting.objects.released().order_by("opens_at"))
    assert len(sittings) == 2
    assert 180 <= Attempt.objects.count() <= 240
    for sitting in sittings:
        forms = marked_forms(sitting)
        run = newest_run(sitting)
        assert run is not None
        assert fingerprint_of(forms) == run.fingerprint
        again = {
            attempt.pk: as_decimal(total)
            for form in forms
            for attempt, total in zip(form.attempts, form.totals.tolist(), strict=True)
        }
        assert again == dict(Result.objects.filter(sitting=sitting).exclude(score=None).values_list("attempt", "score"))
        assert sitting.moderated_by not in {sitting.planned_by, sitting.marked_by}
    assert Response.objects.count() > 7000
    assert sittings[1].exam.level == Level.BASIC


def results_are_plausible_and_the_absent_have_reasons() -> None:
    monthly = Exam.objects.filter(kind=ExamKind.MONTHLY, results__isnull=False).distinct()
    assert monthly.count() == 12
    for exam in monthly:
        outcomes = Counter(exam.results.values_list("outcome", flat=True))
        sat = outcomes[Outcome.PASSED] + outcomes[Outcome.FAILED]
        assert 0.94 <= outcomes[Outcome.PASSED] / sat <= 0.99
        assert 0.95 <= sat / outcomes.total() <= 0.99
    absent = Result.objects.filter(outcome=Outcome.ABSENT)
    assert not absent.filter(absence="").exists()
    assert {"maternity", "task_force", "seconded", "sick"} <= set(absent.values_list("absence", flat=True))
    special = Exam.objects.get(kind=ExamKind.SPECIAL)
    assert {day.month for day in special.results.values_list("sat_on", flat=True)} == {1, 2, 3}
    first_try = Result.objects.filter(exam__level=Level.BASIC).exclude(officer__name="韩立军")
    assert not first_try.filter(outcome=Outcome.FAILED).exists()
    for version in QuestionVersion.objects.approved().select_related("article__edition"):
        assert version.article is not None
        assert version.article.edition.holds_on(TODAY)


def nothing_was_held_on_a_holiday() -> None:
    days = set(Result.objects.values_list("sat_on", flat=True))
    for day in days:
        is_off, name = chinese_calendar.get_holiday_detail(day) if day <= date(2026, 12, 31) else (False, None)
        assert name is None or not is_off, day
    assert not [day for day in days if day.month == 9 and 19 <= day.day <= 22]


def restrictions_have_documents_and_were_served() -> None:
    rows = Restriction.objects.believed()
    kinds = Counter(rows.values_list("kind", flat=True))
    assert kinds == {
        RestrictionKind.STOP_DUTY: 2,
        RestrictionKind.SUSPENSION: 2,
        RestrictionKind.OFF_POST_TRAINING: 1,
    }
    assert len(set(rows.values_list("officer", flat=True))) == 4
    assert set(Serving.objects.values_list("restriction_uuid", flat=True)) == set(rows.values_list("uuid", flat=True))
    assert rows.holding_at(NOW).filter(kind=RestrictionKind.STOP_DUTY).count() == 1


def people_moved_and_a_number_passed_on() -> None:
    working = Appointment.objects.believed().holding_at(NOW).filter(relation=Relation.WORKING)
    assert working.count() == 15
    posts = Appointment.objects.believed().filter(relation=Relation.ESTABLISHED)
    moved = posts.filter(valid_to__isnull=False, officer__in=established()).values("officer").distinct()
    assert 10 <= moved.count() <= 20
    passed = PoliceNumber.objects.believed().filter(number="018664").order_by("valid_from")
    assert [row.officer.name for row in passed] == ["赵卫国", "林珊"]
    then = find_by_police_number("018664", at_time(date(2026, 1, 15), 9))
    now = find_by_police_number("018664", NOW)
    assert (then and then.name, now and now.name) == ("赵卫国", "林珊")


def hours_are_near_the_demand_but_for_one_unit() -> None:
    hours: Counter[int] = Counter()
    for officer, amount in TrainingHours.objects.of_year(TODAY.year).values_list("officer_id", "hours"):
        hours[officer] += int(amount)
    people = Officer.objects.established_at(NOW).with_post_at(NOW)
    assert sum(24 <= hours[key] <= 44 for key in established()) > 0.85 * people.count()
    by_unit: dict[str, list[int]] = {}
    for officer, unit in people.values_list("pk", "unit_name"):
        by_unit.setdefault(unit, []).append(hours[officer])
    means = sorted((sum(values) / len(values), unit) for unit, values in by_unit.items())
    assert means[0][1] == "茶亭派出所"
    assert means[0][0] < 20 < 30 < means[1][0]


def only_those_listed_can_sign_in() -> None:
    usable = {account.officer_id for account in Account.objects.all() if account.has_usable_password()}
    listed = PoliceNumber.objects.believed().holding_at(NOW).filter(number__in=[user.login for user in SIGN_INS])
    assert usable == set(listed.values_list("officer_id", flat=True))
    assert len(usable) == len(SIGN_INS)


def one_sitting_is_open_and_stays_the_only_one() -> None:
    at = at_time(TODAY, 10)
    for _time in range(2):
        ensure_open_sitting(now=at)
    (sitting,) = Sitting.objects.open_at(at)
    assert sitting.state_at(at) == SittingState.OPEN
    assert sitting.registrations.filter(officer__name="戴启明").exists()
    ensure_open_sitting(now=at + timedelta(days=20))
    assert Sitting.objects.open_at(at + timedelta(days=20)).count() == 1


def every_month_is_computed_and_no_unit_fails() -> None:
    periods = list(Period.objects.order_by("month"))
    assert len(periods) == 12
    for period in periods:
        assert not period.scores.filter(line=Line.FAILS).exists(), period
        assert not period.scores.filter(grade=Grade.BELOW).exists(), period
    over = periods[-1].scores.filter(line=Line.NOT_EXCELLENT)
    assert [(score.short_name, score.grade) for score in over] == [("砚池路派出所", Grade.MEETS)]


def requests_for_correction_stand_in_three_states() -> None:
    states = CorrectionRequest.objects.values_list("state", "officer__name")
    assert dict(states) == {"accepted": "许静", "refused": "孟凡", "asked": "戴启明"}
    assert StoredFile.objects.filter(owner_kind="personnel.correction").count() == 3
