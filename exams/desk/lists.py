"""Reading a list of police numbers from pasted text or a file."""

import re
from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from personnel.officers.rules import is_police_number, normalized_police_number
from records.refusals import Refusal

SEPARATORS = re.compile(r"[\s,;，；、]+")
MAX_BYTES = 5 * 1024 * 1024
HEADS = ("警号", "POLICENUMBER", "POLICE NUMBER")


def numbers_in(text: str) -> list[str]:
    """Numbers separated by spaces, commas or lines; a line may go on with a name, which is left out."""
    words = [word for word in SEPARATORS.split(text) if word]
    fitting = [word for word in words if is_police_number(normalized_police_number(word))]
    return fitting or words


def numbers_in_file(name: str, content: bytes) -> list[str]:
    """The column headed 警号 of a workbook's first sheet (else its first column), or the numbers of a text file.

    Raises Refusal("registrations.file").
    """
    if len(content) > MAX_BYTES:
        raise Refusal("registrations.file", _("The file is larger than 5 MB."), field="file")
    if name.lower().endswith((".txt", ".csv")):
        return numbers_in(_decoded(content))
    try:
        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, ValueError, OSError):
        raise Refusal(
            "registrations.file", _("The file is no workbook; use .xlsx, .csv or .txt."), field="file"
        ) from None
    column, first = _column(rows)
    cells = [str(row[column]).strip() for row in rows[first:] if len(row) > column]
    return [cell for cell in cells if cell]


def _column(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Where the numbers stand: column and first row."""
    for line, row in enumerate(rows[:10]):
        for column, cell in enumerate(row):
            if normalized_police_number(str(cell)) in HEADS:
                return column, line + 1
    return 0, 0


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("registrations.file", _("The file is no text."), field="file")
