"""What a course must have before it is published, and how its text and quiz are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from courses.catalogue.states import QuestionKind

MIN_PARTS = 1
MIN_QUESTIONS = 5
LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part to be published. body: paragraphs split by blank lines (see `blocks_of`)."""

    title: str
    body: str
    minimum_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A quiz question to be published. key: letters of the right options ("B", "ACD")."""

    stem: str
    options: tuple[str, ...]
    key: str
    rationale: str
    kind: QuestionKind = QuestionKind.SINGLE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCourse:
    """A course to be published. pass_share: the share of the quiz that must be right (1: all of it)."""

    title: str
    hours: Decimal
    legal_basis: str
    parts: tuple[NewPart, ...]
    questions: tuple[NewQuestion, ...]
    summary: str = ""
    due_on: date | None = None
    pass_share: Decimal = Decimal(1)
    attempts_allowed: int | None = None


class Fault(NamedTuple):
    """Why a course can't be published: a code, the field at fault and the number of the part or question (0: none)."""

    code: str
    field: str
    number: int = 0


def faults_of(course: NewCourse) -> Iterator[Fault]:
    """Everything that stands against publishing the course."""
    if not course.title.strip():
        yield Fault("title_missing", "title")
    if course.hours <= 0:
        yield Fault("hours_not_positive", "hours")
    if not 0 < course.pass_share <= 1:
        yield Fault("pass_share", "pass_share")
    if len(course.parts) < MIN_PARTS:
        yield Fault("no_parts", "parts")
    if len(course.questions) < MIN_QUESTIONS:
        yield Fault("too_few_questions", "questions")
    for number, part in enumerate(course.parts, start=1):
        if not part.title.strip() or not part.body.strip():
            yield Fault("part_empty", "parts", number)
    for number, question in enumerate(course.questions, start=1):
        if code := _fault_of_question(question):
            yield Fault(code, "questions", number)


def _fault_of_question(question: NewQuestion) -> str:
    letters = LETTERS[: len(question.options)]
    if not question.stem.strip():
        return "stem_missing"
    if not 2 <= len(question.options) <= len(LETTERS) or not all(option.strip() for option in question.options):
        return "options_missing"
    if len({option.strip() for option in question.options}) < len(question.options):
        return "options_equal"
    if not question.key or not set(question.key) <= set(letters) or len(set(question.key)) < len(question.key):
        return "key_names_no_option"
    single = question.kind != QuestionKind.MULTIPLE
    if single is not (len(question.key) == 1):
        return "key_does_not_fit"
    return "" if question.rationale.strip() else "rationale_missing"


def is_right(key: Collection[str], chosen: Collection[str]) -> bool:
    """Whether exactly the key's options were chosen."""
    return set(key) == set(chosen)


def count_right(keys: Mapping[str, Collection[str]], answers: Mapping[str, Collection[str]]) -> int:
    """How many questions were answered right; both by the question's uuid."""
    return sum(is_right(key, answers.get(question, ())) for question, key in keys.items())


def needed_right(total: int, pass_share: Decimal) -> int:
    """How many right answers pass a quiz of `total` questions: the share, rounded up."""
    return int((total * pass_share).to_integral_value(ROUND_CEILING))


class Block(NamedTuple):
    """A piece of a part's text. kind: heading, list, quote or text; lines: its lines, without their signs."""

    kind: str
    lines: Sequence[str]


_SIGNS = {"## ": "heading", "- ": "list", "> ": "quote"}


def blocks_of(body: str) -> list[Block]:
    """The text as blocks: "## " begins a heading, "- " a list, "> " words of the law; blank lines part paragraphs.

    The template escapes each line: there is no other markup, so none can do harm.
    """
    blocks: list[Block] = []
    for paragraph in body.replace("\r\n", "\n").split("\n\n"):
        for line in filter(None, map(str.rstrip, paragraph.split("\n"))):
            sign = next((sign for sign in _SIGNS if line.startswith(sign)), "")
            kind = _SIGNS.get(sign, "text")
            text = line.removeprefix(sign).strip()
            if blocks and blocks[-1].kind == kind != "heading" and blocks[-1].lines:
                blocks[-1] = Block(kind, [*blocks[-1].lines, text])
            else:
                blocks.append(Block(kind, [text]))
        if blocks and blocks[-1].lines:
            blocks.append(Block("end", []))
    return [block for block in blocks if block.kind != "end"]
