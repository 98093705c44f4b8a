"""What Chinese question workbooks call their columns, and how a header row is found."""

import re
import unicodedata
from collections.abc import Sequence

from exams.bank.faults import BrokenFile
from exams.bank.formats.source import column_letter
from exams.bank.rules import LETTERS

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
LOOK_AT = 20
"""A header may stand below a title or a merged notice, this many rows at the most."""

BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|〔.*?〕")
NOISE = re.compile(r"[\s*:：_\-、.。]+")


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


def field_of(header: object) -> str:
    """The field a column's header means, or "" for a column that is none of ours."""
    if not isinstance(header, str):
        return ""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return FIELDS.get(NOISE.sub("", BRACKETS.sub("", plain)), "")


def find_header(rows: Sequence[Sequence[object]]) -> int | None:
    """Index of the first row that names at least two of our columns."""
    for index, row in enumerate(rows[:LOOK_AT]):
        if len({field_of(value) for value in row} - {""}) > 1:
            return index
    return None


def read_header(sheet: str, index: int, header: Sequence[object], *, typed: bool) -> dict[str, int]:
    """Columns by field; refuses the file where one is missing or stands twice."""
    places: dict[str, int] = {}
    for column, value in enumerate(header):
        name = field_of(value)
        if not name:
            continue
        if name in places:
            raise BrokenFile(
                "column_twice",
                sheet=sheet,
                row=index + 1,
                first=column_letter(places[name]),
                second=column_letter(column),
                name=value,
            )
        places[name] = column
    missing = [words for name, words in REQUIRED.items() if name not in places]
    if any(name.startswith("right_") for name in places):
        missing = [words for words in missing if words != REQUIRED["key"]]
    if not typed and "type" not in places:
        missing.append("题型")
    if missing:
        found = "、".join(str(value) for value in header if value not in (None, ""))
        raise BrokenFile("column_missing", sheet=sheet, row=index + 1, missing="、".join(missing), found=found)
    return places
