"""Exports are text where text is meant, and never a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from records.workbooks import Sheet, write_workbook


def _read(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_text_that_looks_like_a_formula_or_a_number_stays_text() -> None:
    rows = [("=1+1", "021306"), ("@SUM(A1)", "+86"), ("https://localhost", "-1")]
    content = write_workbook([Sheet(title="名单", head=("说明", "警号"), rows=rows)])
    assert _read(content) == [["说明", "警号"], *map(list, rows)]
    assert b"<f>" not in content


def test_days_and_instants_are_written_as_shown() -> None:
    row = (date(2026, 11, 24), datetime(2026, 11, 24, 2, 0, tzinfo=UTC), Decimal("78.5"), None)
    content = write_workbook([Sheet(title="t", head="abcd", rows=[row])])
    assert _read(content)[1] == ["2026-11-24", "2026-11-24 10:00", 78.5, ""]
