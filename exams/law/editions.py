"""Registering editions of laws with their articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.law.models import LawArticle, LawEdition, LawText
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

BATCH = 500


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article to register; its wording may be left out."""

    number: int
    suffix: str = ""
    text: str = ""


@transaction.atomic
def register_edition(
    *,
    law: str,
    published_name: str,
    adopted_on: date,
    in_force_from: date,
    articles: Sequence[ArticleText],
    actor: Actor,
    in_force_to: date | None = None,
    as_of: date | None = None,
    now: datetime | None = None,
) -> LawEdition:
    """Keep an edition and all its articles; the edition before it ends where this one begins.

    Registering the same edition again adds the articles it lacks and changes nothing else.
    Raises Refusal("law.no_articles" | "law.article_twice" | "law.period").
    """
    _check(articles, in_force_from, in_force_to)
    text, _made = LawText.objects.get_or_create(name=law)
    LawText.objects.select_for_update().get(pk=text.pk)
    edition, is_new = LawEdition.objects.get_or_create(
        law=text,
        adopted_on=adopted_on,
        defaults={
            "published_name": published_name,
            "in_force_from": in_force_from,
            "in_force_to": in_force_to,
            "as_of": as_of,
        },
    )
    if is_new:
        LawEdition.objects.filter(law=text, in_force_from__lt=in_force_from, in_force_to__isnull=True).update(
            in_force_to=in_force_from
        )
    held = set(edition.articles.values_list("number", "suffix"))
    LawArticle.objects.bulk_create(
        [
            LawArticle(edition=edition, number=article.number, suffix=article.suffix, text=article.text)
            for article in articles
            if (article.number, article.suffix) not in held
        ],
        batch_size=BATCH,
    )
    if is_new:
        record_entry(
            actor=actor,
            action="exams.edition_registered",
            subject_kind="exams.law_edition",
            subject_uuid=edition.uuid,
            subject_label=published_name,
            after={"in_force_from": in_force_from.isoformat(), "articles": len(articles)},
            now=now,
        )
    return edition


def _check(articles: Sequence[ArticleText], in_force_from: date, in_force_to: date | None) -> None:
    if not articles:
        raise Refusal("law.no_articles", _("An edition has at least one article."), field="articles")
    if len({(article.number, article.suffix) for article in articles}) < len(articles):
        raise Refusal("law.article_twice", _("An article stands twice in the list."), field="articles")
    if in_force_to is not None and in_force_to <= in_force_from:
        raise Refusal("law.period", _("The edition ends before it begins."), field="in_force_to")
