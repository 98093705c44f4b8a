"""Finding the articles that questions name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exams.law.models import LawArticle, LawEdition
from exams.law.rules import Reference


@dataclass(frozen=True, slots=True)
class NoArticle:
    """The law is known, but not this article or edition: a code with parameters."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


def find_articles(references: Iterable[Reference], *, on: date) -> dict[Reference, LawArticle | NoArticle]:
    """Articles by reference: of the edition named, else of the one in force on the day.

    A law that isn't kept here, or has no edition in force, is left out: its reference stays words.
    """
    wanted = set(references)
    editions: dict[str, list[LawEdition]] = {}
    for edition in LawEdition.objects.filter(law__name__in={ref.law for ref in wanted}).select_related("law"):
        editions.setdefault(edition.law.name, []).append(edition)
    chosen = {ref: _edition_for(ref, editions[ref.law], on) for ref in wanted if ref.law in editions}
    articles = _articles_of({choice.pk for choice in chosen.values() if isinstance(choice, LawEdition)})
    found: dict[Reference, LawArticle | NoArticle] = {}
    for ref, choice in chosen.items():
        if isinstance(choice, LawEdition):
            numbered = articles.get(choice.pk, {})
            found[ref] = numbered.get((ref.number, ref.suffix)) or _no_article(choice, numbered)
        elif choice is not None:
            found[ref] = choice
    return found


def _no_article(edition: LawEdition, numbered: Collection[tuple[int, str]]) -> NoArticle:
    last = max((number for number, _suffix in numbered), default=0)
    return NoArticle("article_unknown", {"since": edition.in_force_from.isoformat(), "last": last})


def _edition_for(ref: Reference, editions: list[LawEdition], on: date) -> LawEdition | NoArticle | None:
    if ref.edition:
        for edition in editions:
            if edition.adopted_on.isoformat().startswith(ref.edition):
                return edition
        return NoArticle("edition_unknown", {"day": ref.edition})
    return next((edition for edition in editions if edition.holds_on(on)), None)


def _articles_of(editions: set[int]) -> dict[int, dict[tuple[int, str], LawArticle]]:
    by_edition: dict[int, dict[tuple[int, str], LawArticle]] = {}
    for article in LawArticle.objects.filter(edition__in=editions).defer("text"):
        by_edition.setdefault(article.edition_id, {})[article.number, article.suffix] = article
    return by_edition
