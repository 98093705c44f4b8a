"""A source row to a question's content, or to every reason why it can't be one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from exams.bank.formats.source import SourceRow
from exams.bank.formats.words import (
    DIFFICULTIES,
    TRUE_FALSE_OPTIONS,
    is_later_type,
    read_letters,
    read_truth,
    read_type,
)
from exams.bank.rules import (
    LETTERS,
    MIN_OPTIONS,
    QuestionContent,
    plain,
)
from exams.bank.states import Difficulty, QuestionType
from exams.law.rules import Reference, read_reference
from records.cells import NO_CELL, SAFE_DIGITS, Cell, fold, text_of
from records.faults import CellFault, Fault

LIMITS = {"stem": 5000, "rationale": 5000, "basis": 300, "point": 80, "outside_id": 64}
OPTION_LIMIT = 1000
MAX_MARKS = 1000

TYPE_WORDS = "单选、多选、判断"
TRUTH_WORDS = "、".join(TRUE_FALSE_OPTIONS)
DIFFICULTY_WORDS = "易、中、难"

MAY_BE_SILENT = {
    "rationale": "rationale",
    "difficulty": "difficulty",
    "point": "point",
    "basis": "basis",
    "marks": "marks",
    "situation": "is_situation",
}


@dataclass(slots=True)
class RowReader:
    """Reads one row's cells and collects what is wrong with them."""

    cells: Mapping[str, Cell]
    faults: list[Fault] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        """The cell, or an empty one where the file has no such column."""
        return self.cells.get(name, NO_CELL)

    def refuse(self, code: str, name: str, **params: Any) -> None:
        """Note a fault at the field's cell."""
        cell = self.cell(name)
        value = "" if cell.value is None else str(cell.value).strip()
        self.faults.append(Fault(code, cell.column, cell.header, value[:200], params))

    def text(self, name: str) -> str:
        """The cell's text; a number, date or formula is refused."""
        try:
            return text_of(self.cell(name), LIMITS.get(name, OPTION_LIMIT))
        except CellFault as fault:
            self.refuse(fault.code, name, **fault.params)
            return ""

    def required(self, name: str, code: str) -> str:
        """The cell's text; an empty one is refused with this code."""
        before = len(self.faults)
        text = self.text(name)
        if not text and len(self.faults) == before:
            self.refuse(code, name)
        return text

    def word(self, name: str) -> str:
        """A short code that may stand as a number, too: a type, an id, a mark."""
        value = self.cell(name).value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self.text(name)
        if name == "outside_id" and abs(value) >= SAFE_DIGITS:
            self.refuse("number_damaged", name)
            return ""
        return str(int(value)) if float(value).is_integer() else str(value)


def read_question(row: SourceRow) -> tuple[QuestionContent | None, list[Fault]]:
    """The content, or None with the faults."""
    reader = RowReader(row.cells)
    kind = _type(reader, row)
    stem = reader.required("stem", "stem_missing")
    options = _options(reader)
    key: frozenset[int] = frozenset()
    if kind == QuestionType.TRUE_FALSE:
        options, key = _true_false(reader, options)
    elif kind is not None:
        key = _choice_key(reader, kind, options)
    basis = reader.text("basis")
    content = QuestionContent(
        type=kind or QuestionType.SINGLE,
        stem=stem,
        options=tuple(options),
        key=key,
        rationale=reader.text("rationale"),
        difficulty=_difficulty(reader),
        point=reader.text("point"),
        basis=basis,
        marks=_marks(reader),
        is_situation=read_truth(reader.word("situation")) is True,
        outside_id=reader.word("outside_id"),
        reference=_reference(basis),
        silent=frozenset(name for field, name in MAY_BE_SILENT.items() if field not in row.cells),
    )
    return (None if reader.faults else content), reader.faults


def _type(reader: RowReader, row: SourceRow) -> QuestionType | None:
    word = reader.word("type") or row.sheet_type
    if not word:
        reader.refuse("type_missing", "type")
        return None
    kind = read_type(word)
    if kind is None:
        cell = reader.cell("type")
        code = "type_later" if is_later_type(word) else "type_unknown"
        reader.faults.append(Fault(code, cell.column, cell.header, word[:200], {"words": TYPE_WORDS}))
    return kind


