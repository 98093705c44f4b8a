"""The rows of a plan as JSON and back: what a row said, what becomes of it, what is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from personnel.imports.columns import fields_of
from personnel.imports.differences import differences_of
from personnel.imports.matching import Question
from personnel.imports.reading import Entry
from personnel.imports.states import Kind, Outcome
from personnel.imports.verdicts import Verdict
from personnel.imports.widgets import DayWidget
from records.cells import shown
from records.models import ImportPlan
from records.plans import Row, iterate_rows

PREFIX: Final = "personnel."
ABOUT: Final = "about"  # the outcome of the one row that is about the file as a whole


def name_of(kind: Kind) -> str:
    """The plan's kind."""
    return f"{PREFIX}{kind.value}"


def kind_of(plan: ImportPlan) -> Kind:
    """What list the plan is of."""
    return Kind(plan.kind.removeprefix(PREFIX))


def about(plan: ImportPlan) -> Row:
    """day, document_no, file, ignored columns, sheets left out: of the file as a whole."""
    return next(iterate_rows(plan, ABOUT), None) or plan.result


def as_row(verdict: Verdict, kind: Kind, question: Question) -> Row:
    """A verdict for the plan. Only a refused row keeps its cells, to be handed back."""
    entry, outcome = verdict.entry, verdict.outcome
    row: Row = {"outcome": outcome.value, "sheet": entry.sheet, "row": entry.row}
    if outcome == Outcome.REFUSED:
        row["cells"] = {name: [cell.column, cell.header, shown(cell.value)] for name, cell in entry.cells.items()}
        row["faults"] = [fault.as_dict() for fault in entry.faults]
        return row
    row["values"] = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in entry.values.items()
    }
    if outcome != Outcome.UNCHANGED:
        row["mark"] = verdict.mark
    if outcome == Outcome.CHANGED:
        row["differences"] = [list(difference) for difference in differences_of(verdict, question.units, question.day)]
    if verdict.person is not None:
        row["who"] = [str(verdict.person.uuid), verdict.person.name]
    elif verdict.unit is not None:
        row["who"] = [str(verdict.unit.uuid), verdict.unit.name_at(question.day)]
    return row


def entry_of(row: Mapping[str, Any], kind: Kind) -> Entry:
    """What the row said, as if it had been read again."""
    fields = fields_of(kind)
    values = {
        name: date.fromisoformat(value) if _is_day(fields, name) else value for name, value in row["values"].items()
    }
    return Entry(row["sheet"], row["row"], values, {})


def touches_of(rows: Iterable[Row]) -> dict[str, int]:
    """How many rows change each field, and how many people leave service: what the confirming page says."""
    touches: Counter[str] = Counter()
    for row in rows:
        fields = {difference[0] for difference in row.get("differences", ())}
        touches.update(fields)
        touches["leaving"] += bool({"status", "post"} <= fields and "unit" not in fields)
    return dict(touches)


def _is_day(fields: Mapping[str, Any], name: str) -> bool:
    return isinstance(fields[name].widget, DayWidget)


def counted(rows: Iterable[Row]) -> dict[str, int]:
    """Rows by outcome."""
    counts = dict.fromkeys(Outcome.values, 0)
    for row in rows:
        if row["outcome"] in counts:
            counts[row["outcome"]] += 1
    return counts
