"""Transfers, secondments, heads, concurrent posts, and duties that don't go together."""

from datetime import date

import pytest

from personnel.officers.models import Appointment, Officer
from personnel.officers.officers import (
    NewPost,
    appoint,
    change_status,
    end_appointments,
    end_posts,
    second,
    take_back,
    transfer,
)
from personnel.officers.states import Category, PostDuty, Relation, Service
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import SYSTEM, Bureau, officer_in

MARCH, MAY, JUNE, JULY = (start_of(date(2026, month, 1)) for month in (3, 5, 6, 7))


def posts_of(officer: Officer, relation: Relation = Relation.ESTABLISHED) -> list[tuple[int, object, object]]:
    rows = Appointment.objects.believed().filter(officer=officer, relation=relation).order_by("valid_from")
    return [(row.unit_id, row.valid_from, row.valid_to) for row in rows]


def refused(code: str, field: str, act, **arguments) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act(actor=SYSTEM, now=JULY, **arguments)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value)
    return refusal.value


def test_a_transfer_moves_the_established_post_and_leaves_the_secondment(dai: Officer, bureau: Bureau) -> None:
    second(posts=[(dai, NewPost(unit=bureau.north, post="借调民警", since=MARCH))], actor=SYSTEM, now=MARCH)
    transfer(
        posts=[(dai, NewPost(unit=bureau.yanchi, post="民警", since=JUNE))],
        actor=SYSTEM,
        document_no="临公政〔2026〕21号",
        reason="轮岗",
        now=JUNE,
    )
    assert [(unit, to) for unit, _since, to in posts_of(dai)] == [(bureau.liudi.pk, JUNE), (bureau.yanchi.pk, None)]
    assert posts_of(dai, Relation.WORKING) == [(bureau.north.pk, MARCH, None)]
    entry = AuditEntry.objects.get(action="personnel.officer_transferred")
    assert (entry.subject_label, entry.reason, entry.document_no) == ("戴**", "轮岗", "临公政〔2026〕21号")
    change = dai.changes.get(reason_code="officer.transferred")
    assert change.params == {"reason": "轮岗"}


def test_established_and_working_posts_of_one_officer_are_given_in_one_call(dai: Officer, bureau: Bureau) -> None:
    moved = NewPost(unit=bureau.yanchi, post="民警", since=JUNE)
    lent = NewPost(unit=bureau.north, post="借调民警", since=JUNE, relation=Relation.WORKING)
    appoint(posts=[(dai, moved), (dai, lent)], actor=SYSTEM, now=JUNE)
    assert [unit for unit, _since, to in posts_of(dai) if to is None] == [bureau.yanchi.pk]
    assert [unit for unit, _since, to in posts_of(dai, Relation.WORKING) if to is None] == [bureau.north.pk]


def test_several_posts_in_one_call_follow_each_other(dai: Officer, bureau: Bureau) -> None:
    """As a list from the past has them."""
    first = NewPost(unit=bureau.yanchi, post="民警", since=MARCH)
    then = NewPost(unit=bureau.beiqiao, post="副所长", since=JUNE)
    appoint(posts=[(dai, then), (dai, first)], actor=SYSTEM, now=JUNE)
    assert [(unit, to) for unit, _since, to in posts_of(dai)] == [
        (bureau.liudi.pk, MARCH),
        (bureau.yanchi.pk, JUNE),
        (bureau.beiqiao.pk, None),
    ]


def test_nothing_is_put_before_a_later_post(dai: Officer, bureau: Bureau) -> None:
    transfer(posts=[(dai, NewPost(unit=bureau.yanchi, post="所长", since=JUNE))], actor=SYSTEM, now=JUNE)
    post = NewPost(unit=bureau.beiqiao, post="民警", since=MAY)
    refusal = refused("officers.later_fact", "on", transfer, posts=[(dai, post)])
    assert "2026-06-01" in str(refusal)
    assert len(posts_of(dai)) == 2


