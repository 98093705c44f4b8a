"""A list of appointments and transfers: each row is a post from a day on."""

from datetime import date
from typing import Any

import pytest

from personnel.accounts.models import Account
from personnel.imports.states import Kind
from personnel.officers.models import Appointment, Officer
from personnel.officers.posts import end_appointments
from personnel.officers.states import Relation
from records.days import end_of, start_of
from tests.people import SYSTEM, Bureau, officer_in
from tests.personnel.imports.lists import counts, faults, read, store

DAI: dict[str, Any] = {
    "警号": "021306",
    "姓名": "戴启明",
    "单位代码": "110101000000",
    "职务": "副所长",
    "任职时间": "2026-11-01",
}


def test_a_transfer_ends_the_post_held_until_then(hr: Account, dai: Officer, bureau: Bureau) -> None:
    store(hr, Kind.POSTS, DAI | {"职责": "办案、社区警务", "文号": "澄公任〔2026〕3号"})

    posts = Appointment.objects.believed().filter(officer=dai).order_by("valid_from")
    day = start_of(date(2026, 11, 1))
    assert [(post.unit, post.post, post.valid_to) for post in posts] == [
        (bureau.liudi, "民警", day),
        (bureau.yanchi, "副所长", None),
    ]
    assert posts[1].duties == ["handle_cases", "community"]
    assert posts[1].opened_by.document_no == "澄公任〔2026〕3号"


def test_the_same_file_twice_changes_nothing(hr: Account, dai: Officer) -> None:
    row = DAI | {"是否负责人": "是"}
    store(hr, Kind.POSTS, row)
    assert counts(read(hr, Kind.POSTS, row)) == {"unchanged": 1}


def test_a_secondment_leaves_the_established_post_and_has_its_last_day(hr: Account, dai: Officer) -> None:
    store(hr, Kind.POSTS, DAI | {"任职方式": "借调", "借调至": "2027-04-30"})

    post = Appointment.objects.believed().get(officer=dai, relation=Relation.WORKING)
    assert post.valid_to == end_of(date(2027, 4, 30))
    assert Appointment.objects.believed().get(officer=dai, relation=Relation.ESTABLISHED).valid_to is None


def test_a_history_is_told_with_last_days_in_any_order(hr: Account, bureau: Bureau) -> None:
    shi = officer_in(bureau.yanchi, "030009", "石磊")
    left = start_of(date(2026, 5, 1))
    end_appointments(officers=[shi], relation=Relation.ESTABLISHED, on=left, actor=SYSTEM, now=left)
    row = {"警号": "030009", "姓名": "石磊"}
    later = row | {"单位代码": "110102000000", "职务": "所长", "任职时间": "2026-11-01"}
    earlier = row | {"单位代码": "110201000000", "职务": "教导员", "任职时间": "2026-06-01", "止任时间": "2026-10-31"}

    store(hr, Kind.POSTS, later, earlier)

    posts = Appointment.objects.believed().filter(officer=shi).order_by("valid_from")
    assert [(post.post, post.valid_to) for post in posts] == [
        ("民警", left),
        ("教导员", start_of(date(2026, 11, 1))),
        ("所长", None),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "header"),
    [
        ({"姓名": "戴启铭"}, "number_of_another", "姓名"),
        ({"警号": "099999"}, "nobody", "警号"),
        ({"任职时间": "2010-12-31"}, "before_joining", "任职时间"),
        ({"单位代码": "110199000000"}, "unit_unknown", "单位代码"),
        ({"职责": "分管法制、办案"}, "duties_apart", "职责"),
        ({"职责": "拘留"}, "word_unknown", "职责"),
        ({"任职时间": "2014-01-01"}, "before_joining", "任职时间"),
        ({"止任时间": "2026-10-01"}, "until_before", "止任时间"),
        ({"职务": ""}, "value_missing", "职务"),
    ],
)
def test_bad_input_is_refused_at_its_cell(
    hr: Account, dai: Officer, changes: dict[str, Any], code: str, header: str
) -> None:
    assert (code, header) in faults(read(hr, Kind.POSTS, DAI | {"职责": "", "止任时间": ""} | changes))


def test_a_move_before_the_unit_existed_is_refused(hr: Account, bureau: Bureau, dai: Officer) -> None:
    store(
        hr,
        Kind.UNITS,
        {
            "单位代码": "110103000000",
            "单位名称": "虹桥派出所",
            "上级单位代码": "110100000000",
            "单位类型": "派出所",
            "执法勤务机构": "是",
            "成立时间": "2026-11-10",
        },
    )
    assert faults(read(hr, Kind.POSTS, DAI | {"单位代码": "110103000000"})) == [("unit_later", "单位代码")]


def test_overlapping_main_posts_are_both_refused(hr: Account, dai: Officer) -> None:
    plan = read(hr, Kind.POSTS, DAI, DAI | {"单位代码": "110201000000", "任职时间": "2026-11-10"})
    assert faults(plan) == [("posts_overlap", "任职时间")] * 2


def test_a_post_before_one_that_is_recorded_is_refused(hr: Account, dai: Officer) -> None:
    store(hr, Kind.POSTS, DAI)
    row = DAI | {"单位代码": "110201000000", "任职时间": "2026-10-01"}
    assert faults(read(hr, Kind.POSTS, row)) == [("later_fact", "任职时间")]


def test_the_same_post_from_a_later_day_is_no_new_one(hr: Account, dai: Officer) -> None:
    store(hr, Kind.POSTS, DAI)
    assert faults(read(hr, Kind.POSTS, DAI | {"任职时间": "2026-11-20"})) == [("holds_since", "任职时间")]


def test_who_has_left_takes_up_no_post(hr: Account, dai: Officer) -> None:
    store(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明", "状态": "退休", "状态起始日期": "2026-10-01"})
    row = DAI | {"警号": "", "身份证号": dai.id_number}
    assert faults(read(hr, Kind.POSTS, row)) == [("not_serving", "任职时间")]


def test_a_concurrent_post_stands_beside_the_main_one(hr: Account, dai: Officer) -> None:
    store(hr, Kind.POSTS, DAI | {"任职方式": "兼任", "职务": "社区民警"})
    assert Appointment.objects.believed().filter(officer=dai, valid_to=None).count() == 2


def test_auxiliaries_head_nothing(hr: Account, bureau: Bureau) -> None:
    he = officer_in(bureau.liudi, "FJ0001", "何晓晨", category="auxiliary", established=False, rank="")
    row = {"身份证号": he.id_number, "姓名": "何晓晨", "单位代码": "110101000000", "职务": "队长", "是否负责人": "是"}
    assert faults(read(hr, Kind.POSTS, row)) == [("auxiliary_post", "是否负责人")]


def test_one_concurrent_post_said_twice_differently_is_refused_at_its_cell(hr: Account, dai: Officer) -> None:
    row = DAI | {"任职方式": "兼任", "警种": "治安"}
    plan = read(hr, Kind.POSTS, row, row | {"警种": "刑侦"})
    assert faults(plan) == [("post_twice", "任职时间")]
    assert counts(read(hr, Kind.POSTS, row, row)) == {"changed": 1, "unchanged": 1}
