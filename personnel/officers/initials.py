"""How a name is read: its pinyin for the order of lists, its initials for searches. Values in, values out."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

# Characters that are read in another way as a family name.
SURNAMES = {
    "单": "shan", "查": "zha", "仇": "qiu", "曾": "zeng", "解": "xie", "任": "ren", "朴": "piao", "盖": "ge",
    "区": "ou", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun", "召": "shao", "覃": "qin", "沈": "shen",
    "冼": "xian", "华": "hua", "宁": "ning", "纪": "ji", "卜": "bu", "种": "chong", "秘": "bi", "黑": "he",
    "谌": "chen", "折": "she", "逄": "pang", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun",
    "澹台": "tan tai", "宿": "su", "燕": "yan", "訾": "zi", "隗": "wei", "郇": "xun", "那": "na", "石": "shi",
}  # fmt: skip
READINGS = 2  # of a character in a given name: the usual ones
LONGEST = 4  # a longer name is spelled by its sounds: one reading of each character will do
MOST = 12


def name_pinyin(name: str) -> str:
    """'dai qi ming': the usual reading, the surname as a surname; nothing for signs that are not read."""
    first, rest = _parted(name)
    return " ".join([*first[0], *(readings[0] for char in rest if (readings := _readings(char)))])


def name_initials(name: str) -> tuple[str, ...]:
    """('sgq', 'dgq'): how the name may be typed, the usual one first; 单 is read as a surname and as a word."""
    first, rest = _parted(name)
    heads = _distinct("".join(word[0] for word in words) for words in first)
    tried = READINGS if len(name) <= LONGEST else 1
    tails = [_distinct(word[0] for word in readings[:tried]) for char in rest if (readings := _readings(char))]
    return tuple(filter(None, _distinct("".join(parts) for parts in product(heads, *tails))))[:MOST]


def _parted(name: str) -> tuple[list[tuple[str, ...]], str]:
    """The readings of the surname, and what follows it."""
    for length in (2, 1):
        surname = name[:length]
        if surname in SURNAMES:
            plain = tuple(readings[0] for char in surname if (readings := _readings(char)))
            return [tuple(SURNAMES[surname].split()), plain], name[length:]
    tried = READINGS if len(name) <= LONGEST else 1
    return [(word,) for word in _readings(name[:1])[:tried]] or [()], name[1:]


@lru_cache(maxsize=8192)
def _readings(char: str) -> tuple[str, ...]:
    """How a character is read, the usual way first; a letter is itself, a sign is not read."""
    if char.isascii():
        return (char.lower(),) if char.isalpha() else ()
    words = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore") if char else []
    return tuple(word for word in words[0] if word.isascii() and word.isalpha()) if words else ()


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
