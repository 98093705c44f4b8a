"""A result taken apart: by type, by knowledge point, and question by question with one's own answer and the key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exams.analysis.models import ItemStatistic
from exams.bank.models import QuestionVersion
from exams.bank.rules import LETTERS
from exams.bank.states import QuestionType
from exams.delivery.models import Response
from exams.marking.models import AttemptScore, Result
from exams.marking.rules import as_decimal
from exams.papers.models import FormItem, KeyRevision
from exams.papers.states import ScoringRule
from personnel.home.wording import percent


@dataclass(frozen=True, slots=True)
class Option:
    """An option as the officer saw it: letter, text, whether it is right and whether he chose it."""

    letter: str
    text: str
    is_key: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An item in the officer's order."""

    place: int
    version: QuestionVersion
    scoring_rule: str
    marks: Decimal
    score: Decimal
    options: list[Option]

    @property
    def is_right(self) -> bool:
        """Full marks."""
        return self.score == self.marks

    @property
    def letters(self) -> str:
        """What he chose, by letter."""
        return "".join(option.letter for option in self.options if option.chosen)

    @property
    def is_strict(self) -> bool:
        """Whether part of the right options would have counted for nothing."""
        return self.version.type == QuestionType.MULTIPLE and self.scoring_rule == ScoringRule.EXACT


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the items together. share and average are of one; average None where nothing is known of the others."""

    label: str
    right: int
    count: int
    score: Decimal
    marks: Decimal
    average: Decimal | None = None

    @property
    def share(self) -> Decimal:
        """What was reached of the marks."""
        return self.score / self.marks if self.marks else Decimal(0)

    @property
    def percent(self) -> str:
        """The share in whole per cent."""
        return percent(self.share, 0)

    @property
    def average_percent(self) -> str:
        """The others' share in whole per cent, as a place on the bar too."""
        return percent(self.average, 0) if self.average is not None else ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The whole of it."""

    questions: list[Question]
    by_type: list[Part]
    by_point: list[Part]
    total: Part


def breakdown_of(result: Result) -> Breakdown | None:
    """Take a released result apart; None for one without marks of its own."""
    if result.attempt is None or result.run is None or result.score is None:
        return None
    attempt = result.attempt
    items = FormItem.objects.filter(form=attempt.form_id).order_by("number")
    rows = list(items.select_related("version__point", "version__article__edition__law"))
    vector = AttemptScore.objects.get(run=result.run_id, attempt=attempt).vector
    scores = {item.number: as_decimal(score) for item, score in zip(rows, vector, strict=True)}
    keys = KeyRevision.objects.get(form=attempt.form_id, runs=result.run_id).keys
    answers = dict(Response.objects.filter(attempt=attempt).values_list("item__number", "answer"))
    by_number = {item.number: item for item in rows}
    questions = [
        _question(place, by_number[number], positions, scores[number], answers.get(number, []), keys[str(number)])
        for place, (number, positions) in enumerate((pair for section in attempt.order for pair in section), start=1)
    ]
    facility = dict(ItemStatistic.objects.filter(run=result.run_id).values_list("item__number", "facility"))
    return Breakdown(
        questions=questions,
        by_type=_by_type(questions),
        by_point=_by_point(rows, scores, facility),
        total=_part("", questions),
    )


def _question(
    place: int, item: FormItem, positions: str, score: Decimal, answer: Sequence[str], key: Sequence[str]
) -> Question:
    document = _options_in_document(item)
    options = [
        Option(LETTERS[at], document[int(position)]["text"], own in key, own in answer)
        for at, position in enumerate(positions)
        for own in [document[int(position)]["id"]]
    ]
    return Question(place, item.version, item.scoring_rule, item.marks, score, options)


def _options_in_document(item: FormItem) -> list[dict[str, Any]]:
    """Id and text of the item's options in the author's order, as the form's document has them."""
    own = {of_version: own for own, of_version in (item.options or {}).items()}
    return [{"id": own[option["id"]], "text": option["text"]} for option in item.version.options]


def _by_type(questions: Sequence[Question]) -> list[Part]:
    kinds = dict.fromkeys(question.version.type for question in questions)
    return [
        _part(str(QuestionType(kind).label), [one for one in questions if one.version.type == kind]) for kind in kinds
    ]


def _part(label: str, questions: Sequence[Question]) -> Part:
    return Part(
        label,
        sum(question.is_right for question in questions),
        len(questions),
        _sum(question.score for question in questions),
        _sum(question.marks for question in questions),
    )


def _by_point(items: Sequence[FormItem], scores: dict[int, Decimal], facility: dict[int, Decimal]) -> list[Part]:
    """Lowest share first; items without a knowledge point are left out."""
    groups: dict[str, list[FormItem]] = {}
    for item in items:
        if item.version.point is not None:
            groups.setdefault(item.version.point.name, []).append(item)
    parts = []
    for label, own in groups.items():
        marks = _sum(item.marks for item in own)
        reached = _sum(item.marks * facility[item.number] for item in own if item.number in facility)
        parts.append(
            Part(
                label,
                sum(scores[item.number] == item.marks for item in own),
                len(own),
                _sum(scores[item.number] for item in own),
                marks,
                reached / marks if facility else None,
            )
        )
    return sorted(parts, key=lambda part: (part.share, part.label))


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
