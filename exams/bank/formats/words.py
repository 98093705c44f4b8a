"""Words that question files use for types, keys and difficulty."""

import re
import unicodedata

from exams.bank.states import Difficulty, QuestionType
from records.cells import fold

TYPES = {
    "单选": QuestionType.SINGLE,
    "单选题": QuestionType.SINGLE,
    "单项选择": QuestionType.SINGLE,
    "单项选择题": QuestionType.SINGLE,
    "single": QuestionType.SINGLE,
    "1": QuestionType.SINGLE,
    "多选": QuestionType.MULTIPLE,
    "多选题": QuestionType.MULTIPLE,
    "多项选择": QuestionType.MULTIPLE,
    "多项选择题": QuestionType.MULTIPLE,
    "multiple": QuestionType.MULTIPLE,
    "2": QuestionType.MULTIPLE,
    "判断": QuestionType.TRUE_FALSE,
    "判断题": QuestionType.TRUE_FALSE,
    "是非题": QuestionType.TRUE_FALSE,
    "true_false": QuestionType.TRUE_FALSE,
    "truefalse": QuestionType.TRUE_FALSE,
    "3": QuestionType.TRUE_FALSE,
}
LATER = ("不定项", "填空", "简答", "问答", "论述", "案例", "材料", "主观", "4", "5")

TRUE = frozenset(["正确", "对", "√", "✓", "✔", "是", "t", "true", "y", "yes"])
FALSE = frozenset(["错误", "错", "×", "✗", "✘", "x", "否", "f", "false", "n", "no", "不正确", "不对"])
TRUE_FALSE_OPTIONS = ("正确", "错误")

DIFFICULTIES = {
    "": Difficulty.MEDIUM,
    "易": Difficulty.EASY,
    "容易": Difficulty.EASY,
    "较易": Difficulty.EASY,
    "简单": Difficulty.EASY,
    "低": Difficulty.EASY,
    "easy": Difficulty.EASY,
    "中": Difficulty.MEDIUM,
    "中等": Difficulty.MEDIUM,
    "一般": Difficulty.MEDIUM,
    "适中": Difficulty.MEDIUM,
    "medium": Difficulty.MEDIUM,
    "难": Difficulty.HARD,
    "较难": Difficulty.HARD,
    "困难": Difficulty.HARD,
    "高": Difficulty.HARD,
    "hard": Difficulty.HARD,
}

BETWEEN_LETTERS = re.compile(r"[\s,，、;；.。|/+&和]+")


def read_type(word: str) -> QuestionType | None:
    """The type a cell names, in words or as 1 to 3."""
    return TYPES.get(fold(word).strip("【】[]()"))


def is_later_type(word: str) -> bool:
    """Whether the word names a type that can't be stored yet."""
    return fold(word).strip("【】[]()").startswith(LATER)


def read_type_in_name(sheet: str) -> str:
    """The type a sheet's name tells, or ""."""
    for word in ("单选", "单项选择", "多选", "多项选择", "判断"):
        if word in sheet:
            return word
    return next((word for word in LATER if word in sheet and not word.isdecimal()), "")


def read_letters(text: str) -> str | None:
    """`ACD。`, `A、C`, `A C` to ACD; None where anything but letters stands there."""
    letters = BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return letters if letters.isascii() and letters.isalpha() else None


def read_truth(text: str) -> bool | None:
    """Whether the word says right or wrong, or neither."""
    word = fold(text).strip("。.!！ ")
    if word in TRUE:
        return True
    return False if word in FALSE else None
