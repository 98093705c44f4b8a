"""What goes out comes back and changes nothing; no cell becomes a formula; masked numbers are not read back."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import load_workbook

from personnel.accounts.models import Account
from personnel.imports.exports import export_officers, export_units
from personnel.imports.reading import read_list
from personnel.imports.states import Kind
from personnel.imports.template import template_sheets
from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint
from personnel.officers.states import Relation, Service
from personnel.officers.status import change_status
from personnel.units.models import Unit
from records.days import start_of
from records.models import AuditEntry
from records.spreadsheets import read_sheets
from records.workbooks import Sheet, write_workbook
from tests.people import NOW, SYSTEM, Bureau, actor_of, officer_in
from tests.personnel.imports.lists import QIAN, ZHAO, counts, read, store


def exported(account: Account, *, in_full: bool = True) -> bytes:
    officers = Officer.objects.order_by("pk")
    sheet = export_officers(officers=officers, at=NOW, in_full=in_full, actor=actor_of(account), now=NOW)
    return write_workbook([sheet])


def test_a_list_of_people_comes_back_unchanged(hr: Account, dai: Officer, he: Officer, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO | {"法律职业资格证号": "A2019", "初次从事审核日期": "2022-01-01"}, QIAN)
    officer_in(bureau.liudi, "FJ0001", "高若谷", category="auxiliary", established=False, rank="")

    plan = read(hr, Kind.OFFICERS, content=exported(hr))

    assert counts(plan) == {"unchanged": Officer.objects.count()}
    assert plan.counts["missing"] == 0


def test_the_retired_come_back_unchanged_too(hr: Account, dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=start_of(date(2026, 11, 1)), actor=SYSTEM, now=NOW)
    assert set(counts(read(hr, Kind.OFFICERS, content=exported(hr)))) == {"unchanged"}


def test_masked_numbers_are_not_read_back(hr: Account, dai: Officer) -> None:
    content = exported(hr, in_full=False)
    assert dai.id_number.encode() not in b"".join(
        str(sheet.values).encode() for sheet in read_sheets("x.xlsx", content)
    )
    table = read_list(Kind.OFFICERS, content, "x.xlsx")
    assert [header for _sheet, _letter, header in table.ignored] == ["遮盖的身份证号（不能导入）"]
    assert counts(read(hr, Kind.OFFICERS, content=content)) == {"unchanged": Officer.objects.count()}


def test_an_export_of_people_is_an_entry(hr: Account, dai: Officer) -> None:
    exported(hr)
    entry = AuditEntry.objects.get(action="personnel.people_exported")
    assert entry.after == {"people": Officer.objects.count(), "identity_numbers": Officer.objects.count()}


def test_the_unit_tree_comes_back_unchanged(hr: Account, bureau: Bureau) -> None:
    sheet = export_units(units=Unit.objects.all(), at=NOW, actor=actor_of(hr), now=NOW)
    assert counts(read(hr, Kind.UNITS, content=write_workbook([sheet]))) == {"unchanged": 7}


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\tx", "0012"])
@pytest.mark.parametrize("is_text", [True, False])
def test_no_cell_becomes_a_formula(text: str, is_text: bool) -> None:
    content = write_workbook([Sheet(title="人员", head=["姓名"], rows=[[text]], is_text=is_text)])
    [sheet] = read_sheets("x.xlsx", content)
    assert (sheet.values[1][0], sheet.formulas) == (text, frozenset())


def test_the_template_has_a_sheet_for_each_list_and_reads_as_empty() -> None:
    with load_workbook(BytesIO(write_workbook(template_sheets()))) as book:
        assert book.sheet_names == ["单位", "人员", "任职", "填写说明"]


def test_numbers_of_people_who_are_only_lent_stay_masked(
    south_hr: Account, dai: Officer, bai: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    post = NewPost(unit=bureau.yanchi, post="民警", since=since, relation=Relation.CONCURRENT)
    appoint(posts=[(bai, post)], actor=SYSTEM, now=since)
    [sheet] = read_sheets("x.xlsx", exported(south_hr))
    words = str(sheet.values)
    assert dai.id_number in words
    assert bai.id_number not in words
