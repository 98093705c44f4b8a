"""What every format hands on: rows of named cells that know where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from records.cells import Cell


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One question as its file has it; the cells go by the names of `headers.FIELDS`."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    sheet_type: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's rows, its sheets, and the sheets that hold no questions."""

    rows: list[SourceRow]
    sheets: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
