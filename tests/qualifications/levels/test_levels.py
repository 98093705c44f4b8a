"""Confirming, renewing, revoking and correcting levels."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from personnel.officers.models import Officer
from qualifications.levels.claims import propose_claims, refuse_claims
from qualifications.levels.levels import confirm, correct_away, renew, revoke
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.outside import LegacyLevel, OutsideResult, import_legacy, import_outside
from qualifications.restrictions.restrictions import NewRestriction, reinstate, restrict
from qualifications.states import ClaimState, Level, Outcome, RestrictionKind
from records.days import at_time, end_of, start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests import people
from tests.people import NOW, SYSTEM, TODAY, Bureau
from tests.qualifications.facts import pass_exam

MARCH = date(2026, 3, 10)
APRIL = date(2026, 4, 1)
JUNE = date(2026, 6, 1)


def confirm_basic(officer: Officer, *, on: date = APRIL) -> LevelRecord:
    pass_exam(officer, MARCH)
    claims = list(LevelClaim.objects.live().filter(officer=officer))
    return confirm(claims=claims, confirmed_on=on, document_no="临公政〔2026〕18号", actor=SYSTEM, now=at_time(on, 9))[
        0
    ]


def legacy(officer: Officer, level: Level = Level.BASIC, **differences: object) -> LegacyLevel:
    values: dict[str, object] = {"confirmed_on": date(2021, 12, 1), "document_no": "临公政〔2021〕118号"}
    return LegacyLevel(officer=officer, level=level, **(values | differences))  # type: ignore[arg-type]


def holders(day: date, level: Level = Level.BASIC) -> set[int]:
    return set(LevelRecord.objects.holders_at(start_of(day), level))


def test_passing_is_not_holding_and_a_confirmation_makes_the_level(dai: Officer) -> None:
    pass_exam(dai, MARCH)
    assert holders(TODAY) == set()
    (record,) = confirm(
        claims=list(LevelClaim.objects.all()),
        confirmed_on=APRIL,
        appraised_on=date(2026, 3, 20),
        document_no="临公政〔2026〕18号",
        actor=SYSTEM,
        now=at_time(APRIL, 9),
    )
    assert (record.exam_passed_on, record.appraised_on, record.confirmed_on) == (MARCH, date(2026, 3, 20), APRIL)
    assert (record.valid_from, record.valid_to) == (start_of(APRIL), None)
    assert record.certificate_no == "20261000001"
    claim = LevelClaim.objects.get()
    assert (claim.state, claim.record_uuid) == (ClaimState.CONFIRMED, record.uuid)
    assert holders(APRIL) == {dai.pk}
    assert holders(APRIL - timedelta(days=1)) == set()
    assert AuditEntry.objects.filter(action="registry.level_confirmed", subject_uuid=record.uuid).exists()


def test_certificate_numbers_run_on(dai: Officer, he: Officer) -> None:
    confirm_basic(dai)
    assert confirm_basic(he).certificate_no == "20261000002"


@pytest.mark.parametrize(
    ("differences", "code", "field"),
    [
        ({"document_no": " "}, "levels.document", "document_no"),
        ({"confirmed_on": date(2026, 3, 9)}, "levels.confirmed_on", "confirmed_on"),
        ({"confirmed_on": TODAY + timedelta(days=1)}, "levels.confirmed_on", "confirmed_on"),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused(
    dai: Officer, differences: dict[str, object], code: str, field: str
) -> None:
    pass_exam(dai, MARCH)
    values: dict[str, object] = {"confirmed_on": APRIL, "document_no": "临公政〔2026〕18号"} | differences
    with pytest.raises(Refusal) as refusal:
        confirm(claims=list(LevelClaim.objects.all()), actor=SYSTEM, now=NOW, **values)  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not LevelRecord.objects.exists()
    assert LevelClaim.objects.get().state == ClaimState.ELIGIBLE


def test_a_second_click_confirms_nothing(dai: Officer) -> None:
    confirm_basic(dai)
    with pytest.raises(Refusal) as refusal:
        confirm(claims=list(LevelClaim.objects.all()), confirmed_on=APRIL, document_no="x", actor=SYSTEM, now=NOW)
    assert refusal.value.code == "claims.state"
    assert LevelRecord.objects.count() == 1


def test_a_refused_exam_raises_no_claim_again(dai: Officer, he: Officer) -> None:
    pass_exam(dai, MARCH)
    claims = propose_claims(claims=list(LevelClaim.objects.all()), actor=SYSTEM)
    refuse_claims(claims=claims, reason_code="appraisal_failed", actor=SYSTEM)
    pass_exam(dai, APRIL)
    assert LevelClaim.objects.live().get().exam.valid_from == at_time(APRIL, 12)


def test_levels_are_climbed_one_at_a_time(dai: Officer) -> None:
    pass_exam(dai, MARCH, level=Level.INTERMEDIATE)
    assert not LevelClaim.objects.exists()
    confirm_basic(dai)
    claim = LevelClaim.objects.live().get()
    assert claim.level == Level.INTERMEDIATE


def test_who_holds_it_for_good_is_not_eligible_again(dai: Officer) -> None:
    confirm_basic(dai)
    pass_exam(dai, JUNE)
    assert not LevelClaim.objects.live().exists()


def test_a_renewal_goes_on_where_the_old_record_ends(dai: Officer) -> None:
    import_legacy(levels=[legacy(dai, last_day=date(2026, 11, 30))], actor=SYSTEM, now=NOW - timedelta(days=90))
    assert holders(date(2026, 11, 30)) == {dai.pk}
    assert holders(date(2026, 12, 1)) == set()
    pass_exam(dai, date(2026, 10, 25))
    (record,) = confirm(
        claims=list(LevelClaim.objects.live()),
        confirmed_on=date(2026, 11, 18),
        document_no="临公政〔2026〕198号",
        actor=SYSTEM,
        now=NOW,
    )
    assert record.valid_from == end_of(date(2026, 11, 30))
    assert holders(date(2026, 12, 1)) == {dai.pk}


def test_renewing_by_a_document_needs_a_level_with_an_end(dai: Officer) -> None:
    with pytest.raises(Refusal) as refusal:
        renew(records=[confirm_basic(dai)], confirmed_on=JUNE, document_no="x", actor=SYSTEM, now=NOW)
    assert refusal.value.code == "levels.permanent"


def test_revoked_in_june_still_held_in_may(dai: Officer) -> None:
    record = confirm_basic(dai)
    revoke(records=[record], at=start_of(JUNE), document_no="临公政〔2026〕77号", actor=SYSTEM, now=at_time(JUNE, 9))
    assert holders(date(2026, 5, 31)) == {dai.pk}
    assert holders(JUNE) == set()
    pass_exam(dai, date(2026, 5, 20))  # before the revocation: it counts no more
    assert not LevelClaim.objects.live().exists()
    pass_exam(dai, date(2026, 8, 1))
    assert LevelClaim.objects.live().count() == 1


def test_the_entry_of_a_revocation_says_until_when_it_was_held_and_until_when_it_is_now(dai: Officer) -> None:
    record = confirm_basic(dai)
    revoke(records=[record], at=start_of(JUNE), document_no="临公政〔2026〕77号", actor=SYSTEM, now=at_time(JUNE, 9))

    entry = AuditEntry.objects.get(action="registry.level_revoked")
    assert entry.before is not None
    assert (entry.before["level"], entry.before["valid_to"]) == ("basic", None)
    assert entry.after == {**entry.before, "valid_to": start_of(JUNE).isoformat()}
    assert (entry.document_no, entry.subject_label) == ("临公政〔2026〕77号", "戴**")


def test_a_revocation_takes_the_levels_above_along(dai: Officer) -> None:
    rows = [
        legacy(dai, confirmed_on=date(2012, 5, 1)),
        legacy(dai, Level.INTERMEDIATE, confirmed_on=date(2016, 5, 1)),
    ]
    basic, _intermediate = import_legacy(levels=rows, actor=SYSTEM, now=NOW)
    pass_exam(dai, MARCH, level=Level.ADVANCED)
    assert LevelClaim.objects.live().count() == 1
    revoke(records=[basic], at=start_of(JUNE), document_no="临公政〔2026〕77号", actor=SYSTEM, now=NOW)
    assert holders(JUNE, Level.INTERMEDIATE) == set()
    assert holders(date(2026, 5, 31), Level.INTERMEDIATE) == {dai.pk}
    assert LevelClaim.objects.get().reason_code == "prerequisite_lost"
    with pytest.raises(Refusal) as refusal:
        revoke(records=[basic], at=start_of(JUNE), document_no="again", actor=SYSTEM, now=NOW)
    assert refusal.value.code == "levels.ended"


def test_a_correction_takes_the_level_away_for_all_days(dai: Officer) -> None:
    record = confirm_basic(dai)
    before = record.opened_by_id
    correct_away(records=[record], document_no="临公政〔2026〕80号", actor=SYSTEM, now=NOW)
    assert holders(APRIL) == set()
    assert LevelRecord.objects.as_of(before).filter(officer=dai).exists()
    assert LevelClaim.objects.live().count() == 1  # the exam stands: it may be confirmed rightly


def test_a_level_on_which_another_rests_is_not_corrected_alone(dai: Officer) -> None:
    rows = [
        legacy(dai, confirmed_on=date(2012, 5, 1)),
        legacy(dai, Level.INTERMEDIATE, confirmed_on=date(2016, 5, 1)),
    ]
    basic, intermediate = import_legacy(levels=rows, actor=SYSTEM, now=NOW)
    with pytest.raises(Refusal) as refusal:
        correct_away(records=[basic], document_no="临公政〔2026〕81号", actor=SYSTEM, now=NOW)
    assert refusal.value.code == "levels.presupposed"
    assert holders(APRIL) == {dai.pk}
    correct_away(records=[basic, intermediate], document_no="临公政〔2026〕81号", actor=SYSTEM, now=NOW)
    assert holders(APRIL) == set() == holders(APRIL, Level.INTERMEDIATE)


def test_a_list_from_outside_is_taken_in_once(dai: Officer, he: Officer) -> None:
    results = [
        OutsideResult(officer=dai, level=Level.BASIC, outcome=Outcome.PASS, exam_on=MARCH),
        OutsideResult(officer=he, level=Level.BASIC, outcome=Outcome.FAIL, exam_on=MARCH),
    ]
    first = import_outside(results=results, document_no="省公政〔2026〕5号", actor=SYSTEM, now=NOW)
    assert import_outside(results=results, document_no="省公政〔2026〕5号", actor=SYSTEM, now=NOW) == first
    assert list(LevelClaim.objects.values_list("officer", flat=True)) == [dai.pk]


def test_levels_of_earlier_years_come_with_their_document_once(dai: Officer) -> None:
    rows = [legacy(dai, exam_passed_on=date(2021, 10, 24), last_day=date(2026, 11, 30))]
    (record,) = import_legacy(levels=rows, actor=SYSTEM, now=NOW)
    assert import_legacy(levels=rows, actor=SYSTEM, now=NOW) == []
    assert (record.document_no, record.valid_to) == ("临公政〔2021〕118号", end_of(date(2026, 11, 30)))
    assert record.exam_uuid == dai.evidence.get().uuid


def test_the_suspended_count_as_without(dai: Officer, he: Officer) -> None:
    for officer in (dai, he):
        confirm_basic(officer)
    suspension = NewRestriction(
        officer=dai, kind=RestrictionKind.SUSPENSION, since=at_time(JUNE, 10), document_no="临公法〔2026〕7号"
    )
    training = NewRestriction(
        officer=he, kind=RestrictionKind.OFF_POST_TRAINING, since=at_time(JUNE, 10), document_no="临公法〔2026〕8号"
    )
    rows = restrict(items=[suspension, training], actor=SYSTEM, now=at_time(JUNE, 11))
    assert holders(JUNE) == {dai.pk, he.pk}
    assert holders(date(2026, 6, 2)) == {he.pk}
    reinstate(restrictions=rows[:1], at=start_of(date(2026, 8, 1)), document_no="x", actor=SYSTEM, now=NOW)
    assert holders(date(2026, 8, 1)) == {dai.pk, he.pk}


def test_a_suspension_of_one_level_leaves_those_below(dai: Officer) -> None:
    rows = [
        legacy(dai, confirmed_on=date(2012, 5, 1)),
        legacy(dai, Level.INTERMEDIATE, confirmed_on=date(2016, 5, 1)),
    ]
    import_legacy(levels=rows, actor=SYSTEM, now=NOW - timedelta(days=300))
    of_intermediate = NewRestriction(
        officer=dai,
        kind=RestrictionKind.SUSPENSION,
        level=Level.INTERMEDIATE,
        since=start_of(JUNE),
        document_no="临公法〔2026〕7号",
    )
    restrict(items=[of_intermediate], actor=SYSTEM, now=NOW)
    assert holders(JUNE, Level.INTERMEDIATE) == set()
    assert holders(JUNE, Level.BASIC) == {dai.pk}


def test_confirming_many_costs_as_much_as_few(
    bureau: Bureau, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officers = [people.officer_in(bureau.liudi, f"05{n:04d}", f"民警{n}") for n in range(30)]
    for officer in officers:
        pass_exam(officer, MARCH)
    claims = list(LevelClaim.objects.select_related("officer"))
    with django_assert_max_num_queries(34):
        confirm(claims=claims, confirmed_on=APRIL, document_no="临公政〔2026〕18号", actor=SYSTEM, now=NOW)
    assert len(holders(APRIL)) == 30
