"""Questions as pages show them: words in the reader's language, differences in their places."""

from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from exams.bank.differences import (
    KEEP,
    Piece,
    ShownQuestion,
    marked,
    options_compared,
    options_marked,
    options_plain,
    pieces_of,
)
from exams.bank.rules import QuestionContent
from exams.law.models import LawArticle, LawEdition
from records.decimals import plain


def show(content: QuestionContent, *, with_keys: bool = True, article: LawArticle | None = None) -> ShownQuestion:
    """A question as it is; without keys its rationale stays hidden, too."""
    return ShownQuestion(
        str(content.type.label),
        [(KEEP, content.stem)],
        options_plain(content),
        [(term, [(KEEP, words)]) for term, words in _facts(content, with_keys=with_keys, article=article) if words],
        with_keys,
    )


def show_change(before: QuestionContent, after: QuestionContent, parts: Collection[str] | None = None) -> ShownQuestion:
    """A question with what was added and taken away; a basis that only is spelled otherwise is no part of it."""
    if parts is not None and "basis" not in parts:
        before = replace(before, basis=after.basis)
    old = dict(_facts(before))
    facts = [(term, pieces_of(old.get(term, ""), words)) for term, words in _facts(after)]
    return ShownQuestion(
        str(after.type.label),
        pieces_of(before.stem, after.stem),
        options_compared(before, after),
        [(term, pieces) for term, pieces in facts if pieces],
    )


def show_beside(content: QuestionContent, other: QuestionContent) -> ShownQuestion:
    """A question with what another one lacks marked."""
    facts: list[tuple[str, list[Piece]]] = [(term, [(KEEP, words)]) for term, words in _facts(content) if words]
    return ShownQuestion(
        str(content.type.label), marked(content.stem, other.stem), options_marked(content, other), facts
    )


def _facts(
    content: QuestionContent, *, with_keys: bool = True, article: LawArticle | None = None
) -> list[tuple[str, str]]:
    basis = content.basis
    if article is not None:
        basis = f"《{article.edition.law}》{article.label}{edition_words(article.edition)}"
    return [
        (_("Basis"), basis),
        (_("Difficulty"), str(content.difficulty.label)),
        (_("Knowledge point"), content.point),
        (_("Marks"), "" if content.marks is None else plain(content.marks)),
        (_("Rationale"), content.rationale if with_keys else ""),
    ]


def edition_words(edition: LawEdition) -> str:
    """（2025-06-27，截至2026年1月）: which edition, and as of when its text was read."""
    if edition.as_of is None:
        return _(" (%(day)s)") % {"day": edition.adopted_on.isoformat()}
    return _(" (%(day)s, as of %(month)s)") % {
        "day": edition.adopted_on.isoformat(),
        "month": f"{edition.as_of:%Y-%m}",
    }


def words_of_parts(parts: list[str]) -> str:
    """What changed, in words: options, key."""
    words = {
        "type": _("type"),
        "stem": _("stem"),
        "options": _("options"),
        "key": _("key"),
        "rationale": _("rationale"),
        "difficulty": _("difficulty"),
        "point": _("knowledge point"),
        "basis": _("basis"),
        "marks": _("marks"),
        "is_situation": _("situation"),
        "outside_id": _("outside id"),
    }
    return _(", ").join(words[part] for part in parts)
