"""The demo's question bank: enough of it, well formed, read by a second reader, resting on what is in force."""

import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz import fuzz

from config.demo.questions import PARTS, read_questions, read_readings

# Editions of which a newer one is in force, or that were amended after the texts that were read.
OUT_OF_FORCE = {
    ("治安管理处罚法", "2012-10-26"),
    ("行政复议法", "2017-09-01"),
    ("未成年人保护法", "2020-10-17"),
    ("公安机关办理行政案件程序规定", "2019-04-27"),
    ("公安机关适用继续盘问规定", "2004-07-12"),
}
QUESTIONS = [question for part in PARTS for question in read_questions(part)]


def ids(question: dict[str, Any]) -> str:
    return question["id"]


def test_there_are_enough_questions_and_situations():
    assert len(QUESTIONS) >= 120
    assert sum(question["situation"] for question in QUESTIONS) >= 40
    assert set(Counter(question["type"] for question in QUESTIONS)) == {"single", "multiple", "true_false"}
    assert sum(question["law"] == "治安管理处罚法" for question in QUESTIONS) >= 40


def test_ids_are_unique():
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)


def test_no_two_stems_are_alike_without_their_numbers():
    bare = [re.sub(r"[\d零一二三四五六七八九十百千两]", "", question["stem"]) for question in QUESTIONS]
    alike = [
        (QUESTIONS[one]["id"], QUESTIONS[other]["id"])
        for one, other in combinations(range(len(bare)), 2)
        if fuzz.ratio(bare[one], bare[other]) > 80
    ]
    assert not alike


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_each_question_is_whole(question):
    for name in ("law", "edition", "rationale", "point", "stem"):
        assert question[name].strip()
    assert question["article"] >= 1
    assert question["difficulty"] in {"easy", "medium", "hard"}
    assert (question["law"], question["edition"]) not in OUT_OF_FORCE
    letters = "ABCDEFGH"[: len(question["options"])]
    assert set(question["key"]) <= set(letters)
    assert len(set(question["options"])) == len(question["options"])
    assert {
        "single": len(question["key"]) == 1 and len(question["options"]) == 4,
        "multiple": len(question["key"]) >= 2 and len(question["options"]) == 4,
        "true_false": len(question["key"]) == 1 and question["options"] == ["正确", "错误"],
    }[question["type"]]


def test_a_second_reader_answered_each_and_agrees():
    readings = read_readings()
    assert set(readings) == {question["id"] for question in QUESTIONS}
    for question in QUESTIONS:
        reading = readings[question["id"]]
        assert reading["agrees"]
        assert sorted(reading["answer"]) == sorted(question["key"])
        assert reading["done"] or not reading["remark"]


def test_no_letter_is_the_key_much_more_often():
    keys = Counter(question["key"][0] for question in QUESTIONS if question["type"] == "single")
    assert max(keys.values()) - min(keys.values()) <= 5
