"""Rows of workbooks: what is read, and each kind of bad input with its sheet, row and column. No database."""

from typing import Any

import pytest
from django.utils.translation import override

from exams.bank.formats.headers import read_file
from exams.bank.formats.reading import read_question
from exams.bank.rules import QuestionContent
from exams.bank.states import Difficulty, QuestionType
from records.faults import BrokenFile, Fault
from tests.exams.bank.workbooks import HEAD, workbook

WHOLE = [*HEAD, "解析", "难度", "知识点", "法律依据", "分值", "编号"]


def row(**changes: Any) -> list[Any]:
    """A good single choice with some cells changed, by header."""
    cells: dict[str, Any] = {
        "题型": "单选",
        "题干": "民警执行职务时应当出示什么？",
        "选项A": "警察证",
        "选项B": "居民身份证",
        "选项C": "驾驶证",
        "选项D": "工作名片",
        "答案": "A",
        "解析": "表明身份。",
        "难度": "易",
        "知识点": "人民警察职责与纪律",
        "法律依据": "《人民警察法》第二十三条",
        "分值": 1,
        "编号": "RM-001",
    }
    return list((cells | changes).values())


def read(*rows: list[Any], head: list[str] = WHOLE) -> list[tuple[QuestionContent | None, list[Fault], str]]:
    """What the reader says of the rows of one sheet 题库; the place of each as "row/column"."""
    source = read_file("x.xlsx", workbook({"题库": [head, *rows]}))
    read_rows = [(entry, *read_question(entry)) for entry in source.rows]
    return [
        (content, faults, f"{entry.row}{faults[0].column if faults else ''}") for entry, content, faults in read_rows
    ]


def one(**changes: Any) -> QuestionContent:
    content, faults, _place = read(row(**changes))[0]
    assert not faults
    assert content is not None
    return content


def test_a_whole_row() -> None:
    content = one()
    assert content.type == QuestionType.SINGLE
    assert content.options == ("警察证", "居民身份证", "驾驶证", "工作名片")
    assert content.key_letters == "A"
    assert (content.difficulty, content.point, content.outside_id) == (Difficulty.EASY, "人民警察职责与纪律", "RM-001")
    assert content.reference is not None
    assert (content.reference.law, content.reference.number) == ("人民警察法", 23)


@pytest.mark.parametrize("word", ["单选", "单选题", "单项选择题", "【单选题】", "single", "1", 1])
def test_words_for_a_type(word: object) -> None:
    assert one(题型=word).type == QuestionType.SINGLE


@pytest.mark.parametrize("key", ["ACD", "ACD。", "A、C、D", "A,C,D", "A C D", "a；c；d", "ＡＣＤ", "DCA", "A/C/D"])
def test_spellings_of_a_key(key: str) -> None:
    assert one(题型="多选", 答案=key).key_letters == "ACD"


@pytest.mark.parametrize(
    ("key", "letter"),
    [
        ("正确", "A"),
        ("错误", "B"),
        ("√", "A"),
        ("×", "B"),
        ("对", "A"),
        ("错", "B"),
        ("T", "A"),
        ("F", "B"),
        ("A", "A"),
        ("B", "B"),
        (True, "A"),
        (False, "B"),
        ("正确。", "A"),
    ],
)
def test_true_and_false(key: object, letter: str) -> None:
    content = one(题型="判断", 选项A=None, 选项B=None, 选项C=None, 选项D=None, 答案=key)
    assert content.options == ("正确", "错误")
    assert content.key_letters == letter


def test_true_false_with_options_the_other_way_round() -> None:
    content = one(题型="判断", 选项A="错误", 选项B="正确", 选项C=None, 选项D=None, 答案="A")
    assert content.key_letters == "B"


def test_ids_may_be_numbers_and_marks_may_have_halves() -> None:
    content = one(编号=17, 分值=1.5)
    assert (content.outside_id, str(content.marks)) == ("17", "1.5")


def test_a_column_that_is_not_there_says_nothing() -> None:
    content, faults, _place = read(row()[:7], head=HEAD)[0]
    assert not faults
    assert content is not None
    assert content.silent == {"rationale", "difficulty", "point", "basis", "marks", "is_situation"}


def test_right_options_may_be_marked_one_by_one() -> None:
    head = ["题型", "题干", "选项一内容", "选项一是否正确", "选项二内容", "选项二是否正确"]
    content, faults, _place = read(["单选", "哪项正确？", "甲", "否", "乙", "是"], head=head)[0]
    assert not faults
    assert content is not None
    assert content.key_letters == "B"


