"""How statutes count, and how trainers refer to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.law.formats.statute import read_articles
from exams.law.rules import (
    Reference,
    article_label,
    chinese_numeral,
    names_same_article,
    read_numeral,
    read_reference,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (108, "一百零八"),
        (110, "一百一十"),
        (452, "四百五十二"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
    ],
)
def test_numerals(number: int, words: str) -> None:
    assert chinese_numeral(number) == words
    assert read_numeral(words) == number


@given(st.integers(min_value=1, max_value=9999))
def test_numerals_come_back(number: int) -> None:
    assert read_numeral(chinese_numeral(number)) == number
    assert read_numeral(str(number)) == number


@pytest.mark.parametrize("words", ["", "第", "零", "条", "三x"])
def test_no_numeral(words: str) -> None:
    with pytest.raises(ValueError, match=words or "^$"):
        read_numeral(words)


def test_labels() -> None:
    assert article_label(108) == "第一百零八条"
    assert article_label(120, "之一") == "第一百二十条之一"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("《治安管理处罚法》第一百零八条", Reference("治安管理处罚法", 108, "")),
        ("《治安管理处罚法》（2025年修订）第二十二条第一款", Reference("治安管理处罚法", 22, "", "2025")),
        ("《治安管理处罚法》(2025-06-27)第二十二条", Reference("治安管理处罚法", 22, "", "2025-06-27")),
        ("治安管理处罚法第150条", Reference("治安管理处罚法", 150, "")),
        ("《中华人民共和国刑法》第一百二十条之一", Reference("刑法", 120, "之一")),
        ("第八条", Reference("", 8, "")),
        ("参见教材第三章", None),
        ("", None),
    ],
)
def test_references(text: str, reference: Reference | None) -> None:
    assert read_reference(text) == reference


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("《治安管理处罚法》第9条", True),
        ("《治安管理处罚法》（2025年修订）第九条", True),
        ("治安管理处罚法第九条", True),
        ("《治安管理处罚法》（2012年修正）第九条", False),
        ("《治安管理处罚法》第九条第一款", False),
        ("《治安管理处罚法》第十条", False),
        ("《行政处罚法》第九条", False),
        ("见教材", False),
    ],
)
def test_two_spellings_of_one_article(*, other: str, same: bool) -> None:
    assert names_same_article("《治安管理处罚法》（2025-06-27）第九条", other, "2025-06-27") is same


def test_articles_of_a_text() -> None:
    text = (
        "# 某法\n\n说明第一条不算\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n"
        "第一条 甲。\n\n第二款。\n\n第二条之一 乙，依照第一条处理。\n"
    )
    first, second = read_articles(text)
    assert (first.number, first.suffix, first.text) == (1, "", "甲。\n\n第二款。")
    assert (second.number, second.suffix, second.text) == (2, "之一", "乙，依照第一条处理。")
