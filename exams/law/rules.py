"""How statutes count their articles: 第一百零八条, 第一百二十条之一."""

import re
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两三四五六七八九十百千"

YEAR = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")
REFERENCE = re.compile(
    rf"^\s*(?:《?(?P<law>[^《》（(\d第]+?)》?)?\s*"
    rf"(?:[（(](?P<edition>[^）)]*)[）)])?\s*》?\s*"
    rf"第\s*(?P<number>[{NUMERAL}]+|\d+)\s*条"
    rf"(?:之(?P<suffix>[{NUMERAL}]+|\d+))?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """An article as a trainer writes it; `law` is empty where he left it out.

    edition: the year (2025) or day (2025-06-27) by which he names it, or "".
    """

    law: str
    number: int
    suffix: str
    edition: str = ""


def chinese_numeral(number: int) -> str:
    """Write 1 to 9999 as statutes do: 10 is 十, 108 一百零八, 110 一百一十."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    words = ""
    gap = False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(words) and number > 0
    return words.removeprefix("一") if words.startswith("一十") else words


def read_numeral(text: str) -> int:
    """Read 一百零八 or 108; raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for sign in text.replace("〇", "零").replace("两", "二"):
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in UNITS:
            total += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            raise ValueError(text)
    if total + digit == 0:
        raise ValueError(text)
    return total + digit


def article_label(number: int, suffix: str = "") -> str:
    """第一百零八条, or 第一百二十条之一 with a suffix."""
    return f"第{chinese_numeral(number)}条{suffix}"


def names_same_article(basis: str, other: str, adopted_on: str) -> bool:
    """Whether both spellings name one article, and the other no edition but the one adopted on that day.

    第九条 and 第9条 are one, 第九条第一款 is another.
    """
    mine, theirs = read_reference(basis), read_reference(other)
    if mine is None or theirs is None:
        return False
    same = (mine.law, mine.number, mine.suffix) == (theirs.law, theirs.number, theirs.suffix)
    return same and _rest(basis) == _rest(other) and adopted_on.startswith(theirs.edition)


def _rest(text: str) -> str:
    match = REFERENCE.match(text)
    return text[match.end() :].strip() if match else text


def suffix_of(numeral: str | None) -> str:
    """The suffix as stored: 之一, or nothing."""
    return f"之{chinese_numeral(read_numeral(numeral))}" if numeral else ""


def read_reference(text: str) -> Reference | None:
    """Read 《治安管理处罚法》第一百零八条 and its plainer spellings, or None."""
    match = REFERENCE.match(text)
    if match is None:
        return None
    law = (match["law"] or "").strip()
    try:
        return Reference(
            law.removeprefix("中华人民共和国"),
            read_numeral(match["number"]),
            suffix_of(match["suffix"]),
            year[0] if (year := YEAR.search(match["edition"] or "")) else "",
        )
    except ValueError:
        return None
