"""Leaving, coming back, numbers, ranks, the establishment, corrections."""

from datetime import date
from itertools import product

import pytest

from personnel.accounts.models import Account
from personnel.officers.fields import keyed_hash
from personnel.officers.models import Appointment, NameInitials, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.officers import (
    NewOfficer,
    NewPost,
    PersonalData,
    appoint,
    award_ranks,
    change_status,
    correct_person,
    give_number,
    give_numbers,
    record_first_reviews,
    record_legal_qualifications,
    reinstate,
    set_established,
    take_on,
)
from personnel.officers.states import GRADES, RANKS, SERVICE_MOVES, Category, Service, Sex
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import SYSTEM, Bureau, id_number, officer_in

FEBRUARY, MARCH, JUNE, JULY = (start_of(date(2026, month, 1)) for month in (2, 3, 6, 7))


def refusal_of(act, **arguments) -> tuple[str, str]:
    with pytest.raises(Refusal) as refusal:
        act(actor=SYSTEM, now=JULY, **arguments)
    assert str(refusal.value)
    return refusal.value.code, refusal.value.field


def leave(officer: Officer, status: Service = Service.RETIRED) -> None:
    change_status(officers=[officer], status=status, since=MARCH, actor=SYSTEM, now=MARCH)


def status_of(officer: Officer) -> ServiceStatus:
    return ServiceStatus.objects.believed().get(officer=officer, valid_to=None)


@pytest.mark.parametrize(("one", "other"), list(product(Service, Service)))
def test_only_the_moves_of_the_table_are_made(bureau: Bureau, one: Service, other: Service) -> None:
    begins = Service.PROBATION if one == Service.PROBATION else Service.IN_SERVICE
    officer = officer_in(bureau.liudi, "021306", "戴启明", status=begins)
    if one != begins:
        change_status(officers=[officer], status=one, since=FEBRUARY, actor=SYSTEM, now=FEBRUARY)
    if other in SERVICE_MOVES[one]:
        change_status(officers=[officer], status=other, since=MARCH, actor=SYSTEM, now=MARCH)
        assert status_of(officer).status == other
    else:
        assert refusal_of(change_status, officers=[officer], status=other, since=MARCH) == (
            "officers.status_move",
            "on",
        )


def test_a_status_is_not_changed_where_none_is_recorded(dai: Officer) -> None:
    early = start_of(date(2015, 6, 30))
    assert (
        refusal_of(change_status, officers=[dai], status=Service.RETIRED, since=early)[0] == "officers.before_joining"
    )


def test_a_status_is_not_put_on_top_of_a_later_one(dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=JULY, actor=SYSTEM, now=MARCH)
    assert refusal_of(change_status, officers=[dai], status=Service.DIED, since=JUNE) == ("officers.later_fact", "on")


@pytest.mark.parametrize(
    ("status", "keeps"),
    [(Service.RETIRED, True), (Service.DIED, True), (Service.RESIGNED, False), (Service.DISMISSED, False)],
)
def test_the_retired_keep_their_rank_who_resigns_does_not(dai: Officer, status: Service, keeps: bool) -> None:
    leave(dai, status)
    assert Rank.objects.believed().filter(officer=dai, valid_to=None).exists() is keeps


def test_who_comes_back_gets_number_and_post_again_where_they_are_free(dai: Officer, bureau: Bureau) -> None:
    leave(dai)
    reinstate(officer=dai, since=JUNE, actor=SYSTEM, now=JUNE)
    assert PoliceNumber.objects.believed().get(officer=dai, valid_to=None).number == "021306"
    assert Appointment.objects.believed().get(officer=dai, valid_to=None).unit_id == bureau.liudi.pk
    assert (status_of(dai).status, status_of(dai).established) == (Service.IN_SERVICE, True)


def test_a_number_that_passed_on_is_not_given_back_and_the_refusal_says_who_has_it(dai: Officer, he: Officer) -> None:
    leave(dai)
    give_number(officer=he, number="021306", since=start_of(date(2026, 4, 1)), actor=SYSTEM, now=JUNE)
    with pytest.raises(Refusal) as refusal:
        reinstate(officer=dai, since=JUNE, actor=SYSTEM, now=JUNE)
    assert (refusal.value.code, refusal.value.field) == ("officers.number_taken", "police_number")
    assert "何**" in str(refusal.value)
    assert "2026-04-01" in str(refusal.value)
    assert status_of(dai).status == Service.RETIRED  # nothing is stored
    reinstate(officer=dai, since=JUNE, police_number="0b7777", actor=SYSTEM, now=JUNE)
    assert PoliceNumber.objects.believed().get(officer=dai, valid_to=None).number == "0B7777"


