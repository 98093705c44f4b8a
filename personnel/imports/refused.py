"""Refused rows, back to who uploaded them: in the columns of their file, with the reasons."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from personnel.officers.rules import masked_id_number
from records.faults import Fault
from records.plans import Row
from records.workbooks import Sheet

PERSONAL = ("id_number",)


def refused_sheets(rows: Iterable[Row], *, in_full: bool) -> list[Sheet]:
    """Mended, they can be uploaded again; in_full: with the identity numbers, else masked."""
    by_sheet: dict[str, list[Row]] = {}
    for row in rows:
        by_sheet.setdefault(row["sheet"], []).append(row)
    return [_sheet(name, refused, in_full) for name, refused in by_sheet.items()]


def _sheet(name: str, rows: Sequence[Row], in_full: bool) -> Sheet:
    heads = {field: cell[1] for row in rows for field, cell in row["cells"].items()}
    return Sheet(
        title=name, head=[*heads.values(), _("Row in the file"), _("Reason")], rows=_lines(rows, list(heads), in_full)
    )


def _lines(rows: Sequence[Row], fields: Sequence[str], in_full: bool) -> Iterator[list[Any]]:
    for row in rows:
        cells = [shown_cell(name, row["cells"].get(name, ["", "", ""])[2], in_full) for name in fields]
        yield [*cells, row["row"], "\n".join(reasons_of(row))]


def reasons_of(row: Row) -> list[str]:
    """What is wrong, with the column's name."""
    faults = [Fault(**values) for values in row["faults"]]
    return [f"{fault.header}（{fault.column}）：{fault}" if fault.header else str(fault) for fault in faults]


def shown_cell(name: str, text: str, in_full: bool) -> str:
    """A cell's text; what is personal only for those who may see it."""
    return masked_id_number(text) if name in PERSONAL and text and not in_full else text
