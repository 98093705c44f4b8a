"""Files to sheets of values: workbooks (.xlsx, .xls) and text with commas, tabs or semicolons.

A workbook's unpacked size is checked before it is opened; formulas are told apart from values.
"""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from records.faults import BrokenFile

MEGABYTE = 1024 * 1024
MAX_SIZE = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_ROWS = 100_000
HEAD_LINES = 20

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
SHEET_ENTRY = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's values from cell A1 on, and the places of its formulas as (row, column) from 0."""

    name: str
    values: Sequence[Sequence[object]]
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def read_sheets(name: str, content: bytes) -> Iterator[Sheet]:
    """The visible sheets of an uploaded file, whatever of the three it is; raises BrokenFile."""
    if not content.strip():
        raise BrokenFile("empty_file")
    if len(content) > MAX_SIZE:
        raise too_large(len(content))
    if content.startswith((ZIP, OLE)):
        return _workbook_sheets(content)
    if name.casefold().endswith((".csv", ".txt")):
        return iter([Sheet(name.rsplit(".", 1)[0], _csv_rows(content))])
    raise BrokenFile("not_a_workbook")


def too_large(size: int) -> BrokenFile:
    """The refusal of a file of this size."""
    return BrokenFile("too_large", size=-(-size // MEGABYTE), limit=MAX_SIZE // MEGABYTE)


def _workbook_sheets(content: bytes) -> Iterator[Sheet]:
    formulas = _formulas(content) if content.startswith(ZIP) else {}
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            yield from _sheets(workbook, formulas)
    except PasswordError as error:
        raise BrokenFile("password") from error
    except CalamineError as error:
        raise BrokenFile("not_a_workbook") from error


def _sheets(workbook: CalamineWorkbook, formulas: dict[str, frozenset[tuple[int, int]]]) -> Iterator[Sheet]:
    for index, entry in enumerate(workbook.sheets_metadata):
        if entry.typ != SheetTypeEnum.WorkSheet or entry.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(index)
        if (sheet.end or (0, 0))[0] >= MAX_ROWS:
            raise BrokenFile("too_many_rows", sheet=entry.name, limit=MAX_ROWS)
        yield Sheet(
            entry.name,
            sheet.to_python(skip_empty_area=False),
            formulas.get(entry.name, frozenset()),
        )


def _formulas(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Places of formulas by sheet name: the reader itself hands on only their last value."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise BrokenFile("unpacks_too_large", limit=MAX_UNPACKED // MEGABYTE)
            return {name: _formula_places(archive.read(path)) for name, path in _sheet_paths(archive)}
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise BrokenFile("not_a_workbook") from error


def _formula_places(part: bytes) -> frozenset[tuple[int, int]]:
    if not ANY_FORMULA.search(part):
        return frozenset()
    return frozenset((int(row) - 1, _column_index(letters)) for letters, row in FORMULA.findall(part))


def _sheet_paths(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Names of sheets with the parts they are stored in."""
    relations = {
        part.get("Id", ""): part.get("Target", "")
        for part in map(_attributes, RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
    }
    sheets = map(_attributes, SHEET_ENTRY.findall(archive.read("xl/workbook.xml")))
    paths = []
    for sheet in sheets:
        target = relations.get(sheet.get("id", ""), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.NameToInfo:
            paths.append((sheet.get("name", ""), path))
    return paths


def _attributes(element: bytes) -> dict[str, str]:
    """Attributes by local name: an id's prefix is the writer's choice."""
    return {
        name.decode().rpartition(":")[2]: html.unescape(value.decode(errors="replace"))
        for name, value in ATTRIBUTE.findall(element)
    }


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with one, else GB18030, as Excel in China saves text."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenFile("encoding")


def _csv_rows(content: bytes) -> list[list[str]]:
    text = decode(content)
    if "\x00" in text:
        raise BrokenFile("not_a_workbook")
    head = "\n".join(text.split("\n", HEAD_LINES)[:HEAD_LINES])
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BrokenFile("not_a_workbook") from error
    if len(rows) > MAX_ROWS:
        raise BrokenFile("too_many_rows", sheet="CSV", limit=MAX_ROWS)
    return rows
