"""A quiz after it was answered: only here do keys and rationales reach a page."""

from dataclasses import dataclass

from courses.catalogue.models import Course, QuizQuestion
from courses.catalogue.rules import LETTERS, is_right
from courses.study.models import QuizAttempt


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """An option as it was answered."""

    letter: str
    text: str
    is_key: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """A question as it was answered."""

    question: QuizQuestion
    is_right: bool
    options: list[ReviewedOption]


def reviewed(course: Course, attempt: QuizAttempt) -> list[ReviewedQuestion]:
    """The course's questions with the attempt's answers beside the keys."""
    return [_reviewed(question, attempt.answers.get(str(question.uuid), [])) for question in course.questions.all()]


def _reviewed(question: QuizQuestion, chosen: list[str]) -> ReviewedQuestion:
    options = [
        ReviewedOption(letter, option["text"], option["id"] in question.key, option["id"] in chosen)
        for letter, option in zip(LETTERS, question.options, strict=False)
    ]
    return ReviewedQuestion(question, is_right(question.key, chosen), options)
