"""What Chinese question workbooks call their columns; files of them to source rows."""

from collections.abc import Iterable

from exams.bank.formats.source import Source, SourceRow
from exams.bank.formats.words import read_type_in_name
from exams.bank.rules import LETTERS
from records.tables import Columns, read_table

NAMES = {
    "type": "题型 试题类型 题目类型 题目分类 试题题型 类型 type",
    "stem": "题干 试题 题目 题目内容 试题内容 题干内容 试题题干 问题 stem question",
    "key": "答案 正确答案 正确选项 标准答案 参考答案 试题答案 key answer",
    "rationale": "解析 题目解析 答案解析 试题解析 rationale",
    "difficulty": "难度 难易度 题目难度 试题难度 难易程度 难度等级 difficulty",
    "point": "知识点 考点 考查点 所属知识点 point",
    "marks": "分值 分数 题目分值 marks",
    "basis": "依据 法律依据 条文 法条 法条依据 条文依据 出处 basis",
    "outside_id": "编号 外部编号 试题编号 题目编号 id outsideid",
    "situation": "情景题 情境题 situation",
}
CHINESE_ORDER = "一二三四五六七八"
REQUIRED = {"stem": "题干", "key": "答案"}


def _options() -> dict[str, str]:
    names = {}
    for place, letter in enumerate(LETTERS.lower()):
        for sign in (letter, CHINESE_ORDER[place], str(place + 1)):
            for spelling in (f"选项{sign}", f"{sign}选项", f"备选答案{sign}", f"备选项{sign}", f"option{sign}"):
                names[spelling] = f"option_{letter}"
            names[f"选项{sign}内容"] = f"option_{letter}"
            names[f"选项{sign}是否正确"] = f"right_{letter}"
        names[letter] = f"option_{letter}"
    return names


FIELDS: dict[str, str] = {
    spelling: name for name, spellings in NAMES.items() for spelling in spellings.split()
} | _options()


def _missing(found: Iterable[str], sheet: str) -> list[str]:
    """Words of the columns that a sheet lacks: its name may tell the type, columns “option A is right” the key."""
    places = set(found)
    missing = [words for name, words in REQUIRED.items() if name not in places]
    if any(name.startswith("right_") for name in places):
        missing = [words for words in missing if words != REQUIRED["key"]]
    if not read_type_in_name(sheet) and "type" not in places:
        missing.append("题型")
    return missing


COLUMNS = Columns(
    names=FIELDS,
    wanted="题型、题干、选项A…、答案",
    telling=frozenset({REQUIRED["stem"]}),
    prefilled=frozenset({"type", "marks", "difficulty", "point", "outside_id"}),
    missing=_missing,
)


def read_file(name: str, content: bytes) -> Source:
    """The questions of an uploaded workbook or CSV; raises BrokenFile."""
    table = read_table(content, name, COLUMNS)
    rows = [SourceRow(row.sheet, row.row, row.cells, read_type_in_name(row.sheet)) for row in table.rows]
    return Source(rows, table.sheets, table.left_out)
