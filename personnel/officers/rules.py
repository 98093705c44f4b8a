"""Rules about identity and police numbers, and about duties that don't go together."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from personnel.officers.states import PostDuty, Sex

NEVER = datetime.max.replace(tzinfo=UTC)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_POLICE_NUMBER = re.compile(r"[0-9A-Z]{6}")


def id_number_check(first_17: str) -> str:
    """The checksum character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_id_number(text: str) -> bool:
    """Whether the text is 18 characters with a right checksum (GB 11643-1999)."""
    return bool(re.fullmatch(r"\d{17}[\dX]", text)) and id_number_check(text[:17]) == text[17]


def normalized_police_number(text: str) -> str:
    """Upper case, without spaces, full-width characters made half-width."""
    half = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    return "".join(half.split()).upper()


def is_police_number(text: str) -> bool:
    """Six characters, digits or capital letters; leading zeros matter."""
    return bool(_POLICE_NUMBER.fullmatch(text))


def masked_name(name: str) -> str:
    """A name of which only the family name shows."""
    return name[:1] + "*" * max(len(name) - 1, 1)


class Charged(NamedTuple):
    """The duties of a post from an instant to an instant; until None is open."""

    duties: tuple[str, ...]
    since: datetime
    until: datetime | None


class Apart(NamedTuple):
    """Two duties that one person may not hold at one time, and who says so."""

    one: PostDuty
    other: PostDuty
    source: str


# Who looks over others' cases handles none himself. Each pair says how sure its source is, as DOMAIN does: L a local
# rule of some province, S seen in a national text, A assumed.
KEPT_APART: tuple[Apart, ...] = (
    Apart(PostDuty.LEGAL_AFFAIRS, PostDuty.HANDLE_CASES, "L 派驻法制员制度：分管法制的副职不办案"),
    Apart(PostDuty.STATIONED_LEGAL, PostDuty.HANDLE_CASES, "A 派驻法制员制度：与分管法制的副职同理"),
    Apart(PostDuty.REVIEW_PENALTY, PostDuty.APPROVE_CASES, "S 行政处罚法第五十八条：法制审核在负责人作出决定之前"),
)


def find_apart(duties: Iterable[str]) -> Apart | None:
    """The first pair among the duties of one person at one time that don't go together."""
    held = set(duties)
    return next((pair for pair in KEPT_APART if {pair.one, pair.other} <= held), None)


def find_apart_in_time(posts: Iterable[Charged]) -> Apart | None:
    """The same over posts that hold from an instant to an instant: only those that overlap count together."""
    known = list(posts)
    for post in known:
        beside = (other for other in known if other.since <= post.since < (other.until or NEVER))
        found = find_apart([duty for other in beside for duty in other.duties])
        if found:
            return found
    return None


def born_and_sex(id_number: str) -> tuple[date, Sex]:
    """What an identity number says of its holder (GB 11643-1999: 7th to 14th the day, 17th odd for men).

    Raises ValueError where the day is none.
    """
    born_on = date.fromisoformat(f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}")
    return born_on, Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE


def normalized_id_number(text: str) -> str:
    """Without spaces, half-width, a final x in upper case."""
    return normalized_police_number(text)


def masked_id_number(text: str) -> str:
    """Only the area and the last four: 110105********1002."""
    return f"{text[:6]}{'*' * 8}{text[-4:]}"
