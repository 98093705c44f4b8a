"""Refused rows, back to who uploaded them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from exams.bank.comparing import Outcome
from exams.bank.plans import PlanRow
from records.workbooks import Sheet


def refused_sheets(rows: Iterable[PlanRow]) -> list[Sheet]:
    """The refused rows in the columns of their file, with the reasons; mended, it can be uploaded again."""
    by_sheet: dict[str, list[PlanRow]] = {}
    for row in rows:
        if row.outcome == Outcome.REFUSED:
            by_sheet.setdefault(row.sheet, []).append(row)
    return [_refused_sheet(name, refused) for name, refused in by_sheet.items()]


def _refused_sheet(name: str, rows: list[PlanRow]) -> Sheet:
    heads = {field: cell[1] for row in rows for field, cell in row.cells.items()}
    return Sheet(title=name, head=[*heads.values(), _("Row in the file"), _("Reason")], rows=_lines(rows, list(heads)))


def _lines(rows: list[PlanRow], fields: list[str]) -> Iterator[list[object]]:
    for row in rows:
        cells = [row.cells.get(field, ["", "", ""])[2] for field in fields]
        reasons = [f"{fault.header}: {fault}" if fault.header else str(fault) for fault in row.faults]
        yield [*cells, row.row, "\n".join(reasons)]
