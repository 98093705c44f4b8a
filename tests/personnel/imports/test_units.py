"""A list of units: founded, renamed, moved; a tree that would not be one is refused at its cell."""

from datetime import date
from typing import Any

import pytest

from personnel.accounts.models import Account
from personnel.imports.states import Kind
from personnel.units.models import Unit, UnitClosure, UnitVersion
from records.days import start_of
from records.models import AuditEntry
from tests.people import NOW, Bureau
from tests.personnel.imports.lists import HONGQIAO, counts, faults, read, rows, store

LIUDI = {"单位代码": "110102000000", "单位名称": "澄南分局柳堤街派出所"}


def test_units_are_founded_in_any_order_of_their_rows(hr: Account, bureau: Bureau) -> None:
    team = HONGQIAO | {
        "单位代码": "110103010000",
        "单位名称": "虹桥派出所一队",
        "上级单位代码": "110103000000",
        "单位类型": "中队",
    }
    plan = store(hr, Kind.UNITS, team | {"简称": ""}, HONGQIAO)

    assert counts(plan) == {"new": 2}
    founded = Unit.objects.named_at(NOW).get(code="110103010000")
    assert (founded.name, founded.short_name, founded.kind, founded.is_law_enforcement) == (
        "虹桥派出所一队",
        "虹桥派出所一队",
        "team",
        True,
    )
    above = UnitClosure.objects.at(NOW).filter(descendant=founded).order_by("depth").values_list("ancestor__code")
    assert [code for (code,) in above] == ["110103010000", "110103000000", "110100000000", "110000000000"]
    assert AuditEntry.objects.get(action="personnel.units_imported").after["new"] == 2


def test_a_unit_moves_from_the_day_on(hr: Account, bureau: Bureau) -> None:
    row = LIUDI | {"上级单位代码": "110200000000", "生效日期": "2026-11-01"}
    plan = read(hr, Kind.UNITS, row)
    [moved] = rows(plan, "changed")
    assert [difference[:4] for difference in moved["differences"]] == [["parent", "澄南分局", "澄北分局", "2026-11-01"]]

    store(hr, Kind.UNITS, row)

    periods = UnitVersion.objects.believed().filter(unit=bureau.liudi).order_by("valid_from")
    assert [(version.parent, version.valid_to) for version in periods] == [
        (bureau.south, start_of(date(2026, 11, 1))),
        (bureau.north, None),
    ]
    assert counts(read(hr, Kind.UNITS, row)) == {"unchanged": 1}


def test_a_new_name_holds_from_the_day_of_the_list(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.UNITS, LIUDI | {"简称": "柳堤所"})
    assert Unit.objects.named_at(NOW).get(pk=bureau.liudi.pk).short_name == "柳堤所"
    before = Unit.objects.named_at(start_of(date(2026, 11, 1))).get(pk=bureau.liudi.pk)
    assert before.short_name == "柳堤街派出所"


@pytest.mark.parametrize(
    ("changes", "code", "header"),
    [
        ({"上级单位代码": "119900000000"}, "parent_unknown", "上级单位代码"),
        ({"上级单位代码": "110103000000"}, "own_descendant", "上级单位代码"),
        ({"上级单位代码": ""}, "value_missing", "上级单位代码"),
        ({"生效日期": "2010-12-31"}, "parent_later", "上级单位代码"),
        ({"单位代码": "11010300000"}, "unit_code_wrong", "单位代码"),
        ({"单位代码": "11010300000X"}, "unit_code_wrong", "单位代码"),
        ({"单位类型": "基地"}, "word_unknown", "单位类型"),
        ({"执法勤务机构": "不详"}, "word_unknown", "执法勤务机构"),
        ({"简称": "", "单位名称": "很" * 41}, "too_long", "简称"),
        ({"单位名称": 12}, "number_for_text", "单位名称"),
    ],
)
def test_bad_input_is_refused_at_its_cell(
    hr: Account, bureau: Bureau, changes: dict[str, Any], code: str, header: str
) -> None:
    assert (code, header) in faults(read(hr, Kind.UNITS, HONGQIAO | changes))


def test_a_code_that_is_a_number_of_twelve_digits_has_lost_nothing(hr: Account, bureau: Bureau) -> None:
    assert counts(read(hr, Kind.UNITS, HONGQIAO | {"单位代码": 110103000000})) == {"new": 1}


def test_a_unit_cannot_come_under_its_own_descendant(hr: Account, bureau: Bureau) -> None:
    row = {"单位代码": "110100000000", "单位名称": "临澄市公安局澄南分局", "上级单位代码": "110102000000"}
    assert faults(read(hr, Kind.UNITS, row)) == [("own_descendant", "上级单位代码")]


def test_two_that_would_stand_under_each_other_are_both_refused(hr: Account, bureau: Bureau) -> None:
    one = HONGQIAO | {"上级单位代码": "110104000000"}
    other = HONGQIAO | {"单位代码": "110104000000", "上级单位代码": "110103000000"}
    assert [code for code, _header in faults(read(hr, Kind.UNITS, one, other))] == ["own_descendant"] * 2


def test_below_a_refused_unit_nothing_is_founded(hr: Account, bureau: Bureau) -> None:
    child = HONGQIAO | {"单位代码": "110103010000", "上级单位代码": "110103000000"}
    plan = read(hr, Kind.UNITS, child, HONGQIAO | {"单位类型": "基地"})
    assert faults(plan) == [("parent_refused", "上级单位代码"), ("word_unknown", "单位类型")]


def test_two_rows_for_one_unit_are_both_refused(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.UNITS, HONGQIAO, HONGQIAO | {"简称": "虹桥所"})
    assert faults(plan) == [("unit_twice", "单位代码")] * 2


def test_only_units_in_scope_are_touched(south_hr: Account, bureau: Bureau) -> None:
    beiqiao = {"单位代码": "110201000000", "简称": "北桥所"}
    north = HONGQIAO | {"上级单位代码": "110200000000"}
    plan = read(south_hr, Kind.UNITS, beiqiao, north, HONGQIAO | {"单位代码": "110105000000"})
    assert (counts(plan), faults(plan)) == (
        {"new": 1, "refused": 2},
        [("outside_scope", "单位代码"), ("outside_scope", "上级单位代码")],
    )


def test_units_below_those_named_that_the_file_leaves_out_are_said(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.UNITS, {"单位代码": "110100000000", "单位名称": "临澄市公安局澄南分局"}, LIUDI)
    assert [row["code"] for row in rows(plan, "missing")] == ["110101000000"]
