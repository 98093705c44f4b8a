"""Lists that people hand in, as rows of named cells: the header is found and its columns are named.

`Columns` says what a list's columns may be called; a header may stand under a title or a merged notice. Without it
the first row with two words is the header and the columns keep their own names.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from records.cells import Cell, is_given
from records.faults import BrokenFile
from records.spreadsheets import HEAD_LINES, Sheet, read_sheets

_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|〔.*?〕")
_NOISE = re.compile(r"[\s*:：_\-、.。]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as its file has it; the cells go by the names of their columns' fields."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows, the sheets read, those left out, and the columns that nobody asked for (sheet, letter, header)."""

    rows: list[Row]
    sheets: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    ignored: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a list's columns are called.

    names: spelling (as `plain_header` gives it) to field. wanted: the words for "no header found". required: field to
    its word, without which a sheet is refused. telling: those of them without which a sheet is another list and is
    left out. prefilled: fields that alone don't make a row. skipped: names of sheets that are never read.
    missing: instead of required, (fields found, sheet's name) to the words missing.
    """

    names: Mapping[str, str]
    wanted: str = ""
    required: Mapping[str, str] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    prefilled: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    missing: Callable[[Iterable[str], str], list[str]] | None = None

    def field_of(self, header: object) -> str:
        """The field a column's header means, or "" for a column that is none of ours."""
        return self.names.get(plain_header(header), "")

    def missing_of(self, found: Iterable[str], sheet: str) -> list[str]:
        """The words of the columns that a sheet lacks."""
        if self.missing is not None:
            return self.missing(found, sheet)
        return [word for name, word in self.required.items() if name not in set(found)]


def plain_header(header: object) -> str:
    """A header's word without brackets, signs and widths: “*警 号（6位）：” is 警号."""
    if not isinstance(header, str):
        return ""
    return _NOISE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", header).casefold()))


def read_table(content: bytes, file_name: str, columns: Columns | None = None) -> Table:
    """The rows of an uploaded workbook or CSV; raises BrokenFile (a Refusal at the field "file")."""
    return name_columns(read_sheets(file_name, content), columns)


def name_columns(sheets: Iterable[Sheet], columns: Columns | None = None) -> Table:
    """Rows of all sheets with our header; a sheet without one is left out by name."""
    table = Table([])
    broken: BrokenFile | None = None
    for sheet in sheets:
        if columns is not None and sheet.name.strip() in columns.skipped:
            table.left_out.append(sheet.name)
            continue
        if not any(is_given(value) for row in sheet.values for value in row):
            continue
        try:
            _read_sheet(sheet, columns, table)
        except BrokenFile as error:
            if not _is_another_list(error, columns):
                raise
            broken = broken or error
            table.left_out.append(sheet.name)
    if not table.rows:
        raise broken or _nothing_in(table)
    return table


def _nothing_in(table: Table) -> BrokenFile:
    """Why nothing was read: the sheets are of another list, or there is nothing below their headers."""
    if table.left_out and not table.sheets:
        return BrokenFile("another_list", sheets="、".join(table.left_out))
    return BrokenFile("no_rows")


def _is_another_list(error: BrokenFile, columns: Columns | None) -> bool:
    if error.code == "tables.no_header":
        return True
    missing = str(error.params.get("missing", "")).split("、")
    return error.code == "tables.column_missing" and columns is not None and bool(columns.telling & set(missing))


def _read_sheet(sheet: Sheet, columns: Columns | None, table: Table) -> None:
    at = find_header(sheet.values, columns)
    if at is None:
        first = next(row for row in sheet.values if any(map(is_given, row)))
        raise BrokenFile("no_header", wanted=columns.wanted if columns else "", found=_words(first)[:200])
    header = sheet.values[at]
    places = _places(sheet.name, at, header, columns)
    if columns is not None and (missing := columns.missing_of(places, sheet.name)):
        raise BrokenFile(
            "column_missing", sheet=sheet.name, row=at + 1, missing="、".join(missing), found=_words(header)
        )
    read = set(places.values())
    table.sheets.append(sheet.name)
    table.ignored.extend(
        (sheet.name, column_letter(column), str(value).strip())
        for column, value in enumerate(header)
        if column not in read and is_given(value)
    )
    table.rows.extend(_rows(sheet, at, places, columns.prefilled if columns else frozenset()))


def _rows(sheet: Sheet, at: int, places: Mapping[str, int], prefilled: frozenset[str]) -> Iterable[Row]:
    header = sheet.values[at]
    heads = [(name, index, column_letter(index), str(header[index]).strip()) for name, index in places.items()]
    for index in range(at + 1, len(sheet.values)):
        values = sheet.values[index]
        cells = {
            name: Cell(
                letter, head, values[column] if column < len(values) else None, (index, column) in sheet.formulas
            )
            for name, column, letter, head in heads
        }
        if any((is_given(cell.value) or cell.is_formula) and name not in prefilled for name, cell in cells.items()):
            yield Row(sheet.name, index + 1, cells)


def find_header(rows: Sequence[Sequence[object]], columns: Columns | None = None) -> int | None:
    """Index of the first row that names at least two of our columns."""
    for index, row in enumerate(rows[:HEAD_LINES]):
        named = {plain_header(value) if columns is None else columns.field_of(value) for value in row}
        if len(named - {""}) > 1:
            return index
    return None


def _places(sheet: str, index: int, header: Sequence[object], columns: Columns | None) -> dict[str, int]:
    places: dict[str, int] = {}
    for column, value in enumerate(header):
        name = plain_header(value) if columns is None else columns.field_of(value)
        if not name:
            continue
        if name in places:
            raise BrokenFile(
                "column_twice",
                sheet=sheet,
                row=index + 1,
                first=column_letter(places[name]),
                second=column_letter(column),
                name=value,
            )
        places[name] = column
    return places


def _words(row: Sequence[object]) -> str:
    return "、".join(str(value) for value in row if is_given(value))


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
