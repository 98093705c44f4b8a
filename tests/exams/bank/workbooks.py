"""Workbooks as tests write them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], *, formulas: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx with these rows; `formulas` puts a formula into a cell of the first sheet ("C2": "=1+1")."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(line, column, value)
        for place, formula in (formulas or {}).items():
            book.worksheets()[0].write_formula(place, formula, None, 2)
    return buffer.getvalue()