def test_a_head_does_not_come_back_to_a_post_that_another_heads(bureau: Bureau, dai: Officer) -> None:
    head = _head(bureau)
    leave(head)
    appoint(posts=[(dai, NewPost(unit=bureau.yanchi, post="所长", since=MARCH, is_head=True))], actor=SYSTEM, now=MARCH)
    assert refusal_of(reinstate, officer=head, since=JUNE) == ("officers.post_taken", "post")
    reinstate(
        officer=head, since=JUNE, post=NewPost(unit=bureau.south, post="民警", since=JUNE), actor=SYSTEM, now=JUNE
    )
    assert Appointment.objects.believed().get(officer=head, valid_to=None).unit_id == bureau.south.pk


def _head(bureau: Bureau) -> Officer:
    officer = officer_in(bureau.liudi, "019977", "谭永康")
    post = NewPost(unit=bureau.yanchi, post="所长", since=start_of(date(2020, 1, 1)), is_head=True)
    appoint(posts=[(officer, post)], actor=SYSTEM, now=start_of(date(2020, 1, 1)))
    return officer


def test_two_officers_swap_their_numbers_in_one_act(dai: Officer, he: Officer) -> None:
    give_numbers(numbers=[(dai, "0A2196"), (he, "021306")], since=JUNE, actor=SYSTEM, now=JUNE)
    numbers = PoliceNumber.objects.believed().holding_at(JULY)
    assert {row.officer_id: row.number for row in numbers} == {dai.pk: "0A2196", he.pk: "021306"}


@pytest.mark.parametrize("wrong", ["21306", "02130六", "0213067", ""])
def test_a_number_that_excel_damaged_is_refused_at_its_field(dai: Officer, wrong: str) -> None:
    assert refusal_of(give_number, officer=dai, number=wrong, since=JUNE) == (
        "officers.police_number",
        "police_number",
    )


def test_one_number_is_not_given_to_two_people_of_one_list(dai: Officer, he: Officer) -> None:
    both = [(dai, "0C0001"), (he, "0C0001")]
    assert refusal_of(give_numbers, numbers=both, since=JUNE) == ("officers.number_twice", "police_number")


def test_ranks_and_grades_are_those_of_the_law() -> None:
    assert len(RANKS) == 13
    assert len(GRADES) == 23


def test_an_unknown_rank_or_grade_is_refused_at_its_field(dai: Officer) -> None:
    assert refusal_of(award_ranks, ranks=[(dai, "四级警督", "")], since=JUNE) == ("officers.unknown_rank", "rank")
    assert refusal_of(award_ranks, ranks=[(dai, "一级警司", "五级警长")], since=JUNE) == (
        "officers.unknown_grade",
        "grade",
    )
    award_ranks(ranks=[(dai, "一级警司", "四级警长")], since=JUNE, actor=SYSTEM, now=JUNE)
    assert Rank.objects.believed().get(officer=dai, valid_to=None).rank == "一级警司"
    assert refusal_of(award_ranks, ranks=[(dai, "三级警督", "")], since=MARCH) == ("officers.later_fact", "on")


def test_auxiliaries_have_no_rank_and_are_not_established(bureau: Bureau) -> None:
    helper = officer_in(bureau.liudi, "F00001", "马小军", category=Category.AUXILIARY, established=False, rank="")
    assert refusal_of(award_ranks, ranks=[(helper, "一级警员", "")], since=JUNE) == ("officers.auxiliary_rank", "rank")
    assert refusal_of(set_established, officers=[helper], established=True, since=JUNE)[0] == (
        "officers.auxiliary_established"
    )


def test_the_establishment_changes_from_a_day_on(dai: Officer) -> None:
    assert (
        refusal_of(set_established, officers=[dai], established=True, since=JUNE)[0] == "officers.established_already"
    )
    set_established(officers=[dai], established=False, since=JUNE, actor=SYSTEM, now=JUNE)
    assert not Officer.objects.established_at(JULY).filter(pk=dai.pk).exists()
    assert Officer.objects.established_at(MARCH).filter(pk=dai.pk).exists()
    assert status_of(dai).status == Service.IN_SERVICE


