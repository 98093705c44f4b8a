"""Editions: registered once, one after the other, with all their articles."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from exams.law.articles import NoArticle, find_articles
from exams.law.editions import ArticleText, register_edition
from exams.law.formats.statute import read_articles
from exams.law.models import LawArticle, LawEdition
from exams.law.rules import Reference
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import NOW, SYSTEM

pytestmark = pytest.mark.django_db

LAWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "laws"
OLD, NEW = date(2012, 10, 26), date(2025, 6, 27)


def register(adopted_on: date, last: int, *, since: date, until: date | None = None) -> LawEdition:
    """An edition of 治安管理处罚法 with so many articles."""
    return register_edition(
        law="治安管理处罚法",
        published_name="中华人民共和国治安管理处罚法",
        adopted_on=adopted_on,
        in_force_from=since,
        in_force_to=until,
        as_of=date(2026, 1, 1),
        articles=[ArticleText(number) for number in range(1, last + 1)],
        actor=SYSTEM,
        now=NOW,
    )


def test_a_new_edition_ends_the_one_before() -> None:
    old = register(OLD, 119, since=date(2013, 1, 1))
    new = register(NEW, 144, since=date(2026, 1, 1))
    old.refresh_from_db()
    assert old.in_force_to == new.in_force_from == date(2026, 1, 1)
    assert list(LawEdition.objects.in_force_on(date(2025, 12, 31))) == [old]
    assert list(LawEdition.objects.in_force_on(date(2026, 1, 1))) == [new]


def test_registering_twice_adds_only_what_lacks() -> None:
    register(NEW, 140, since=date(2026, 1, 1))
    edition = register(NEW, 144, since=date(2026, 1, 1))
    assert LawEdition.objects.count() == 1
    assert edition.articles.count() == 144
    assert AuditEntry.objects.filter(action="exams.edition_registered").count() == 1


@pytest.mark.parametrize(
    ("articles", "until", "code"),
    [
        ([], None, "law.no_articles"),
        ([ArticleText(1), ArticleText(1)], None, "law.article_twice"),
        ([ArticleText(1)], date(2026, 1, 1), "law.period"),
    ],
)
def test_refusals(articles: list[ArticleText], until: date | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        register_edition(
            law="某法",
            published_name="某法",
            adopted_on=NEW,
            in_force_from=date(2026, 1, 1),
            in_force_to=until,
            articles=articles,
            actor=SYSTEM,
        )
    assert refused.value.code == code
    assert not LawEdition.objects.exists()


def test_articles_are_found_in_the_edition_of_the_day_or_the_one_named() -> None:
    register(OLD, 119, since=date(2013, 1, 1))
    register(NEW, 144, since=date(2026, 1, 1))
    plain = Reference("治安管理处罚法", 108, "")
    named = Reference("治安管理处罚法", 108, "", "2012")
    beyond = Reference("治安管理处罚法", 150, "")
    nowhere = Reference("治安管理处罚法", 1, "", "1999")
    unknown = Reference("海商法", 1, "")

    found = find_articles([plain, named, beyond, nowhere, unknown], on=date(2026, 11, 24))

    article, earlier = found[plain], found[named]
    assert isinstance(article, LawArticle)
    assert isinstance(earlier, LawArticle)
    assert (article.edition.adopted_on, article.label) == (NEW, "第一百零八条")
    assert earlier.edition.adopted_on == OLD
    assert found[beyond] == NoArticle("article_unknown", {"since": "2026-01-01", "last": 144})
    assert found[nowhere] == NoArticle("edition_unknown", {"day": "1999"})
    assert unknown not in found


def test_finding_takes_two_queries(django_assert_max_num_queries) -> None:
    register(NEW, 144, since=date(2026, 1, 1))
    with django_assert_max_num_queries(2):
        find_articles([Reference("治安管理处罚法", number, "") for number in range(1, 100)], on=date(2026, 11, 24))


def test_the_database_refuses_a_period_backwards() -> None:
    edition = register(NEW, 1, since=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        LawEdition.objects.filter(pk=edition.pk).update(in_force_to=date(2025, 1, 1))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "count"), [("治安管理处罚法(2025-06-27)", 144), ("治安管理处罚法(2012-10-26)", 119), ("刑法", 505)]
)
def test_real_statutes_are_read_whole(name: str, count: int) -> None:
    articles = read_articles((LAWS / f"{name}.md").read_text(encoding="utf-8"))
    assert len({(article.number, article.suffix) for article in articles}) == len(articles) == count
    assert all(article.text for article in articles)
