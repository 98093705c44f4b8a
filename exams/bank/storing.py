"""Writing drafts of many questions at once."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from exams.bank.comparing import content_of
from exams.bank.models import KnowledgePoint, Question, QuestionBank, QuestionVersion
from exams.bank.reviews import mark_stale
from exams.bank.rules import QuestionContent, content_hash, filled_from, identity_of
from exams.bank.states import VersionState
from exams.law.articles import find_articles
from exams.law.models import LawArticle
from records.actor import Actor
from records.days import day_of

BATCH = 500
ID_BYTES = 5

CONTENT_FIELDS = (
    "state",
    "type",
    "stem",
    "options",
    "key",
    "rationale",
    "difficulty",
    "point",
    "article",
    "basis",
    "marks",
    "is_situation",
    "fingerprint",
    "content_hash",
    "author",
    "author_name",
    "created_at",
    "returned_reason",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A content to keep; `question` is the uuid of the question it is a version of, "" for a new one."""

    content: QuestionContent
    question: str = ""


def store_drafts(
    *, bank: QuestionBank, drafts: Sequence[Draft], actor: Actor, now: datetime
) -> list[QuestionVersion | None]:
    """Make questions, new versions, or edit open drafts; None where only the outside id was new.

    Call it inside a transaction that holds the bank's lock. A version in review that was approved before is set
    aside by its successor.
    """
    build = _Builder(drafts, actor, now)
    questions = {str(question.uuid): question for question in _known(bank, drafts)}
    newest = {version.question_id: version for version in _newest(questions.values())}
    made: list[Question] = []
    added: list[QuestionVersion] = []
    edited: list[QuestionVersion] = []
    withdrawn: list[QuestionVersion] = []
    stored: list[QuestionVersion | None] = []
    for draft in drafts:
        question = questions.get(draft.question)
        if question is None:
            question = Question(bank=bank, outside_id=draft.content.outside_id, created_at=now)
            made.append(question)
            version: QuestionVersion | None = build.version(draft.content, question, number=1)
        else:
            version = _next_version(build, draft.content, question, newest[question.pk], withdrawn)
        question.fingerprint = version.fingerprint if version else question.fingerprint
        question.outside_id = draft.content.outside_id or question.outside_id
        if version is not None:
            (edited if version.pk else added).append(version)
        stored.append(version)
    Question.objects.bulk_create(made, batch_size=BATCH)
    Question.objects.bulk_update(questions.values(), ["fingerprint", "outside_id"], batch_size=BATCH)
    if withdrawn:
        mark_stale(versions=withdrawn, reason="", actor=actor, now=now)
    QuestionVersion.objects.bulk_update(edited, CONTENT_FIELDS, batch_size=BATCH // 5)
    QuestionVersion.objects.bulk_create(added, batch_size=BATCH)
    return stored


def _known(bank: QuestionBank, drafts: Iterable[Draft]) -> Iterable[Question]:
    wanted = [draft.question for draft in drafts if draft.question]
    return Question.objects.filter(bank=bank, uuid__in=wanted) if wanted else []


def _newest(questions: Iterable[Question]) -> Iterable[QuestionVersion]:
    keys = [question.pk for question in questions]
    if not keys:
        return []
    versions = QuestionVersion.objects.select_for_update(of=("self",)).filter(question__in=keys).newest()
    return versions.select_related("point", "question").order_by("pk")


def _next_version(
    build: "_Builder",
    content: QuestionContent,
    question: Question,
    newest: QuestionVersion,
    withdrawn: list[QuestionVersion],
) -> QuestionVersion | None:
    """The open draft with the new content, or a version more; what was approved once is never edited."""
    content = filled_from(content, content_of(newest))
    if newest.content_hash == content_hash(content):
        return None
    is_open = newest.state in (VersionState.DRAFT, VersionState.IN_REVIEW)
    if is_open and newest.approved_at is None:
        version = build.version(content, question, number=newest.number)
        version.pk, version.uuid = newest.pk, newest.uuid
        return version
    if is_open:
        withdrawn.append(newest)
    return build.version(content, question, number=newest.number + 1)


class _Builder:
    """Makes version rows; looks up points and articles of all contents once."""

    def __init__(self, drafts: Sequence[Draft], actor: Actor, now: datetime) -> None:
        self.actor = actor
        self.now = now
        self.points = points_by_name({draft.content.point for draft in drafts} - {""})
        references = {draft.content.reference for draft in drafts if draft.content.reference}
        self.articles = find_articles(references, on=day_of(now))

    def version(self, content: QuestionContent, question: Question, *, number: int) -> QuestionVersion:
        """An unsaved draft with random option ids."""
        options = [{"id": secrets.token_hex(ID_BYTES), "text": text} for text in content.options]
        article = self.articles.get(content.reference) if content.reference else None
        return QuestionVersion(
            question=question,
            number=number,
            state=VersionState.DRAFT,
            type=content.type,
            stem=content.stem,
            options=options,
            key=[options[place]["id"] for place in sorted(content.key)],
            rationale=content.rationale,
            difficulty=content.difficulty,
            point=self.points.get(content.point),
            article=article if isinstance(article, LawArticle) else None,
            basis=content.basis,
            marks=content.marks,
            is_situation=content.is_situation,
            fingerprint=identity_of(content),
            content_hash=content_hash(content),
            author=self.actor.uuid,
            author_name=self.actor.name,
            created_at=self.now,
        )


def points_by_name(names: set[str]) -> dict[str, KnowledgePoint]:
    """Knowledge points, made where they are new."""
    if not names:
        return {}
    KnowledgePoint.objects.bulk_create(
        [KnowledgePoint(name=name) for name in sorted(names)], ignore_conflicts=True, batch_size=BATCH
    )
    return {point.name: point for point in KnowledgePoint.objects.filter(name__in=names)}
