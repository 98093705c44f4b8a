"""The rows of an import plan: a question and what becomes of it, as JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from exams.bank.comparing import Outcome, Verdict
from exams.bank.formats.source import SourceRow
from exams.bank.formats.words import read_type_in_name
from exams.bank.rules import QuestionContent
from exams.bank.states import Difficulty, QuestionType
from exams.law.rules import Reference
from records.cells import Cell, shown
from records.faults import Fault, place_of

KIND = "exams.questions"


class Choice:
    """What a person decides about a near-duplicate."""

    OPEN = ""
    SKIP = "skip"
    NEW = "new"
    VERSION = "version"

    ALL = (SKIP, VERSION, NEW)


@dataclass(slots=True)
class PlanRow:
    """One row of a file, what it would become, and why not."""

    sheet: str
    row: int
    outcome: Outcome
    content: QuestionContent | None = None
    cells: dict[str, list[Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    known: str = ""
    known_version: int = 0
    parts: list[str] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)
    choice: str = Choice.OPEN

    @property
    def is_storable(self) -> bool:
        """Whether applying the plan would keep something of the row."""
        if self.outcome == Outcome.NEAR:
            return self.choice in (Choice.NEW, Choice.VERSION)
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)

    @property
    def place(self) -> str:
        """Sheet and row in words."""
        return place_of(self.sheet, self.row)

    def as_dict(self) -> dict[str, Any]:
        """For the plan's JSON; empty fields are left out."""
        values = {
            "sheet": self.sheet,
            "row": self.row,
            "outcome": self.outcome.value,
            "content": content_as_dict(self.content) if self.content else None,
            "cells": self.cells,
            "faults": [fault.as_dict() for fault in self.faults],
            "known": self.known,
            "known_version": self.known_version,
            "parts": self.parts,
            "alike": self.alike,
            "choice": self.choice if self.outcome == Outcome.NEAR else "",
        }
        return {name: value for name, value in values.items() if value not in (None, "", [], {}, 0)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "PlanRow":
        """A row as kept."""
        content = values.get("content")
        return cls(
            sheet=values.get("sheet", ""),
            row=values.get("row", 0),
            outcome=Outcome(values["outcome"]),
            content=content_from_dict(content) if content else None,
            cells=values.get("cells", {}),
            faults=[Fault(**fault) for fault in values.get("faults", [])],
            known=values.get("known", ""),
            known_version=values.get("known_version", 0),
            parts=values.get("parts", []),
            alike=values.get("alike", []),
            choice=values.get("choice", Choice.OPEN),
        )

    def judge(self, verdict: Verdict, rows: list["PlanRow"]) -> None:
        """Take over what the comparison found; `rows` are those that were compared, in order."""
        self.outcome = verdict.outcome
        self.content = verdict.content
        self.faults = []
        self.known = str(verdict.known.question.uuid) if verdict.known else ""
        self.known_version = verdict.known.number if verdict.known else 0
        self.parts = verdict.parts
        alike = verdict.likeness
        self.alike = [alike.total, alike.stem, alike.options] if alike else []
        if verdict.twin is not None:
            twin = rows[verdict.twin]
            self.faults.append(Fault("twice_in_file", params={"sheet": twin.sheet, "row": twin.row}))


def cells_as_dict(source: SourceRow) -> dict[str, list[Any]]:
    """The cells of a refused row: column, header and text, to show and to give back."""
    return {name: [cell.column, cell.header, shown(cell.value)] for name, cell in source.cells.items()}


def source_of(row: PlanRow, values: Mapping[str, str]) -> SourceRow:
    """The refused row as if its file had said these values."""
    cells = {name: Cell(column, header, values.get(name, text)) for name, (column, header, text) in row.cells.items()}
    return SourceRow(row.sheet, row.row, cells, read_type_in_name(row.sheet))


def content_as_dict(content: QuestionContent) -> dict[str, Any]:
    """A content as JSON; what is empty or usual is left out."""
    values: dict[str, Any] = {
        "type": content.type.value,
        "stem": content.stem,
        "options": list(content.options),
        "key": sorted(content.key),
        "rationale": content.rationale,
        "difficulty": content.difficulty.value,
        "point": content.point,
        "basis": content.basis,
        "marks": None if content.marks is None else str(content.marks),
        "is_situation": content.is_situation,
        "outside_id": content.outside_id,
    }
    if content.reference is not None:
        ref = content.reference
        values["reference"] = [ref.law, ref.number, ref.suffix, ref.edition]
    values["silent"] = sorted(content.silent)
    return {name: value for name, value in values.items() if value not in (None, "", False, [])}


def content_from_dict(values: Mapping[str, Any]) -> QuestionContent:
    """A content as kept."""
    reference = values.get("reference")
    marks = values.get("marks")
    return QuestionContent(
        type=QuestionType(values["type"]),
        stem=values["stem"],
        options=tuple(values["options"]),
        key=frozenset(values["key"]),
        rationale=values.get("rationale", ""),
        difficulty=Difficulty(values["difficulty"]),
        point=values.get("point", ""),
        basis=values.get("basis", ""),
        marks=Decimal(marks) if marks else None,
        is_situation=values.get("is_situation", False),
        outside_id=values.get("outside_id", ""),
        reference=Reference(*reference) if reference else None,
        silent=frozenset(values.get("silent", ())),
    )


def counts_of(rows: list[PlanRow]) -> dict[str, int]:
    """Rows by outcome, and all."""
    counts = dict.fromkeys(Outcome.values, 0)
    for row in rows:
        counts[row.outcome] += 1
    return {"total": len(rows), **counts}