def test_legal_qualification_and_first_review_are_recorded_once(dai: Officer) -> None:
    items = [(dai, "A20249901", date(2024, 3, 1))]
    record_legal_qualifications(items=items, actor=SYSTEM, now=JUNE)
    assert refusal_of(record_legal_qualifications, items=items) == ("officers.legal_known", "certificate_no")
    record_first_reviews(officers=[(dai, date(2020, 1, 1))], actor=SYSTEM, now=JUNE)
    assert refusal_of(record_first_reviews, officers=[(dai, date(2021, 1, 1))]) == ("officers.review_known", "on")


def test_a_corrected_name_is_found_by_its_initials_and_leaves_a_change(dai_account: Account, dai: Officer) -> None:
    right = PersonalData(name="单启明", id_number=id_number(77))
    correct_person(officer=dai, right=right, actor=SYSTEM, document_no="临公政〔2026〕9号", now=JUNE)
    dai.refresh_from_db()
    dai_account.refresh_from_db()
    assert (dai.name, dai.pinyin, dai_account.display_name) == ("单启明", "shan qi ming", "单启明")
    assert dai.id_number_hash == keyed_hash(id_number(77))
    assert set(NameInitials.objects.filter(officer=dai).values_list("initials", flat=True)) == {"sqm", "dqm"}
    fields = dai.changes.get(reason_code="officer.corrected").params["fields"]
    assert fields["name"] == {"before": "戴启明", "after": "单启明"}
    assert "********" in fields["id_number"]["after"]
    entry = AuditEntry.objects.get(action="personnel.officer_corrected")
    assert (entry.subject_label, entry.after["name"]) == ("单**", "单**")
    assert id_number(77) not in str(entry.after)


def test_wrong_personal_data_is_refused_at_its_field(dai: Officer, he: Officer) -> None:
    def code(**right) -> tuple[str, str]:
        return refusal_of(correct_person, officer=dai, right=PersonalData(**right))

    assert code(name="戴启明") == ("officers.nothing_to_correct", "")
    assert code(id_number=id_number(5)[:-1] + "0") == ("officers.id_number", "id_number")
    assert code(id_number=he.id_number) == ("officers.known", "id_number")
    assert code(born_on=date(2016, 1, 1)) == ("officers.born_later", "born_on")
    assert code(joined_on=date(1989, 1, 1)) == ("officers.born_later", "joined_on")


@pytest.mark.parametrize(
    ("differences", "answer"),
    [
        ({"name": " "}, ("officers.name", "name")),
        ({"id_number": "11010519491231002x"}, ("officers.id_number", "id_number")),
        ({"police_number": "21306"}, ("officers.police_number", "police_number")),
        ({"rank": "警士"}, ("officers.unknown_rank", "rank")),
        ({"joined_on": date(1980, 1, 1)}, ("officers.born_later", "joined_on")),
        ({"category": Category.AUXILIARY, "rank": "二级警员"}, ("officers.auxiliary_rank", "rank")),
        ({"category": Category.AUXILIARY, "rank": ""}, ("officers.auxiliary_established", "established")),
        ({"since": start_of(date(2025, 1, 1))}, ("officers.before_joining", "joined_on")),
    ],
)
def test_bad_input_about_a_new_person_is_refused_at_its_field(
    bureau: Bureau, differences: dict[str, object], answer: tuple[str, str]
) -> None:
    person = {
        "name": "孟新",
        "sex": Sex.MALE,
        "born_on": date(2002, 1, 1),
        "id_number": id_number(9),
        "joined_on": date(2026, 3, 1),
        "since": MARCH,
        "police_number": "022301",
        "rank": "",
        "post": NewPost(unit=bureau.liudi, post="民警", since=MARCH),
        **differences,
    }
    assert refusal_of(take_on, officers=[NewOfficer(**person)]) == answer
    assert not Officer.objects.filter(name="孟新").exists()


def test_somebody_is_taken_on_once_and_a_number_has_one_holder(bureau: Bureau, dai: Officer) -> None:
    def someone(**differences) -> NewOfficer:
        return NewOfficer(
            **{
                "name": "孟新",
                "sex": Sex.MALE,
                "born_on": date(2002, 1, 1),
                "id_number": id_number(9),
                "joined_on": date(2026, 3, 1),
                "since": MARCH,
                "police_number": "022301",
                **differences,
            }
        )

    assert refusal_of(take_on, officers=[someone(id_number=dai.id_number)]) == ("officers.known", "id_number")
    assert refusal_of(take_on, officers=[someone(), someone()]) == ("officers.known", "id_number")
    assert refusal_of(take_on, officers=[someone(police_number="021306")])[0] == "officers.number_taken"
    twins = [someone(), someone(id_number=id_number(10))]
    assert refusal_of(take_on, officers=twins) == ("officers.number_twice", "police_number")
