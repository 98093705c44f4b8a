"""Questions as a list of records (JSON) to the same source rows as a workbook's."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from exams.bank.faults import NotJson
from exams.bank.formats.source import Source, SourceRow
from exams.bank.formats.words import TRUE_FALSE_OPTIONS
from exams.bank.rules import LETTERS
from exams.law.rules import article_label
from records.cells import Cell
from records.faults import BrokenFile

NAMES = {
    "id": "outside_id",
    "type": "type",
    "stem": "stem",
    "rationale": "rationale",
    "difficulty": "difficulty",
    "point": "point",
    "marks": "marks",
}


def read_json(name: str, content: bytes) -> Source:
    """A JSON file's list of records; raises BrokenFile."""
    try:
        records = json.loads(content)
    except ValueError as error:
        raise NotJson() from error
    if not isinstance(records, list):
        raise NotJson()
    return read_records(name, records)


def read_records(name: str, records: Sequence[Any]) -> Source:
    """{id, type, stem, options, key, situation, law, edition, article, article_suffix, rationale, …} each."""
    if not records:
        raise BrokenFile("no_rows")
    rows = [
        SourceRow(name, place, _cells(record) if isinstance(record, Mapping) else {})
        for place, record in enumerate(records, start=1)
    ]
    return Source(rows, [name])


def _cells(record: Mapping[str, Any]) -> dict[str, Cell]:
    cells = {field: Cell(f"/{name}", name, record[name]) for name, field in NAMES.items() if name in record}
    options = record.get("options")
    if isinstance(options, list) and options != list(TRUE_FALSE_OPTIONS):
        for letter, option in zip(LETTERS, options, strict=False):
            cells[f"option_{letter.lower()}"] = Cell(f"/options/{len(cells)}", letter, option)
    key = record.get("key")
    if isinstance(key, list) and all(isinstance(letter, str) for letter in key):
        key = "".join(key)
    cells["key"] = Cell("/key", "key", key)
    if "situation" in record:
        cells["situation"] = Cell("/situation", "situation", "是" if record["situation"] else "否")
    cells["basis"] = Cell("/article", "article", _basis(record))
    return cells


def _basis(record: Mapping[str, Any]) -> str:
    """《治安管理处罚法》（2025-06-27）第一百零八条, as the reader of articles takes it."""
    law, article = record.get("law"), record.get("article")
    if not isinstance(law, str) or not isinstance(article, int):
        return ""
    edition = f"（{record['edition']}）" if record.get("edition") else ""
    return f"《{law}》{edition}{article_label(article, record.get('article_suffix') or '')}"
