"""Sheets of values to source rows: header found, columns named, empty rows left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exams.bank.faults import BrokenFile
from exams.bank.formats.headers import find_header, read_header
from exams.bank.formats.source import Cell, Source, SourceRow, column_letter
from exams.bank.formats.words import read_type_in_name

SERIAL_ONLY = frozenset({"type", "marks", "difficulty", "point", "outside_id"})
"""Prefilled columns: a row that has nothing else is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's values from cell A1 on, and the places of its formulas as (row, column) from 0."""

    name: str
    values: Sequence[Sequence[object]]
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def read_sheets(sheets: Iterable[Sheet]) -> Source:
    """Rows of all sheets with a question header; a sheet without one is left out by name."""
    rows: list[SourceRow] = []
    read: list[str] = []
    left_out: list[str] = []
    broken: BrokenFile | None = None
    for sheet in sheets:
        if not _has_values(sheet):
            continue
        try:
            rows += _read_sheet(sheet)
            read.append(sheet.name)
        except BrokenFile as error:
            if error.code == "bank.column_twice" or "题干" not in str(error.params.get("missing", "题干")):
                raise
            broken = broken or error
            left_out.append(sheet.name)
    if not rows:
        raise broken or BrokenFile("no_rows")
    return Source(rows, read, left_out)


def _has_values(sheet: Sheet) -> bool:
    return any(_is_given(value) for row in sheet.values for value in row)


def _is_given(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _read_sheet(sheet: Sheet) -> list[SourceRow]:
    at = find_header(sheet.values)
    if at is None:
        first = next(row for row in sheet.values if any(map(_is_given, row)))
        found = "、".join(str(value) for value in first if _is_given(value))
        raise BrokenFile("no_header", wanted="题型、题干、选项A…、答案", found=found[:200])
    sheet_type = read_type_in_name(sheet.name)
    header = sheet.values[at]
    places = read_header(sheet.name, at, header, typed=bool(sheet_type))
    rows = []
    for index in range(at + 1, len(sheet.values)):
        values = sheet.values[index]
        cells = {
            name: Cell(
                column_letter(column),
                str(header[column]).strip(),
                values[column] if column < len(values) else None,
                (index, column) in sheet.formulas,
            )
            for name, column in places.items()
        }
        if any((_is_given(cell.value) or cell.is_formula) and name not in SERIAL_ONLY for name, cell in cells.items()):
            rows.append(SourceRow(sheet.name, index + 1, cells, sheet_type))
    return rows