BAD = [
    ({"题干": None}, "stem_missing", "2B"),
    ({"题干": "   "}, "stem_missing", "2B"),
    ({"题干": 15}, "number_for_text", "2B"),
    ({"选项C": 15}, "number_for_text", "2E"),
    ({"解析": 0.5}, "number_for_text", "2H"),
    ({"题型": None}, "type_missing", "2A"),
    ({"题型": "选择"}, "type_unknown", "2A"),
    ({"题型": "填空题"}, "type_later", "2A"),
    ({"题型": 9}, "type_unknown", "2A"),
    ({"答案": None}, "key_missing", "2G"),
    ({"答案": "E"}, "key_names_no_option", "2G"),
    ({"答案": "1"}, "key_unreadable", "2G"),
    ({"答案": 1}, "number_for_text", "2G"),
    ({"答案": "甲"}, "key_unreadable", "2G"),
    ({"答案": "AB"}, "key_several", "2G"),
    ({"题型": "多选", "答案": "A"}, "key_one", "2G"),
    ({"题型": "多选", "答案": "ACE"}, "key_names_no_option", "2G"),
    ({"选项B": "警察证"}, "options_equal", "2D"),
    ({"选项D": "警 察证"}, "options_equal", "2F"),
    ({"选项B": None}, "option_gap", "2D"),
    ({"选项A": "甲", "选项B": None, "选项C": None, "选项D": None}, "options_few", "2D"),
    ({"选项A": None, "选项B": None, "选项C": None, "选项D": None}, "options_few", "2C"),
    ({"题型": "判断", "答案": "A"}, "options_not_true_false", "2C"),
    (
        {"题型": "判断", "选项A": None, "选项B": None, "选项C": None, "选项D": None, "答案": "也许"},
        "key_not_true_false",
        "2G",
    ),
    ({"难度": "很难很难"}, "difficulty_unknown", "2I"),
    ({"分值": "一分"}, "marks_unreadable", "2L"),
    ({"分值": 0}, "marks_unreadable", "2L"),
    ({"分值": -1}, "marks_unreadable", "2L"),
    ({"分值": 0.25}, "marks_unreadable", "2L"),
    ({"编号": 110101199001011234}, "number_damaged", "2M"),
    ({"题干": "长" * 5001}, "too_long", "2B"),
]


@pytest.mark.parametrize(("changes", "code", "place"), BAD, ids=[f"{code} {place}" for _c, code, place in BAD])
def test_bad_cells_are_refused_at_their_place(changes: dict[str, Any], code: str, place: str) -> None:
    content, faults, where = read(row(**changes))[0]
    assert content is None
    assert [fault.code for fault in faults] == [code]
    assert where == place
    with override("en"):
        assert "%" not in str(faults[0])


def test_every_fault_of_a_row_is_told() -> None:
    _content, faults, _place = read(row(题干=None, 答案=None, 分值="x"))[0]
    assert [fault.code for fault in faults] == ["stem_missing", "key_missing", "marks_unreadable"]


def test_a_formula_is_no_text() -> None:
    content = workbook({"题库": [HEAD, row()[:7]]}, formulas={"B2": '="甲"&"乙"', "D2": "=1+1"})
    source = read_file("x.xlsx", content)
    _content, faults = read_question(source.rows[0])
    assert [(fault.code, fault.column) for fault in faults] == [("formula_for_text", "B"), ("formula_for_text", "D")]


def test_other_rows_stay_good() -> None:
    results = read(row(), row(答案=None), row(题干="另一道题？"))
    assert [content is not None for content, _faults, _place in results] == [True, False, True]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.xlsx", b"", "tables.empty_file"),
        ("x.xlsx", b"  \n", "tables.empty_file"),
        ("x.xlsx", b"just words", "tables.not_a_workbook"),
        ("x.xlsx", b"PK\x03\x04 but broken", "tables.not_a_workbook"),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 but broken", "tables.not_a_workbook"),
        ("x.docx", b"%PDF-1.4", "tables.not_a_workbook"),
        ("x.xlsx", workbook({"空": []}), "tables.no_rows"),
        ("x.xlsx", workbook({"题库": [HEAD]}), "tables.no_rows"),
        ("x.xlsx", workbook({"题库": [HEAD, ["单选"]]}), "tables.no_rows"),
        ("x.xlsx", workbook({"人员": [["姓名", "警号"], ["戴启明", "021306"]]}), "tables.no_header"),
        ("x.xlsx", workbook({"题库": [["题型", "题干", "选项A"], ["单选", "甲", "乙"]]}), "tables.column_missing"),
        ("x.xlsx", workbook({"题库": [["题型", "选项A", "答案"], ["单选", "甲", "乙"]]}), "tables.column_missing"),
        ("x.xlsx", workbook({"题库": [HEAD[1:], row()[1:7]]}), "tables.column_missing"),
        ("x.xlsx", workbook({"题库": [[*HEAD, "标准答案"], row()[:8]]}), "tables.column_twice"),
        ("x.csv", b"\xff\xff\xff\xff", "tables.encoding"),
    ],
)
def test_broken_files(name: str, content: bytes, code: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        read_file(name, content)
    assert refused.value.code == code
    assert refused.value.field == "file"
    with override("en"):
        assert "%(" not in str(refused.value)
