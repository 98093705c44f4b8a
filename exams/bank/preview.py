"""The page that shows a plan before it is applied: counts, order, cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exams.bank.comparing import Outcome, content_of
from exams.bank.differences import ShownQuestion
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.plans import Choice, PlanRow, counts_of
from exams.bank.rules import LETTERS
from exams.bank.showing import show, show_beside, show_change, words_of_parts
from exams.bank.states import QuestionType
from personnel.home.figures import split_parts
from personnel.home.marks import mark_of
from records.faults import place_of
from records.models import ImportPlan
from records.plans import rows_of

TODO_FIRST = [Outcome.NEAR, Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED]
KINDS = {
    Outcome.NEW: "added",
    Outcome.CHANGED: "pending",
    Outcome.UNCHANGED: "same",
    Outcome.NEAR: "soon",
    Outcome.REFUSED: "no",
}


@dataclass(slots=True)
class Card:
    """One row of the plan as the page shows it."""

    place: int
    row: PlanRow
    kind: str
    known: QuestionVersion | None = None
    shown: ShownQuestion | None = None
    other: ShownQuestion | None = None
    changed: str = ""
    cells: list[tuple[str, str, str]] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Sheet, row and, where one cell is at fault, its column."""
        columns = {fault.column for fault in self.row.faults}
        return place_of(self.row.sheet, self.row.row, columns.pop() if len(columns) == 1 else "")


class Preview:
    """A plan's rows in the order in which they need somebody."""

    def __init__(self, plan: ImportPlan, query: Mapping[str, Any]) -> None:
        self.rows = [PlanRow.from_dict(values) for values in rows_of(plan)]
        self.counts = counts_of(self.rows)
        self.storable = sum(row.is_storable for row in self.rows)
        self.undecided = sum(row.outcome == Outcome.NEAR and row.choice == Choice.OPEN for row in self.rows)
        self.sheets = list(dict.fromkeys(row.sheet for row in self.rows))
        wanted = {name: str(query.get(name, "")) for name in ("outcome", "type", "sheet")}
        found = [place for place, row in enumerate(self.rows) if _matches(row, wanted)]
        self.order = sorted(found, key=lambda place: (TODO_FIRST.index(self.rows[place].outcome), place))

    @property
    def parts(self) -> list[tuple[str, str, int, str]]:
        """(mark, words, count, what becomes of them) for the summary."""
        notes = {
            Outcome.NEW: _("not in the bank yet"),
            Outcome.CHANGED: _("become a new version"),
            Outcome.UNCHANGED: _("not stored again"),
            Outcome.NEAR: _("85% alike or more"),
            Outcome.REFUSED: _("mend and check again"),
        }
        return [(KINDS[kind], str(kind.label), self.counts[kind], note) for kind, note in notes.items()]

    @property
    def bars(self) -> list[dict[str, str]]:
        """The same as a bar."""
        return split_parts([(mark_of(kind).tone or "rest", count) for kind, _words, count, _note in self.parts])

    @property
    def chips(self) -> list[tuple[str, str, int]]:
        """Outcomes that occur, those that need somebody first."""
        return [(kind.value, str(kind.label), self.counts[kind]) for kind in TODO_FIRST if self.counts[kind]]

    @property
    def types(self) -> list[tuple[str, str]]:
        """Question types, for the filter."""
        return [(kind.value, str(kind.label)) for kind in QuestionType]

    def cards(self, bank: QuestionBank, places: list[int]) -> list[Card]:
        """The rows of one page, with the bank's versions that they are compared with."""
        named = {self.rows[place].known for place in places} - {""}
        known = {
            str(version.question.uuid): version
            for version in QuestionVersion.objects.filter(question__bank=bank, question__uuid__in=named)
            .newest()
            .with_law()
        }
        return [_card(place, self.rows[place], known.get(self.rows[place].known)) for place in places]


def _matches(row: PlanRow, wanted: Mapping[str, str]) -> bool:
    kind = row.content.type.value if row.content else ""
    return (
        wanted["outcome"] in ("", row.outcome.value)
        and wanted["type"] in ("", kind)
        and wanted["sheet"] in ("", row.sheet)
    )


def _card(place: int, row: PlanRow, known: QuestionVersion | None) -> Card:
    card = Card(place, row, KINDS[row.outcome], known)
    if row.content is None or row.outcome == Outcome.REFUSED:
        card.cells = _faulty_cells(row)
        card.options = [(letter, text) for letter in LETTERS if (text := _option(row, letter))]
        return card
    card.shown = show(row.content)
    if known is not None and row.outcome == Outcome.CHANGED:
        card.shown = show_change(content_of(known), row.content, row.parts)
        card.changed = words_of_parts(row.parts)
    elif known is not None and row.outcome == Outcome.NEAR:
        card.shown = show_beside(row.content, content_of(known))
        card.other = show_beside(content_of(known), row.content)
    return card


def _option(row: PlanRow, letter: str) -> str:
    _column, _header, text = row.cells.get(f"option_{letter.lower()}", ("", "", ""))
    return str(text)


def _faulty_cells(row: PlanRow) -> list[tuple[str, str, str]]:
    """(field, label, text) of the cells that can be corrected on the page."""
    columns = {fault.column for fault in row.faults} - {""}
    return [
        (name, _("%(header)s (column %(column)s)") % {"header": header, "column": column}, text)
        for name, (column, header, text) in row.cells.items()
        if column in columns
    ]