def _options(reader: RowReader) -> list[str]:
    texts = [reader.text(f"option_{letter.lower()}") for letter in LETTERS]
    while texts and not texts[-1]:
        texts.pop()
    damaged = {fault.column for fault in reader.faults}
    for place, text in enumerate(texts):
        name = f"option_{LETTERS[place].lower()}"
        if not text and reader.cell(name).column not in damaged:
            reader.refuse("option_gap", name, letter=LETTERS[place], after=LETTERS[len(texts) - 1])
    for first, second in combinations(range(len(texts)), 2):
        if texts[first] and plain(texts[first]) == plain(texts[second]):
            name = f"option_{LETTERS[second].lower()}"
            reader.refuse("options_equal", name, first=LETTERS[first], second=LETTERS[second])
    return texts


def _choice_key(reader: RowReader, kind: QuestionType, options: list[str]) -> frozenset[int]:
    if len(options) < MIN_OPTIONS and not reader.faults:
        reader.refuse("options_few", "option_a" if not options else "option_b")
    letters = _key_letters(reader)
    if not letters:
        return frozenset()
    places = {LETTERS.find(letter) for letter in letters}
    absent = sorted({letter for letter in letters if not 0 <= LETTERS.find(letter) < len(options)})
    if absent and options:
        reader.refuse("key_names_no_option", "key", letters="、".join(absent), have=f"A–{LETTERS[len(options) - 1]}")
    elif kind == QuestionType.SINGLE and len(places) > 1:
        reader.refuse("key_several", "key", count=len(places))
    elif kind == QuestionType.MULTIPLE and len(places) == 1:
        reader.refuse("key_one", "key")
    return frozenset(places)


def _key_letters(reader: RowReader) -> str:
    """Letters of the key column, or of the columns “option A is right”."""
    if "key" not in reader.cells:
        right = [letter for letter in LETTERS if _says_right(reader.cell(f"right_{letter.lower()}").value)]
        if not right:
            reader.refuse("key_missing", "right_a")
        return "".join(right)
    text = reader.required("key", "key_missing")
    letters = read_letters(text) if text else ""
    if letters is None:
        reader.refuse("key_unreadable", "key")
    return letters or ""


def _says_right(value: object) -> bool:
    if isinstance(value, str):
        return read_truth(value) is True or value.strip() == "1"
    return value is True or value == 1


def _true_false(reader: RowReader, options: list[str]) -> tuple[list[str], frozenset[int]]:
    """True/false is always stored as 正确, 错误; the file may spell or order them otherwise."""
    truths = [read_truth(option) for option in options] or [True, False]
    if sorted(truths, key=str) != [False, True]:
        reader.refuse("options_not_true_false", "option_a", words=TRUTH_WORDS)
        return [], frozenset()
    value = reader.cell("key").value
    truth = value if isinstance(value, bool) else _truth(reader, truths)
    return list(TRUE_FALSE_OPTIONS), frozenset() if truth is None else frozenset({0 if truth else 1})


def _truth(reader: RowReader, truths: list[bool | None]) -> bool | None:
    text = reader.required("key", "key_missing")
    if not text:
        return None
    letters = read_letters(text)
    if letters in ("A", "B"):
        return truths[LETTERS.index(letters)]
    truth = read_truth(text)
    if truth is None:
        reader.refuse("key_not_true_false", "key", words=TRUTH_WORDS)
    return truth


def _difficulty(reader: RowReader) -> Difficulty:
    word = fold(reader.text("difficulty"))
    if word not in DIFFICULTIES:
        reader.refuse("difficulty_unknown", "difficulty", words=DIFFICULTY_WORDS)
    return DIFFICULTIES.get(word, Difficulty.MEDIUM)


def _marks(reader: RowReader) -> Decimal | None:
    word = fold(reader.word("marks")).removesuffix("分")
    if not word:
        return None
    try:
        marks = Decimal(word)
    except InvalidOperation:
        marks = Decimal(0)
    if not (marks.is_finite() and 0 < marks < MAX_MARKS and marks == round(marks, 1)):
        reader.refuse("marks_unreadable", "marks")
        return None
    return marks


def _reference(basis: str) -> Reference | None:
    found = read_reference(basis) if basis else None
    return found if found is not None and found.law else None