def test_a_unit_must_stand_on_that_day(dai: Officer, bureau: Bureau) -> None:
    officer = officer_in(bureau.liudi, "000007", "谢建国", since=date(2011, 1, 1), joined_on=date(2005, 8, 1))
    early = NewPost(unit=bureau.yanchi, post="民警", since=start_of(date(2010, 1, 1)), relation=Relation.CONCURRENT)
    with pytest.raises(Refusal) as refusal:
        appoint(posts=[(officer, early)], actor=SYSTEM)
    assert (refusal.value.code, refusal.value.field) == ("officers.unit_not_standing", "unit")


def test_a_post_before_the_day_of_joining_is_refused(dai: Officer, bureau: Bureau) -> None:
    post = NewPost(unit=bureau.yanchi, post="民警", since=start_of(date(2014, 1, 1)), relation=Relation.CONCURRENT)
    refused("officers.before_joining", "on", appoint, posts=[(dai, post)])


def test_who_has_left_gets_no_post(dai: Officer, bureau: Bureau) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=MARCH, actor=SYSTEM, now=MARCH)
    refused("officers.not_serving", "on", appoint, posts=[(dai, NewPost(unit=bureau.yanchi, post="民警", since=JUNE))])


def test_nobody_is_lent_to_his_own_unit_or_without_a_post(dai: Officer, bureau: Bureau) -> None:
    own = NewPost(unit=bureau.liudi, post="借调民警", since=JUNE)
    refused("officers.same_unit", "unit", second, posts=[(dai, own)])
    end_appointments(officers=[dai], relation=Relation.ESTABLISHED, on=MAY, actor=SYSTEM, now=MAY)
    refused("officers.no_post", "on", second, posts=[(dai, NewPost(unit=bureau.north, post="借调民警", since=JUNE))])


def test_a_secondment_ends_on_its_planned_day_by_itself_or_earlier(dai: Officer, bureau: Bureau) -> None:
    post = NewPost(unit=bureau.north, post="挂职副所长", since=MARCH, until=JULY)
    second(posts=[(dai, post)], actor=SYSTEM, now=MARCH)
    assert posts_of(dai, Relation.WORKING) == [(bureau.north.pk, MARCH, JULY)]
    end_appointments(officers=[dai], relation=Relation.WORKING, on=MAY, actor=SYSTEM, now=MAY)
    assert posts_of(dai, Relation.WORKING) == [(bureau.north.pk, MARCH, MAY)]
    refused("officers.no_such_post", "on", end_appointments, officers=[dai], relation=Relation.WORKING, on=JUNE)


def test_one_concurrent_post_ends_and_the_other_stays(dai: Officer, bureau: Bureau) -> None:
    both = [
        (dai, NewPost(unit=unit, post="兼职教官", since=MARCH, relation=Relation.CONCURRENT))
        for unit in (bureau.south, bureau.north)
    ]
    one, _other = appoint(posts=both, actor=SYSTEM, now=MARCH)
    end_posts(posts=[one], on=JUNE, actor=SYSTEM, now=JUNE)
    assert set(posts_of(dai, Relation.CONCURRENT)) == {(bureau.south.pk, MARCH, JUNE), (bureau.north.pk, MARCH, None)}


@pytest.mark.parametrize(
    ("held", "new"),
    [
        (PostDuty.HANDLE_CASES, PostDuty.LEGAL_AFFAIRS),
        (PostDuty.LEGAL_AFFAIRS, PostDuty.HANDLE_CASES),
        (PostDuty.STATIONED_LEGAL, PostDuty.HANDLE_CASES),
        (PostDuty.APPROVE_CASES, PostDuty.REVIEW_PENALTY),
    ],
)
def test_duties_that_do_not_go_together_are_refused_in_a_second_post(
    bureau: Bureau, dai: Officer, held: PostDuty, new: PostDuty
) -> None:
    own = NewPost(unit=bureau.liudi, post="副所长", since=MARCH, duties=(held,))
    appoint(posts=[(dai, own)], actor=SYSTEM, now=MARCH)
    second_post = NewPost(unit=bureau.yanchi, post="民警", since=JUNE, duties=(new,), relation=Relation.CONCURRENT)
    refusal = refused("officers.duties_apart", "duties", appoint, posts=[(dai, second_post)])
    assert str(held.label) in str(refusal)
    assert str(new.label) in str(refusal)


