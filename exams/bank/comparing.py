"""What each readable row of a file would do to a bank."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.rules import (
    NEAR,
    Likeness,
    QuestionContent,
    changed_parts,
    content_hash,
    filled_from,
    identity_of,
    likeness,
    plain,
)
from exams.bank.states import Difficulty, QuestionType
from exams.law.rules import names_same_article

STEMS_WORTH_A_LOOK = 2 * NEAR - 100
"""Below this likeness of stems even equal options can't make two questions near."""
BLOCK = 256


class Outcome(TextChoices):
    """What becomes of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    NEAR = "near", _("near-duplicate")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with the bank's version it was compared with; `twin` is the earlier row of the same file."""

    outcome: Outcome
    content: QuestionContent
    known: QuestionVersion | None = None
    parts: list[str] = field(default_factory=list)
    likeness: Likeness | None = None
    twin: int | None = None


class KnownQuestions:
    """The newest versions of a bank's questions, by outside id and by content."""

    def __init__(self, bank: QuestionBank) -> None:
        self.versions = list(
            QuestionVersion.objects.filter(question__bank=bank)
            .newest()
            .select_related("question", "point", "article__edition")
            .order_by("question_id")
        )
        self.by_outside_id = {v.question.outside_id: v for v in self.versions if v.question.outside_id}
        self.by_content: dict[str, QuestionVersion] = {}
        for version in self.versions:
            held = self.by_content.get(version.question.fingerprint)
            if held is None or held.question.outside_id:
                self.by_content[version.question.fingerprint] = version

    def find(self, content: QuestionContent, identity: str) -> QuestionVersion | None:
        """The question this content is a version of; another outside id makes it another question."""
        if content.outside_id in self.by_outside_id:
            return self.by_outside_id[content.outside_id]
        known = self.by_content.get(identity)
        if known is not None and content.outside_id and known.question.outside_id:
            return None
        return known


Report = Callable[[int, int], None]


def tell_nobody(done: int, total: int) -> None:
    """For who does not want to hear how far a comparison is."""


def compare(bank: QuestionBank, contents: Sequence[QuestionContent], report: Report = tell_nobody) -> list[Verdict]:
    """One verdict for each content, in their order; a fixed number of queries. report: told how many have theirs."""
    known = KnownQuestions(bank)
    verdicts: list[Verdict] = []
    rows_by_name: dict[tuple[str, object], int] = {}
    for place, content in enumerate(contents):
        identity = identity_of(content)
        version = known.find(content, identity)
        names = _names_of(content, identity, version)
        twin = next((rows_by_name[name] for name in names if name in rows_by_name), None)
        if twin is not None:
            verdicts.append(Verdict(Outcome.REFUSED, content, twin=twin))
            continue
        rows_by_name |= dict.fromkeys(names, place)
        verdicts.append(_judge(content, version))
    _mark_near(contents, verdicts, known.versions, report)
    return verdicts


def _names_of(content: QuestionContent, identity: str, version: QuestionVersion | None) -> list[tuple[str, object]]:
    """By what a later row of the file would be the same question again."""
    names: list[tuple[str, object]] = [("question", version.question_id)] if version else []
    if content.outside_id:
        names.append(("outside_id", content.outside_id))
    else:
        names.append(("content", identity))
    return names


def _judge(content: QuestionContent, version: QuestionVersion | None) -> Verdict:
    if version is None:
        return Verdict(Outcome.NEW, content)
    parts = []
    content = filled_from(content, content_of(version))
    if version.content_hash != content_hash(content):
        parts = _parts(version, content)
    if content.outside_id and not version.question.outside_id:
        parts.append("outside_id")
    return Verdict(Outcome.CHANGED if parts else Outcome.UNCHANGED, content, version, parts)


def _parts(version: QuestionVersion, content: QuestionContent) -> list[str]:
    parts = changed_parts(content_of(version), content)
    if "basis" in parts and version.article is not None:
        edition = version.article.edition.adopted_on.isoformat()
        if names_same_article(version.basis, content.basis, edition):
            parts.remove("basis")
    return parts


def content_of(version: QuestionVersion) -> QuestionContent:
    """A stored version as a content; its point must have been fetched with it."""
    key = set(version.key)
    return QuestionContent(
        type=QuestionType(version.type),
        stem=version.stem,
        options=tuple(option["text"] for option in version.options),
        key=frozenset(place for place, option in enumerate(version.options) if option["id"] in key),
        rationale=version.rationale,
        difficulty=Difficulty(version.difficulty),
        point=version.point.name if version.point else "",
        basis=version.basis,
        marks=version.marks,
        is_situation=version.is_situation,
        outside_id=version.question.outside_id,
    )


def _mark_near(
    contents: Sequence[QuestionContent],
    verdicts: list[Verdict],
    versions: Sequence[QuestionVersion],
    report: Report,
) -> None:
    """Turn a new question that is all but one of the bank's into a question to the person."""
    done = sum(verdict.outcome != Outcome.NEW for verdict in verdicts)
    for kind in QuestionType:
        held = [version for version in versions if version.type == kind]
        new = [
            place
            for place, verdict in enumerate(verdicts)
            if verdict.outcome == Outcome.NEW and contents[place].type == kind
        ]
        if not held or not new:
            continue
        stems = [plain(version.stem) for version in held]
        for start in range(0, len(new), BLOCK):
            report(done, len(contents))
            block = new[start : start + BLOCK]
            done += len(block)
            scores = process.cdist(
                [plain(contents[place].stem) for place in block],
                stems,
                scorer=fuzz.ratio,
                score_cutoff=STEMS_WORTH_A_LOOK,
                dtype=np.uint8,
            )
            for place, row in zip(block, scores, strict=True):
                near = _nearest(contents[place], [held[at] for at in np.flatnonzero(row)])
                if near is not None:
                    verdicts[place] = near


def _nearest(content: QuestionContent, versions: Sequence[QuestionVersion]) -> Verdict | None:
    best: Verdict | None = None
    for version in versions:
        options = [option["text"] for option in version.options]
        alike = likeness(content.type, content.stem, content.options, version.stem, options)
        if alike.total >= NEAR and (best is None or best.likeness is None or alike.total > best.likeness.total):
            best = Verdict(Outcome.NEAR, content, version, likeness=alike)
    return best
