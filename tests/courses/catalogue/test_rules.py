"""What a course must have, how its text is read and its quiz counted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.rules import Block, blocks_of, count_right, faults_of, is_right, needed_right
from courses.catalogue.states import QuestionKind
from tests.courses.sample import COURSE, QUESTIONS


def _codes(**differences: object) -> list[str]:
    return [fault.code for fault in faults_of(replace(COURSE, **differences))]  # type: ignore[arg-type]


def _question(**differences: object) -> list[str]:
    changed = replace(QUESTIONS[0], **differences)  # type: ignore[arg-type]
    return _codes(questions=(changed, *QUESTIONS[1:]))


def test_the_sample_has_no_fault() -> None:
    assert _codes() == []


def test_what_stands_against_publishing_is_named() -> None:
    assert _codes(title=" ") == ["title_missing"]
    assert _codes(hours=Decimal(0)) == ["hours_not_positive"]
    assert _codes(pass_share=Decimal("1.01")) == ["pass_share"]
    assert _codes(parts=()) == ["no_parts"]
    assert _codes(questions=QUESTIONS[:4]) == ["too_few_questions"]
    assert _codes(parts=(replace(COURSE.parts[0], body=""),)) == ["part_empty"]


@pytest.mark.parametrize(
    ("differences", "code"),
    [
        ({"stem": " "}, "stem_missing"),
        ({"options": ("十日",)}, "options_missing"),
        ({"options": ("十日", "")}, "options_missing"),
        ({"options": ("十日", "十日")}, "options_equal"),
        ({"key": ""}, "key_names_no_option"),
        ({"key": "D"}, "key_names_no_option"),
        ({"key": "BB"}, "key_names_no_option"),
        ({"key": "AB"}, "key_does_not_fit"),
        ({"kind": QuestionKind.MULTIPLE}, "key_does_not_fit"),
        ({"rationale": ""}, "rationale_missing"),
    ],
)
def test_what_is_wrong_with_a_question_is_named(differences: dict[str, object], code: str) -> None:
    assert _question(**differences) == [code]


def test_an_answer_is_right_only_as_a_whole() -> None:
    assert is_right(["a", "b"], ["b", "a"])
    assert not is_right(["a", "b"], ["a"])
    assert not is_right(["a"], ["a", "b"])
    assert count_right({"1": ["a"], "2": ["b"]}, {"1": ["a"]}) == 1


@pytest.mark.parametrize(("share", "needed"), [("1", 5), ("0.8", 4), ("0.79", 4), ("0.61", 4), ("0.6", 3), ("0.01", 1)])
def test_the_pass_share_is_rounded_up(share: str, needed: int) -> None:
    assert needed_right(5, Decimal(share)) == needed


def test_text_becomes_blocks() -> None:
    body = "## 前提\n在场所内。\n同一段。\n\n另一段。\r\n\r\n- 一\n- 二\n\n> 法条\n# 不是标题"
    assert blocks_of(body) == [
        Block("heading", ["前提"]),
        Block("text", ["在场所内。", "同一段。"]),
        Block("text", ["另一段。"]),
        Block("list", ["一", "二"]),
        Block("quote", ["法条"]),
        Block("text", ["# 不是标题"]),
    ]


@given(st.text("a#->\n ", max_size=60))
def test_no_word_of_a_text_is_lost(body: str) -> None:
    kept = "".join("".join(block.lines) for block in blocks_of(body))
    assert kept.count("a") == body.count("a")
