"""A course typed as text: what is read, and faults that name the line."""

import pytest

from courses.catalogue.formats.text import TextError, read_parts, read_questions
from courses.catalogue.rules import NewPart
from courses.catalogue.states import QuestionKind

QUIZ = """
1. 拘留的最长期限是几日？
A. 十日
B．十五日
C、二十日
答案：B
解析：《治安管理处罚法》第十条。

2、下列哪些属于处罚种类？
（多选）
Ａ. 警告
B. 罚款
C. 记过
答案: A、B
解析: 记过是处分，
不是处罚。

3. 询问查证的时间不得超过八小时。
答案：对
解析：一般情形为八小时。
"""


def test_parts_are_begun_by_their_title() -> None:
    text = "# 前提\n一。\n\n## 小标题\n二。\n# 要求\n三。\n"
    assert read_parts(text) == (
        NewPart(title="前提", body="一。\n\n## 小标题\n二。"),
        NewPart(title="要求", body="三。"),
    )


def test_text_before_the_first_part_is_a_fault() -> None:
    with pytest.raises(TextError) as error:
        read_parts("\n正文\n# 前提")
    assert error.value.line == 2


def test_questions_are_read_with_their_kinds() -> None:
    single, multiple, true_false = read_questions(QUIZ)
    assert (single.kind, single.options, single.key) == (QuestionKind.SINGLE, ("十日", "十五日", "二十日"), "B")
    assert (multiple.kind, multiple.key) == (QuestionKind.MULTIPLE, "AB")
    assert (multiple.stem, multiple.rationale) == ("下列哪些属于处罚种类？\n（多选）", "记过是处分，\n不是处罚。")
    assert (true_false.kind, true_false.options, true_false.key) == (QuestionKind.TRUE_FALSE, ("正确", "错误"), "A")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A. 十日", 1),
        ("1. 题\nB. 十日", 2),
        ("1. 题\nA. 十日\nC. 二十日", 3),
        ("1. 题\nA. 十日\n不知道是什么", 3),
        ("\n1. 题\nA. 十日\nB. 二十日", 2),
    ],
)
def test_a_fault_names_its_line(text: str, line: int) -> None:
    with pytest.raises(TextError) as error:
        read_questions(text)
    assert error.value.line == line


def test_nothing_gives_nothing() -> None:
    assert read_parts("") == ()
    assert read_questions("\n \n") == ()