def test_a_duty_given_up_stands_in_nobodys_way(dai: Officer, bureau: Bureau) -> None:
    handles = NewPost(unit=bureau.liudi, post="办案民警", since=MARCH, duties=(PostDuty.HANDLE_CASES,))
    appoint(posts=[(dai, handles)], actor=SYSTEM, now=MARCH)
    leads = NewPost(unit=bureau.liudi, post="副所长", since=JUNE, duties=(PostDuty.LEGAL_AFFAIRS,))
    appoint(posts=[(dai, leads)], actor=SYSTEM, now=JUNE)
    assert Appointment.objects.believed().get(officer=dai, valid_to=None).duties == ["legal_affairs"]


def test_an_auxiliary_heads_nothing_and_handles_no_case(bureau: Bureau) -> None:
    helper = officer_in(
        bureau.liudi, "F00001", "马小军", category=Category.AUXILIARY, established=False, rank="", post="勤务辅警"
    )
    head = NewPost(unit=bureau.liudi, post="所长", since=JUNE, is_head=True)
    refused("officers.auxiliary_head", "is_head", appoint, posts=[(helper, head)])
    case = NewPost(unit=bureau.liudi, post="辅警", since=JUNE, duties=(PostDuty.HANDLE_CASES,))
    refused("officers.auxiliary_duty", "duties", appoint, posts=[(helper, case)])


def test_a_transfer_that_was_a_mistake_is_taken_back_whole(dai: Officer, bureau: Bureau) -> None:
    transfer(posts=[(dai, NewPost(unit=bureau.yanchi, post="民警", since=JUNE))], actor=SYSTEM, now=JUNE)
    change = dai.changes.get(reason_code="officer.transferred")
    take_back(change=change, actor=SYSTEM, reason="录错人", now=JULY)
    assert posts_of(dai) == [(bureau.liudi.pk, start_of(date(2015, 7, 1)), None)]
    as_known_before = Appointment.objects.as_of(change.pk).filter(officer=dai, valid_to=None)
    assert [row.unit_id for row in as_known_before] == [bureau.yanchi.pk]
    refused("officers.rests_on_it", "", take_back, change=change)


def test_the_later_act_is_taken_back_first(dai: Officer, bureau: Bureau) -> None:
    transfer(posts=[(dai, NewPost(unit=bureau.yanchi, post="民警", since=MARCH))], actor=SYSTEM, now=MARCH)
    change_status(officers=[dai], status=Service.RETIRED, since=JUNE, actor=SYSTEM, now=JUNE)
    refused("officers.rests_on_it", "", take_back, change=dai.changes.get(reason_code="officer.transferred"))
    take_back(change=dai.changes.get(reason_code="officer.retired"), actor=SYSTEM, now=JULY)
    assert [(unit, to) for unit, _since, to in posts_of(dai)] == [(bureau.liudi.pk, MARCH), (bureau.yanchi.pk, None)]
    refused("officers.not_taken_back", "", take_back, change=dai.changes.get(reason_code="officer.taken_on"))


def test_a_post_that_was_ended_meanwhile_is_not_ended_again(dai: Officer, bureau: Bureau) -> None:
    since = NewPost(unit=bureau.yanchi, post="民警", since=MARCH, relation=Relation.CONCURRENT)
    [post] = appoint(posts=[(dai, since)], actor=SYSTEM, now=MARCH)
    seen = Appointment.objects.get(pk=post.pk)
    end_posts(posts=[post], on=MAY, actor=SYSTEM, now=MAY)
    refused("officers.no_such_post", "on", end_posts, posts=[seen], on=JUNE)
    assert posts_of(dai, Relation.CONCURRENT) == [(bureau.yanchi.pk, MARCH, MAY)]
