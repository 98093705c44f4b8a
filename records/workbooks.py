"""Workbooks out: what a list shows, as .xlsx, without letting a cell become a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from records.days import LOCAL

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: title (31 characters at most), the head's words, rows of cells in the head's order.

    is_text: the columns are formatted as text, so that what is typed or pasted into them keeps its zeros.
    """

    title: str
    head: Sequence[object]
    rows: Iterable[Sequence[Any]]
    is_text: bool = False


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes.

    Text stays text, also where it begins with = + - @ or looks like a number (police numbers keep their zeros);
    days and instants are written as they are shown (Asia/Shanghai).
    """
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31])
            widths = [_width(word) for word in sheet.head]
            page.freeze_panes(1, 0)
            for column, word in enumerate(sheet.head):
                page.write_string(0, column, str(word), bold)
            for line, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    shown = _shown(value)
                    page.write(line, column, shown, text if sheet.is_text else None)
                    widths[column] = max(widths[column], _width(shown))
            for column, width in enumerate(widths):
                page.set_column(column, column, min(width + 2, 60), text if sheet.is_text else None)
    return buffer.getvalue()


def _shown(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return value


def _width(value: object) -> int:
    """Columns that the text takes: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in str(value))
