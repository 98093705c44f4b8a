"""Values of cells: text that Excel did not turn into something else, days in the ways they are written."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from records.days import FIRST_DAY, LAST_DAY, is_within_reach
from records.faults import CellFault

SAFE_DIGITS = 10**15
"""From here on a number in a workbook has lost digits."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the letter and the header of its column."""

    column: str
    header: str
    value: Any
    is_formula: bool = False


NO_CELL = Cell("", "", None)


def clean(text: str) -> str:
    """A text as it is kept: no control signs, one kind of line end, trimmed."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fold(text: str) -> str:
    """Half width, lower case, trimmed: for comparing words, never for keeping them."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def is_given(value: object) -> bool:
    """Whether something stands in the cell."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def text_of(cell: Cell, limit: int) -> str:
    """The cell's text; a number, a date or a formula is refused: what it stood for can't be known."""
    value = cell.value
    if cell.is_formula:
        raise CellFault("formula_for_text")
    if isinstance(value, str):
        text = clean(value)
        if len(text) > limit:
            raise CellFault("too_long", length=len(text), limit=limit)
        return text
    if value is None:
        return ""
    if not isinstance(value, int | float | Decimal):  # a yes or no is a number to Excel, too
        raise CellFault("date_for_text")
    raise CellFault("number_damaged" if abs(float(value)) >= SAFE_DIGITS else "number_for_text")


def is_scientific(text: str) -> bool:
    """1.10101E+17: a long number that a workbook shortened before it was saved as text."""
    return bool(_SCIENTIFIC.fullmatch(text))


def day_of_cell(cell: Cell) -> date | None:
    """A day cell, or 2026-03-01, 2026.3.1, 2026/3/1, 2026年3月1日, 20260301; None where nothing stands."""
    day = _day(cell)
    if day is not None and not is_within_reach(day):
        raise CellFault("day_out_of_reach", first=FIRST_DAY.year, last=LAST_DAY.year)
    return day


def _day(cell: Cell) -> date | None:
    value = cell.value
    if cell.is_formula:
        raise CellFault("formula_for_text")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else fold(clean(str(value))).replace(" ", "")
    if not text:
        return None
    found = _DAY.fullmatch(text.removesuffix("00:00:00").removesuffix("t"))
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise CellFault("day_unreadable") from None


def shown(value: object) -> str:
    """A cell's value as text, to show it and to give it back."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return "" if value is None else str(value)
