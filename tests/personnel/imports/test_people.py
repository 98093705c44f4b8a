"""A list of people: taken on, changed field by field, unchanged; each bad row is refused at its cell."""

from datetime import date
from typing import Any

import pytest

from personnel.accounts.models import Account
from personnel.corrections.facts import identity
from personnel.imports.states import Kind
from personnel.officers.models import Appointment, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.officers import NewPost, appoint, take_back
from personnel.officers.states import Relation
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, Bureau, account_of
from tests.personnel.imports.lists import QIAN, ZHAO, counts, faults, read, rows, store

WRONG_CHECK = ZHAO["身份证号"][:17] + ("1" if ZHAO["身份证号"][17] != "1" else "2")


def people(*, account: Account, changes: dict[str, Any], **more: Any) -> Any:
    return faults(read(account, Kind.OFFICERS, ZHAO | changes, **more))


def test_new_people_are_taken_on_with_all_that_the_list_says(hr: Account, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO, QIAN)

    assert counts(plan) == {"new": 2}
    zhao = Officer.objects.with_post_at(NOW).get(name="赵砚秋")
    assert (zhao.police_number, zhao.rank, zhao.unit_name, zhao.post, zhao.stream) == (
        "021888",
        "二级警司",
        "砚池路派出所",
        "民警",
        "public_order",
    )
    assert (zhao.born_on, zhao.sex, zhao.joined_on) == (date(1995, 3, 8), "male", date(2018, 7, 1))
    assert zhao.appointments.get().valid_from == start_of(date(2020, 1, 1))
    assert zhao.police_numbers.get().valid_from == start_of(date(2018, 7, 1))


def test_one_entry_for_the_import_and_one_change_for_each_person(hr: Account, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO, QIAN)

    entry = AuditEntry.objects.get(action="personnel.officers_imported")
    assert (entry.document_no, entry.after["new"], entry.after["sha256"]) == ("澄公政〔2026〕88号", 2, plan.sha256)
    [change] = Officer.objects.get(name="钱若涵").changes.all()
    assert (change.document_no, change.actor_uuid, change.params) == (
        "澄公政〔2026〕88号",
        hr.uuid,
        {"import": str(plan.uuid)},
    )
    assert not AuditEntry.objects.filter(action="personnel.officer_taken_on", at=NOW).exists()


def test_the_same_file_twice_changes_nothing(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO, QIAN)

    again = read(hr, Kind.OFFICERS, QIAN, ZHAO)

    assert counts(again) == {"unchanged": 2}


def test_what_differs_is_shown_field_by_field_with_its_day(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO)

    plan = read(hr, Kind.OFFICERS, ZHAO | {"警衔": "一级警司", "单位代码": "110102000000", "任职时间": "2026-11-01"})

    [row] = rows(plan, "changed")
    assert [difference[:4] for difference in row["differences"]] == [
        ["rank", "二级警司", "一级警司", "2026-11-24"],
        ["unit", "砚池路派出所", "柳堤街派出所", "2026-11-01"],
    ]


def test_a_changed_fact_ends_where_the_new_one_begins(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO)
    store(hr, Kind.OFFICERS, ZHAO | {"单位代码": "110102000000", "任职时间": "2026-11-01"})

    posts = Appointment.objects.believed().filter(officer__name="赵砚秋").order_by("valid_from")
    assert [(post.unit, post.valid_from, post.valid_to) for post in posts] == [
        (bureau.yanchi, start_of(date(2020, 1, 1)), start_of(date(2026, 11, 1))),
        (bureau.liudi, start_of(date(2026, 11, 1)), None),
    ]


