"""Lists that are handed in: where the header stands, what a cell says, what Excel has damaged. No database."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.cells import Cell, day_of_cell, is_scientific, shown, text_of
from records.faults import BrokenFile, CellFault
from records.tables import Columns, column_letter, read_table
from tests.exams.bank.workbooks import workbook

PEOPLE = Columns(
    names={"警号": "number", "姓名": "name", "职务": "post"},
    wanted="警号、姓名",
    required={"number": "警号", "name": "姓名"},
    telling=frozenset({"姓名"}),
    skipped=frozenset({"填写说明"}),
)


def cell(value: object, *, is_formula: bool = False) -> Cell:
    return Cell("A", "警号", value, is_formula)


def test_the_header_may_stand_under_a_merged_notice() -> None:
    notice = [["临澄市公安局人员名册"], ["填表日期：2026年11月"]]
    content = workbook({"人员": [*notice, ["*警 号（6位）", "姓名："], ["021306", "戴启明"]]})
    [row] = read_table(content, "人员.xlsx", PEOPLE).rows
    assert (row.sheet, row.row, row.cells["number"]) == ("人员", 4, Cell("A", "*警 号（6位）", "021306"))


def test_columns_stand_in_any_order_and_unknown_ones_are_named() -> None:
    table = read_table(workbook({"人员": [["备注", "姓名", "警号"], ["新", "戴启明", "021306"]]}), "x.xlsx", PEOPLE)
    assert table.ignored == [("人员", "A", "备注")]
    assert table.rows[0].cells["name"].column == "B"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_as_excel_and_wps_save_them(encoding: str, delimiter: str) -> None:
    lines = [["名册"], ["警号", "姓名"], ["021306", "戴启明"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    [row] = read_table(text.encode(encoding), "名册.csv", PEOPLE).rows
    assert (row.cells["number"].value, row.cells["name"].value) == ("021306", "戴启明")


def test_another_list_in_the_same_workbook_is_left_out_by_name() -> None:
    content = workbook({
        "填写说明": [["警号", "姓名"], ["六位", "同身份证"]],
        "装备": [["警号", "职务"], ["021306", "民警"]],
        "人员": [["警号", "姓名"], ["021306", "戴启明"]],
    })  # fmt: skip
    table = read_table(content, "x.xlsx", PEOPLE)
    assert (table.sheets, table.left_out) == (["人员"], ["填写说明", "装备"])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["姓名", "职务"], ["戴启明", "民警"]], "tables.column_missing"),
        ([["警号", "姓名", "警号"], ["021306", "戴启明", "021306"]], "tables.column_twice"),
        ([["甲", "乙"], ["1", "2"]], "tables.no_header"),
        ([["警号", "姓名"]], "tables.no_rows"),
    ],
)
def test_what_is_no_such_list_is_refused_as_a_whole(rows: list[list[object]], code: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        read_table(workbook({"人员": rows}), "x.xlsx", PEOPLE)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_file_of_other_lists_says_which_they_are() -> None:
    with pytest.raises(BrokenFile) as refused:
        read_table(workbook({"填写说明": [["警号", "姓名"], ["021306", "戴启明"]]}), "x.xlsx", PEOPLE)
    assert (refused.value.code, refused.value.params) == ("tables.another_list", {"sheets": "填写说明"})


def test_without_columns_the_file_names_them_itself() -> None:
    [row] = read_table("警号,姓名\n021306,戴启明\n".encode(), "x.csv").rows
    assert {name: kept.value for name, kept in row.cells.items()} == {"警号": "021306", "姓名": "戴启明"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (21306.0, "number_for_text"),
        (1.1010119900101e17, "number_damaged"),
        (True, "number_for_text"),
        (date(2026, 3, 1), "date_for_text"),
        ("九" * 11, "too_long"),
    ],
)
def test_what_stands_for_text_is_never_guessed(value: object, code: str) -> None:
    with pytest.raises(CellFault) as fault:
        text_of(cell(value), 10)
    assert fault.value.code == code


def test_a_formula_is_no_text() -> None:
    with pytest.raises(CellFault) as fault:
        text_of(cell("021306", is_formula=True), 10)
    assert fault.value.code == "formula_for_text"


def test_a_workbooks_formula_is_told_apart_from_its_last_value() -> None:
    content = workbook({"人员": [["警号", "姓名"], ["021306", "戴启明"]]}, formulas={"A2": '="021306"'})
    [row] = read_table(content, "x.xlsx", PEOPLE).rows
    assert (row.cells["number"].is_formula, row.cells["name"].is_formula) == (True, False)


WAYS = [
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y%m%d}",
]


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), way=st.sampled_from(WAYS))
def test_a_day_is_read_however_it_is_written(day: date, way: str) -> None:
    assert day_of_cell(cell(way.format(day))) == day
    assert day_of_cell(cell(day)) == day
    assert day_of_cell(cell(datetime(day.year, day.month, day.day))) == day  # noqa: DTZ001  (as a workbook has it)
    assert day_of_cell(cell(float(f"{day:%Y%m%d}"))) == day


@pytest.mark.parametrize("value", [46082.0, "2026-02-30", "2026年3月", "去年", 20261301.0, True])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(CellFault) as fault:
        day_of_cell(cell(value))
    assert fault.value.code == "day_unreadable"


@pytest.mark.parametrize("value", ["9999-12-31", "00010101", date(2201, 1, 1), datetime(1899, 12, 31)])  # noqa: DTZ001
def test_a_day_at_the_calendars_end_is_refused(value: object) -> None:
    with pytest.raises(CellFault) as fault:
        day_of_cell(cell(value))
    assert fault.value.code == "day_out_of_reach"


def test_an_empty_day_is_none() -> None:
    assert (day_of_cell(cell(None)), day_of_cell(cell("  "))) == (None, None)


@pytest.mark.parametrize(
    ("text", "is_so"), [("1.10101E+17", True), ("9E17", True), ("110101199001011234", False), ("E17", False)]
)
def test_a_long_number_that_excel_shortened(text: str, is_so: bool) -> None:
    assert is_scientific(text) is is_so


def test_a_cell_is_shown_as_it_stands_in_the_sheet() -> None:
    assert [shown(value) for value in (21306.0, None, "甲", datetime(2026, 3, 1))] == ["21306", "", "甲", "2026-03-01"]  # noqa: DTZ001  (as a workbook has it)


@given(st.integers(0, 20_000))
def test_letters_of_columns_are_those_of_a_sheet(index: int) -> None:
    letters = column_letter(index)
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value - 1 == index
