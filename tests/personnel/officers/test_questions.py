"""What later floors ask about a day: each question is one query."""

from datetime import date, timedelta
from typing import Any

from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint, change_status
from personnel.officers.questions import (
    Place,
    headcount_below,
    headcounts_below,
    headcounts_in,
    heads_at,
    places_at,
)
from personnel.officers.states import Category, Relation, Service
from personnel.units.alterations import UnitAlteration, alter_units, move_unit
from records.days import start_of
from tests.people import SYSTEM, Bureau, officer_in

APRIL, MAY = start_of(date(2026, 4, 30)), start_of(date(2026, 5, 1))


def test_where_somebody_is_established_and_where_he_works(
    bureau: Bureau, dai: Officer, he: Officer, django_assert_num_queries: Any
) -> None:
    seconded = NewPost(unit=bureau.hr_office, post="借调", since=MAY, relation=Relation.WORKING)
    appoint(posts=[(dai, seconded)], actor=SYSTEM)
    with django_assert_num_queries(1):
        now = places_at([dai, he], MAY)
    assert now == {dai.pk: Place(bureau.liudi.pk, bureau.hr_office.pk), he.pk: Place(bureau.yanchi.pk)}
    assert (now[dai.pk].present, now[he.pk].present) == (bureau.hr_office.pk, bureau.yanchi.pk)
    assert places_at([dai], APRIL) == {dai.pk: Place(bureau.liudi.pk)}


def test_headcounts_follow_the_tree_and_the_posts_of_their_day(
    bureau: Bureau, dai: Officer, he: Officer, bai: Officer, django_assert_num_queries: Any
) -> None:
    officer_in(bureau.yanchi, "F00001", "辅警甲", category=Category.AUXILIARY, established=False)
    change_status(officers=[bai], status=Service.RETIRED, since=MAY, actor=SYSTEM)
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=MAY)
    with django_assert_num_queries(1):
        assert headcount_below(bureau.south, MAY) == 1
    with django_assert_num_queries(1):
        before = headcounts_below(APRIL, [bureau.south.pk, bureau.north.pk])
    assert before == {bureau.south.pk: 2, bureau.north.pk: 1}
    with django_assert_num_queries(1):
        after = headcounts_below(MAY)
    assert after == {
        bureau.bureau.pk: 2,
        bureau.south.pk: 1,
        bureau.north.pk: 1,
        bureau.liudi.pk: 1,
        bureau.yanchi.pk: 1,
    }
    with django_assert_num_queries(1):
        assert headcounts_in(APRIL) == {bureau.liudi.pk: 1, bureau.yanchi.pk: 1, bureau.beiqiao.pk: 1}


def test_heads_are_those_of_units_that_do_law_enforcement_on_the_day(
    bureau: Bureau, he: Officer, django_assert_num_queries: Any
) -> None:
    head = officer_in(bureau.liudi, "020002", "所长")
    acting = officer_in(bureau.beiqiao, "020003", "副所长")
    office = officer_in(bureau.hr_office, "020004", "主任")
    since = start_of(date(2026, 1, 1))
    appoint(
        posts=[
            (head, NewPost(unit=bureau.liudi, post="所长", since=since, is_head=True)),
            (acting, NewPost(unit=bureau.beiqiao, post="副所长", since=since, acting=True)),
            (office, NewPost(unit=bureau.hr_office, post="主任", since=since, is_head=True)),
        ],
        actor=SYSTEM,
    )
    with django_assert_num_queries(1):
        assert {post.officer_id for post in heads_at(APRIL)} == {head.pk, acting.pk}
    alter_units(alterations=[UnitAlteration(unit=bureau.liudi, since=MAY, is_law_enforcement=False)], actor=SYSTEM)
    assert {post.officer_id for post in heads_at(MAY)} == {acting.pk}
    assert not heads_at(since - timedelta(days=1)).exists()


def test_the_officers_of_a_subtree_on_a_day(
    bureau: Bureau, dai: Officer, he: Officer, django_assert_num_queries: Any
) -> None:
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=MAY)
    with django_assert_num_queries(1):
        assert set(Officer.objects.posted_below(bureau.south.pk, APRIL)) == {dai, he}
    with django_assert_num_queries(1):
        assert set(Officer.objects.posted_below(bureau.south.pk, MAY)) == {dai}
