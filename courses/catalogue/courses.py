"""Publishing courses."""

from datetime import datetime
from secrets import token_hex
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course, CoursePart, QuizQuestion
from courses.catalogue.rules import LETTERS, MIN_QUESTIONS, NewCourse, NewQuestion, faults_of
from personnel.units.models import Unit
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

_WORDS: Final = {
    "title_missing": _("The course has no title."),
    "hours_not_positive": _("A course has more than 0 hours."),
    "pass_share": _("The share that passes is more than 0 and at most 1."),
    "no_parts": _("A course has at least one part."),
    "too_few_questions": _("The quiz has at least %(least)s questions."),
    "part_empty": _("Part %(number)s lacks its title or its text."),
    "stem_missing": _("Question %(number)s has no stem."),
    "options_missing": _("Question %(number)s needs two to eight options, none of them empty."),
    "options_equal": _("Question %(number)s has two equal options."),
    "key_names_no_option": _("The key of question %(number)s names no option."),
    "key_does_not_fit": _("The key of question %(number)s doesn't fit its type."),
    "rationale_missing": _("Question %(number)s has no rationale."),
}


@transaction.atomic
def publish_course(*, course: NewCourse, owner: Unit, actor: Actor, now: datetime | None = None) -> Course:
    """Publish a course with its parts and its quiz; usable by the owner unit and all below it.

    Raises Refusal("courses.title_taken" and those of rules.faults_of).
    """
    for fault in faults_of(course):
        raise Refusal(
            f"courses.{fault.code}", _WORDS[fault.code], field=fault.field, number=fault.number, least=MIN_QUESTIONS
        )
    if Course.objects.filter(owner=owner, title=course.title).exists():
        raise Refusal("courses.title_taken", _("The unit has a course of this title."), field="title")
    at = now or clock.now()
    made = Course.objects.create(
        owner=owner,
        title=course.title,
        summary=course.summary,
        legal_basis=course.legal_basis,
        hours=course.hours,
        due_on=course.due_on,
        pass_share=course.pass_share,
        attempts_allowed=course.attempts_allowed,
        published_at=at,
        published_by_uuid=actor.uuid,
        published_by_name=actor.name,
    )
    CoursePart.objects.bulk_create(
        CoursePart(course=made, number=number, title=part.title, body=part.body, minimum_seconds=part.minimum_seconds)
        for number, part in enumerate(course.parts, start=1)
    )
    QuizQuestion.objects.bulk_create(
        _question(made, number, question) for number, question in enumerate(course.questions, start=1)
    )
    record_entry(
        actor=actor,
        action="courses.course_published",
        subject_kind="courses.course",
        subject_uuid=made.uuid,
        subject_label=made.title,
        after={"hours": str(made.hours), "parts": len(course.parts), "questions": len(course.questions)},
        now=at,
    )
    return made


def _question(course: Course, number: int, question: NewQuestion) -> QuizQuestion:
    """Option ids are random, so that the page gives nothing away."""
    options = [{"id": token_hex(4), "text": text} for text in question.options]
    return QuizQuestion(
        course=course,
        number=number,
        kind=question.kind,
        stem=question.stem,
        options=options,
        key=[options[LETTERS.index(letter)]["id"] for letter in question.key],
        rationale=question.rationale,
    )