def test_without_an_identity_number_police_number_and_name_say_who_it_is(hr: Account, dai: Officer) -> None:
    plan = store(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明", "警衔": "一级警司"})

    assert counts(plan) == {"changed": 1}
    assert Rank.objects.believed().holding_at(NOW).get(officer=dai).rank == "一级警司"


def test_a_new_name_is_told_by_the_identity_number(hr: Account, dai: Officer) -> None:
    plan = store(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启铭", "身份证号": dai.id_number})

    dai.refresh_from_db()
    assert (counts(plan), dai.name, dai.initials.get().initials) == ({"changed": 1}, "戴启铭", "dqm")


def test_who_is_not_in_the_file_is_named_and_kept(hr: Account, dai: Officer, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO | {"单位代码": "110102000000"})
    assert plan.counts["missing"] == 1
    assert ServiceStatus.objects.believed().holding_at(NOW).get(officer=dai).status == "in_service"


def test_missing_is_who_stands_in_the_units_that_the_file_names(
    hr: Account, dai: Officer, he: Officer, bai: Officer
) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, QIAN)

    assert [row["who"][1] for row in rows(plan, "missing")] == ["戴启明", "何晓晨"]


def test_who_retires_loses_post_and_number_from_that_day(hr: Account, dai: Officer) -> None:
    store(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明", "状态": "退休", "状态起始日期": "2026-11-01"})

    day = start_of(date(2026, 11, 1))
    assert ServiceStatus.objects.believed().holding_at(NOW).get(officer=dai).established is False
    assert Appointment.objects.believed().get(officer=dai).valid_to == day
    assert PoliceNumber.objects.believed().get(officer=dai).valid_to == day


def test_a_list_with_the_retired_changes_nothing_the_second_time(hr: Account, dai: Officer) -> None:
    row = {"警号": "021306", "姓名": "戴启明", "身份证号": dai.id_number, "状态": "退休", "单位代码": "110102000000"}
    store(hr, Kind.OFFICERS, row)
    assert counts(read(hr, Kind.OFFICERS, row)) == {"unchanged": 1}


def test_auxiliaries_are_taken_on_without_a_number_off_the_establishment(hr: Account, bureau: Bureau) -> None:
    row = {name: value for name, value in ZHAO.items() if name not in ("警号", "警衔", "职级")}
    store(hr, Kind.OFFICERS, row | {"人员类别": "辅警", "职务": ""})

    status = ServiceStatus.objects.get(officer__name="赵砚秋")
    assert (status.category, status.established) == ("auxiliary", False)
    assert Appointment.objects.get(officer__name="赵砚秋").post == "辅警"


@pytest.mark.parametrize(
    ("changes", "code", "header"),
    [
        ({"警号": 21888}, "police_number_as_number", "警号"),
        ({"警号": "21888"}, "police_number_short", "警号"),
        ({"警号": "02188-"}, "police_number_wrong", "警号"),
        ({"身份证号": 9.90000199503088e17}, "id_number_damaged", "身份证号"),
        ({"身份证号": "9.90000199503088E+17"}, "id_number_damaged", "身份证号"),
        ({"身份证号": "990000199503088000"}, "id_number_damaged", "身份证号"),
        ({"身份证号": WRONG_CHECK}, "id_number_checksum", "身份证号"),
        ({"身份证号": "99000019950308"}, "id_number_length", "身份证号"),
        ({"身份证号": ""}, "value_missing", "身份证号"),
        ({"出生日期": "1995-03-09"}, "born_differs", "出生日期"),
        ({"性别": "女"}, "sex_differs", "性别"),
        ({"出生日期": "去年"}, "day_unreadable", "出生日期"),
        ({"任职时间": "9999-12-31"}, "day_out_of_reach", "任职时间"),
        ({"参加公安工作时间": "0001-01-01"}, "day_out_of_reach", "参加公安工作时间"),
        ({"姓名": None}, "value_missing", "姓名"),
        ({"单位代码": "110199000000"}, "unit_unknown", "单位代码"),
        ({"单位代码": "1101"}, "unit_code_wrong", "单位代码"),
        ({"任职时间": "2010-12-31", "参加公安工作时间": "2009-01-01"}, "unit_later", "单位代码"),
        ({"任职时间": "2017-01-01"}, "before_joining", "任职时间"),
        ({"警衔": "大校"}, "word_unknown", "警衔"),
        ({"人员类别": "辅警"}, "auxiliary_rank", "授衔时间"),
        ({"状态": "退休"}, "new_not_serving", "状态"),
    ],
)
def test_bad_input_is_refused_at_its_cell(
    hr: Account, bureau: Bureau, changes: dict[str, Any], code: str, header: str
) -> None:
    found = faults(read(hr, Kind.OFFICERS, {"授衔时间": "2021-01-01"} | ZHAO | changes))
    assert (code, header) in found


def test_a_refused_row_says_sheet_row_and_column(hr: Account, bureau: Bureau) -> None:
    [row] = rows(read(hr, Kind.OFFICERS, QIAN, ZHAO | {"警号": 21888}), "refused")
    assert (row["sheet"], row["row"], row["faults"][0]["column"]) == ("人员", 3, "A")


def test_a_formula_where_text_belongs_is_refused(hr: Account, bureau: Bureau) -> None:
    from tests.exams.bank.workbooks import workbook  # noqa: PLC0415

    content = workbook({"人员": [list(ZHAO), list(ZHAO.values())]}, formulas={"A2": '="021888"'})
    assert faults(read(hr, Kind.OFFICERS, content=content)) == [("formula_for_text", "警号")]


def test_two_people_with_one_number_in_the_file_are_both_refused(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, QIAN | {"警号": "021888"})
    assert faults(plan) == [("number_twice", "警号"), ("number_twice", "警号")]


def test_a_number_that_somebody_holds_is_refused(hr: Account, dai: Officer) -> None:
    assert people(account=hr, changes={"警号": "021306"}) == [("number_taken", "警号")]


def test_a_number_that_was_given_up_passes_on_from_that_day(hr: Account, dai: Officer) -> None:
    store(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明", "状态": "退休", "状态起始日期": "2026-11-01"})
    store(hr, Kind.OFFICERS, ZHAO | {"警号": "021306"})

    held = PoliceNumber.objects.believed().get(officer__name="赵砚秋")
    assert held.valid_from == start_of(date(2026, 11, 1))


def test_two_rows_for_one_person_are_both_refused(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, ZHAO | {"警号": "021889"})
    assert ("person_twice", "姓名") in faults(plan)
    assert counts(plan) == {"refused": 2}


def test_two_rows_for_one_person_by_number_and_by_identity_are_refused(hr: Account, dai: Officer) -> None:
    plan = read(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明"}, {"姓名": "戴启明", "身份证号": dai.id_number})
    assert faults(plan) == [("person_twice", "姓名"), ("person_twice", "姓名")]


def test_a_number_with_another_name_is_ambiguous(hr: Account, dai: Officer) -> None:
    plan = read(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启铭", "警衔": "一级警司"})
    assert faults(plan) == [("number_of_another", "姓名")]


def test_number_and_name_with_another_identity_number_are_ambiguous(hr: Account, dai: Officer) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO | {"警号": "021306", "姓名": "戴启明"})
    assert ("id_number_differs", "身份证号") in faults(plan)


def test_a_post_before_one_that_is_recorded_later_is_refused(hr: Account, dai: Officer) -> None:
    store(
        hr,
        Kind.OFFICERS,
        {"警号": "021306", "姓名": "戴启明", "单位代码": "110101000000", "职务": "民警", "任职时间": "2026-11-01"},
    )
    row = {"警号": "021306", "姓名": "戴启明", "单位代码": "110201000000", "职务": "民警", "任职时间": "2026-10-01"}
    assert faults(read(hr, Kind.OFFICERS, row)) == [("later_fact", "任职时间")]


def test_only_units_in_scope_are_filled(south_hr: Account, bureau: Bureau) -> None:
    plan = read(south_hr, Kind.OFFICERS, ZHAO, QIAN | {"单位代码": "110201000000"})
    assert (counts(plan), faults(plan)) == ({"new": 1, "refused": 1}, [("outside_scope", "单位代码")])


def test_people_of_other_units_are_none_of_ones_business(south_hr: Account, bai: Officer) -> None:
    plan = read(south_hr, Kind.OFFICERS, {"警号": "030001", "姓名": "白云帆", "警衔": "一级警司"})
    assert faults(plan) == [("person_outside_scope", "姓名")]


def test_who_left_service_is_taken_back(hr: Account, dai: Officer) -> None:
    leave = {"警号": "021306", "姓名": "戴启明", "身份证号": dai.id_number}
    store(hr, Kind.OFFICERS, leave | {"状态": "辞职", "状态起始日期": "2026-06-01"})
    back = leave | {"状态": "在职", "状态起始日期": "2026-11-01", "单位代码": "110101000000", "职务": "民警"}
    plan = store(hr, Kind.OFFICERS, back)

    assert counts(plan) == {"changed": 1}
    shown = Officer.objects.with_post_at(NOW).get(pk=dai.pk)
    assert (shown.police_number, shown.unit_name) == ("021306", "砚池路派出所")


def test_the_dead_do_not_come_back(hr: Account, dai: Officer) -> None:
    row = {"警号": "021306", "姓名": "戴启明", "身份证号": dai.id_number}
    store(hr, Kind.OFFICERS, row | {"状态": "去世"})
    assert faults(read(hr, Kind.OFFICERS, row | {"状态": "在职"})) == [("status_move", "状态")]


def test_nobody_changes_his_own_record_by_a_list(hr: Account, bureau: Bureau) -> None:
    own = {"警号": "010005", "姓名": "刘芳"}
    assert faults(read(hr, Kind.OFFICERS, own | {"警衔": "一级警督"})) == [("own_record", "姓名")]
    assert counts(read(hr, Kind.OFFICERS, own)) == {"unchanged": 1}
    post = own | {"单位代码": bureau.south.code, "职务": "政委", "任职时间": "2026-11-01"}
    assert faults(read(hr, Kind.POSTS, post)) == [("own_record", "姓名")]


def test_a_unit_that_only_borrows_somebody_changes_nothing_about_him(
    south_hr: Account, bai: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    post = NewPost(unit=bureau.yanchi, post="民警", since=since, relation=Relation.CONCURRENT)
    appoint(posts=[(bai, post)], actor=SYSTEM, now=since)
    plan = read(south_hr, Kind.OFFICERS, {"警号": "030001", "姓名": "白云帆", "警衔": "一级警司"})
    assert faults(plan) == [("person_outside_scope", "姓名")]


def test_whom_a_list_took_on_is_not_taken_back(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO)
    zhao = Officer.objects.get(name="赵砚秋")
    with pytest.raises(Refusal) as refusal:
        take_back(change=zhao.changes.get(), actor=SYSTEM, now=NOW)
    assert refusal.value.code == "officers.not_taken_back"
    assert Officer.objects.in_service_at(NOW).filter(pk=zhao.pk).exists()


def test_what_a_list_corrects_keeps_what_it_was_and_reaches_the_account(hr: Account, dai: Officer) -> None:
    account = account_of(dai)
    right = {"姓名": "戴启铭", "身份证号": dai.id_number, "参加公安工作时间": "2014-07-01"}
    store(hr, Kind.OFFICERS, right)
    change = dai.changes.get(reason_code="officer.imported")
    assert change.params["fields"] == {
        "name": {"before": "戴启明", "after": "戴启铭"},
        "joined_on": {"before": "2015-07-01", "after": "2014-07-01"},
    }
    account.refresh_from_db()
    assert account.display_name == "戴启铭"
    dai.refresh_from_db()
    told = {fact.code: fact.document_no for fact in identity(dai, NOW)}
    assert (told["name"], told["sex"]) == ("澄公政〔2026〕88号", "")


def test_who_was_taken_on_by_a_list_has_its_document_on_file(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO)
    facts = list(identity(Officer.objects.get(name="赵砚秋"), NOW))
    assert {(fact.document_no, fact.since) for fact in facts} == {("澄公政〔2026〕88号", None)}
