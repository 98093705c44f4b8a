"""When two questions are one. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.bank.differences import ADDED, GONE, KEEP, options_compared, pieces_of
from exams.bank.rules import (
    QuestionContent,
    changed_parts,
    content_hash,
    filled_from,
    fingerprint,
    identity_of,
    likeness,
    plain,
)
from exams.bank.states import Difficulty, QuestionType

TEXT = st.text(alphabet="甲乙丙丁的，。（）ABC 12", min_size=1, max_size=12).filter(lambda text: plain(text) != "")
OPTIONS = st.lists(TEXT, min_size=2, max_size=8, unique_by=plain)


@given(TEXT, OPTIONS, st.randoms())
def test_the_order_of_options_says_nothing(stem: str, options: list[str], chance: object) -> None:
    turned = options.copy()
    chance.shuffle(turned)
    key = frozenset({0})
    moved = frozenset({turned.index(options[0])})
    one = QuestionContent(QuestionType.SINGLE, stem, tuple(options), key)
    other = QuestionContent(QuestionType.SINGLE, stem, tuple(turned), moved)
    assert identity_of(one) == identity_of(other)
    assert content_hash(one) == content_hash(other)
    assert changed_parts(one, other) == []


@given(TEXT, OPTIONS)
def test_key_and_rationale_may_change(stem: str, options: list[str]) -> None:
    one = QuestionContent(QuestionType.MULTIPLE, stem, tuple(options), frozenset({0}), rationale="甲")
    other = QuestionContent(QuestionType.MULTIPLE, stem, tuple(options), frozenset({0, 1}), rationale="乙")
    assert identity_of(one) == identity_of(other)
    assert content_hash(one) != content_hash(other)
    assert set(changed_parts(one, other)) == {"key", "rationale"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("正确的是？", "正确的是?"),
        ("应当（ ）讯问", "应当()讯问"),
        ("ＡＢＣ１２", "abc12"),
        ("甲、乙", "甲,乙"),
        ("“盗窃”罪", '"盗窃"罪'),
        ("第 一 条", "第一条"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)
    options = ["甲", "乙"]
    assert fingerprint("single", one, options) == fingerprint("single", other, options)


@pytest.mark.parametrize(("one", "other"), [("正确的有", "正确的有："), ("五日", "十日"), ("甲。乙", "甲乙")])
def test_a_sign_more_is_another_question(one: str, other: str) -> None:
    assert fingerprint("single", one, ["甲", "乙"]) != fingerprint("single", other, ["甲", "乙"])


def test_another_type_or_option_is_another_question() -> None:
    assert fingerprint("single", "问？", ["甲", "乙"]) != fingerprint("multiple", "问？", ["甲", "乙"])
    assert fingerprint("single", "问？", ["甲", "乙"]) != fingerprint("single", "问？", ["甲", "丙"])


def test_what_the_file_has_no_column_for_is_kept() -> None:
    known = QuestionContent(
        QuestionType.SINGLE,
        "问？",
        ("甲", "乙"),
        frozenset({0}),
        rationale="因为",
        difficulty=Difficulty.HARD,
        basis="《刑法》第八条",
    )
    silent = frozenset({"rationale", "difficulty", "basis"})
    said = QuestionContent(QuestionType.SINGLE, "问？", ("甲", "乙"), frozenset({1}), silent=silent)
    filled = filled_from(said, known)
    assert (filled.rationale, filled.difficulty, filled.key) == ("因为", Difficulty.HARD, frozenset({1}))
    assert filled.reference is not None
    assert filled.reference.number == 8


def test_likeness() -> None:
    same = likeness("single", "民警应当几小时内讯问？", ["八", "十二"], "民警应当几小时内讯问？", ["十二", "八"])
    assert (same.total, same.stem, same.options) == (100, 100, 100)
    other = likeness("single", "民警应当几小时内讯问？", ["八", "十二"], "什么是赃物？", ["可以", "不可以"])
    assert other.total < 50


@given(st.text(alphabet="甲乙丙丁戊", max_size=20), st.text(alphabet="甲乙丙丁戊", max_size=20))
def test_pieces_hold_both_texts(before: str, after: str) -> None:
    pieces = pieces_of(before, after)
    assert "".join(words for kind, words in pieces if kind != GONE) == after
    assert "".join(words for kind, words in pieces if kind != ADDED) == before


def test_a_changed_option_is_shown_against_its_old_text() -> None:
    before = QuestionContent(QuestionType.SINGLE, "问？", ("六个月内曾受处罚的", "没有"), frozenset({0}))
    after = QuestionContent(QuestionType.SINGLE, "问？", ("一年以内曾受处罚的", "没有"), frozenset({1}))
    first, second = options_compared(before, after)
    assert (KEEP, "内曾受处罚的") in first.pieces
    assert (first.is_key, first.was_key) == (False, True)
    assert (second.is_key, second.was_key) == (True, False)
