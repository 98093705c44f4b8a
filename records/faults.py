"""What is wrong with a file or with one of its cells: codes with parameters, worded in the reader's language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from records.refusals import Refusal

_FAULTS: dict[str, Promise] = {
    "number_for_text": gettext_lazy("A number stands where text belongs; format the column as text and type it again."),
    "date_for_text": gettext_lazy("A date stands where text belongs; format the column as text and type it again."),
    "formula_for_text": gettext_lazy("A formula stands where text belongs; paste its value instead."),
    "number_damaged": gettext_lazy(
        "A number of more than 15 digits has lost its last ones; format the column as text and type it again."
    ),
    "day_unreadable": gettext_lazy("“%(value)s” is no day; write it as 2026-03-01."),
    "day_out_of_reach": gettext_lazy("“%(value)s” lies outside the years %(first)s to %(last)s."),
    "too_long": gettext_lazy("The text has %(length)s characters, the limit is %(limit)s."),
}

_BROKEN: dict[str, Promise] = {
    "empty_file": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file has %(size)s MB, the limit is %(limit)s MB."),
    "unpacks_too_large": gettext_lazy("The file unpacks to more than %(limit)s MB and was not opened."),
    "not_a_workbook": gettext_lazy(
        "This is no workbook that can be read (.xlsx, .xls or .csv). Save it again from Excel or WPS."
    ),
    "password": gettext_lazy("The workbook is protected by a password. Remove it and upload again."),
    "encoding": gettext_lazy("The text is neither UTF-8 nor GB18030."),
    "no_rows": gettext_lazy("The file holds nothing to read: no row below a header was found."),
    "another_list": gettext_lazy("The sheets of this file hold lists of another kind: %(sheets)s."),
    "no_header": gettext_lazy("No header was found: a row with the columns %(wanted)s. First row read: %(found)s"),
    "column_missing": gettext_lazy(
        "Sheet “%(sheet)s”, row %(row)s: there is no column for %(missing)s. Columns found: %(found)s"
    ),
    "column_twice": gettext_lazy(
        "Sheet “%(sheet)s”, row %(row)s, columns %(first)s and %(second)s: both are read as %(name)s."
    ),
    "too_many_rows": gettext_lazy("Sheet “%(sheet)s” has more than %(limit)s rows."),
}


def register_faults(words: Mapping[str, Promise]) -> None:
    """Add a room's words for what may be wrong with a cell, with %(name)s places for parameters."""
    _FAULTS.update(words)


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason at one cell."""

    code: str
    column: str = ""
    header: str = ""
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(_FAULTS[self.code]) % {"value": self.value, **self.params}

    def as_dict(self) -> dict[str, Any]:
        """For the plan's row."""
        return asdict(self)


class CellFault(ValueError):  # noqa: N818  (a fault of the list, none of the program)
    """A cell's value can't be read; the code's words are registered."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class BrokenFile(Refusal):
    """Nothing of this file can be read; `str()` says why in the reader's language."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"tables.{code}", _BROKEN[code], field="file", **params)


def place_of(sheet: str, row: int, column: str = "") -> str:
    """Where something stands, in the reader's language."""
    words = {"sheet": sheet, "row": row, "column": column}
    if column:
        return _("sheet “%(sheet)s”, row %(row)s, column %(column)s") % words
    return pgettext("place in a workbook", "sheet “%(sheet)s”, row %(row)s") % words
