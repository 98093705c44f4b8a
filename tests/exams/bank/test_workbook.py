"""The shapes in which question workbooks come. No database."""

import io
import zipfile

import pytest

from exams.bank.formats.headers import read_file
from exams.bank.formats.reading import read_question
from exams.bank.formats.records import read_json, read_records
from exams.bank.states import QuestionType
from records import spreadsheets as formats
from records.faults import BrokenFile
from tests.exams.bank.workbooks import HEAD, workbook

GOOD = ["单选题", "民警执行职务时应当出示什么？", "警察证", "居民身份证", "驾驶证", "工作名片", "A"]


def types(name: str, content: bytes) -> list[QuestionType]:
    found = []
    for row in read_file(name, content).rows:
        question, faults = read_question(row)
        assert not faults
        assert question is not None
        found.append(question.type)
    return found


def test_a_title_above_the_header_is_no_fault() -> None:
    source = read_file("x.xlsx", workbook({"题库": [["2026年题库（修订）"], [], HEAD, GOOD]}))
    assert [(row.sheet, row.row) for row in source.rows] == [("题库", 4)]


def test_a_sheet_for_each_type() -> None:
    content = workbook({
        "单选题": [HEAD[1:], GOOD[1:]],
        "多选": [HEAD[1:], [*GOOD[1:6], "AB"]],
        "三、判断题": [["题目", "标准答案"], ["警察可以不出示证件。", "错"]],
    })  # fmt: skip
    assert types("x.xlsx", content) == [QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE]


def test_a_sheet_without_questions_is_left_out_by_name() -> None:
    source = read_file("x.xlsx", workbook({"填写说明": [["请按模板填写"], ["不要改表头"]], "题库": [HEAD, GOOD]}))
    assert (source.sheets, source.left_out) == (["题库"], ["填写说明"])


def test_empty_rows_between_are_skipped_and_rows_keep_their_numbers() -> None:
    source = read_file("x.xlsx", workbook({"题库": [HEAD, GOOD, [], [None, "  "], ["单选题"], GOOD]}))
    assert [row.row for row in source.rows] == [2, 6]


@pytest.mark.parametrize(
    "head",
    [
        ["试题类型", "试题", "选项A", "选项B", "选项C", "选项D", "正确答案"],
        ["*题型", "题干（必填）", "A", "B", "C", "D", "答案："],
        ["题目分类", "题目内容", "选项一", "选项二", "选项三", "选项四", "标准答案"],
        ["题 型", "问题", "A选项", "B选项", "C选项", "D选项", "正确选项"],
        ["序号", "题型", "题干", "选项Ａ", "选项Ｂ", "选项Ｃ", "选项Ｄ", "答案"],
    ],
)
def test_names_of_columns(head: list[str]) -> None:
    row = [1, *GOOD] if head[0] == "序号" else GOOD
    assert types("x.xlsx", workbook({"表": [head, row]})) == [QuestionType.SINGLE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_of_excel(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(line) for line in (HEAD, GOOD))
    assert types("题库.csv", text.encode(encoding)) == [QuestionType.SINGLE]


def test_csv_rows_name_their_place() -> None:
    text = "\n".join(",".join(line) for line in (HEAD, GOOD, [*GOOD[:6], "E"]))
    row = read_file("单选.csv", text.encode()).rows[1]
    _question, faults = read_question(row)
    assert (row.sheet, row.row, faults[0].column, faults[0].header) == ("单选", 3, "G", "答案")


def test_a_file_that_unpacks_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (formats.MAX_UNPACKED + 1))
    with pytest.raises(BrokenFile) as refused:
        read_file("x.xlsx", bomb.getvalue())
    assert refused.value.code == "tables.unpacks_too_large"


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(BrokenFile) as refused:
        read_file("x.xlsx", b"PK\x03\x04" + bytes(formats.MAX_SIZE))
    assert refused.value.code == "tables.too_large"


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_ROWS", 2)
    with pytest.raises(BrokenFile) as refused:
        read_file("x.xlsx", workbook({"题库": [HEAD, GOOD, GOOD]}))
    assert refused.value.code == "tables.too_many_rows"


RECORD = {
    "id": "ZA-001",
    "type": "multiple",
    "stem": "下列哪些属于治安管理处罚？",
    "options": ["警告", "罚款", "行政拘留", "拘役"],
    "key": ["A", "B", "C"],
    "situation": True,
    "law": "治安管理处罚法",
    "edition": "2025-06-27",
    "article": 120,
    "article_suffix": "之一",
    "rationale": "拘役是刑罚。",
    "difficulty": "easy",
    "point": "治安处罚种类与适用",
}


def test_records() -> None:
    row = read_records("治安", [RECORD]).rows[0]
    question, faults = read_question(row)
    assert not faults
    assert question is not None
    assert (question.key_letters, question.is_situation, question.outside_id) == ("ABC", True, "ZA-001")
    assert question.basis == "《治安管理处罚法》（2025-06-27）第一百二十条之一"
    assert question.reference is not None
    assert question.reference.edition == "2025-06-27"


def test_true_false_records() -> None:
    record = RECORD | {"type": "true_false", "options": ["正确", "错误"], "key": ["B"]}
    question, faults = read_question(read_records("治安", [record]).rows[0])
    assert not faults
    assert question is not None
    assert question.key_letters == "B"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"[", b"12"])
def test_no_list_of_records(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        read_json("x.json", content)


@pytest.mark.parametrize("record", [None, 1, "x", [], {}, {"stem": 1}, {"options": 3, "key": 4}])
def test_what_is_no_record_is_refused_as_a_row(record: object) -> None:
    _question, faults = read_question(read_records("x", [record]).rows[0])
    assert faults
