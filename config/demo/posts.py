"""Which posts a unit of a given kind and size has, and how old their holders are."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.demo.units import TEAMS, Place
from personnel.officers.states import PostDuty
from personnel.units.states import UnitKind

ANY_AGE = (23, 58)
_DUTIES = {
    "办案民警": PostDuty.HANDLE_CASES,
    "执法办案队长": PostDuty.HANDLE_CASES,
    "侦查员": PostDuty.HANDLE_CASES,
    "事故处理民警": PostDuty.HANDLE_CASES,
    "社区民警": PostDuty.COMMUNITY,
    "内勤": PostDuty.CLERK,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A post to fill. ages: youngest and oldest holder. weight: 0 for the ranks, more for those who lead."""

    post: str
    ages: tuple[int, int] = ANY_AGE
    is_head: bool = False
    weight: int = 0
    reviews: bool = False

    @property
    def duties(self) -> tuple[str, ...]:
        """What the post is charged with."""
        if self.reviews:
            return (PostDuty.REVIEW_PENALTY.value,)
        return (_DUTIES[self.post].value,) if self.post in _DUTIES else ()

    @property
    def is_plain(self) -> bool:
        """Whether a recruit may begin there."""
        return self.weight == 0 and not self.reviews and self.post != "内勤"


def slots_of(place: Place) -> list[Slot]:
    """As many posts as the unit has people: those who lead first."""
    leading = list(_LEADING[place.kind](place))[: place.size]
    plain = _plain_posts(place)
    return leading + [Slot(plain[number % len(plain)]) for number in range(place.size - len(leading))]


def _bureau(_place: Place) -> Iterator[Slot]:
    yield Slot("局长", (51, 57), is_head=True, weight=5)
    yield Slot("政委", (49, 57), weight=5)
    for _number in range(5):
        yield Slot("副局长", (45, 57), weight=5)
    yield Slot("指挥中心主任", (42, 55), weight=3)
    yield Slot("办公室主任", (42, 55), weight=3)
    yield Slot("内勤", (25, 50))


def _detachment(place: Place) -> Iterator[Slot]:
    is_office = place.kind == UnitKind.OFFICE
    yield Slot("主任" if is_office else "支队长", (44, 57), is_head=True, weight=4)
    yield Slot("政委", (44, 57), weight=4)
    for _number in range(2 if place.size < 40 else 3):
        yield Slot("副主任" if is_office else "副支队长", (41, 56), weight=3)
    if place.short_name == "法制支队":
        for _number in range(10):
            yield Slot("专职法制员", (28, 54), weight=1, reviews=True)
    for number in range(place.size // 13):
        yield Slot(f"{'一二三四五六'[number]}{'科科长' if is_office else '大队大队长'}", (36, 54), weight=2)
    yield Slot("内勤", (25, 50))


def _sub_bureau(_place: Place) -> Iterator[Slot]:
    yield Slot("局长", (45, 56), is_head=True, weight=4)
    yield Slot("政委", (44, 57), weight=4)
    for _number in range(3):
        yield Slot("副局长", (41, 56), weight=3)
    for post in ("政工室主任", "综合指挥室主任", "警务保障室主任"):
        yield Slot(post, (37, 55), weight=2)
    yield Slot("内勤", (25, 50))


def _brigade(place: Place) -> Iterator[Slot]:
    yield Slot("大队长", (37, 55), is_head=True, weight=2)
    if place.size >= 10:
        yield Slot("教导员", (37, 56), weight=2)
    for _number in range(2 if place.size >= 14 else 1):
        yield Slot("副大队长", (33, 53), weight=1)
    if place.short_name == "法制大队":
        for _number in range(place.size):
            yield Slot("专职法制员", (27, 54), weight=1, reviews=True)
    if place.size >= 12:
        yield Slot("中队长", (31, 50), weight=1)
        yield Slot("中队长", (31, 50), weight=1)
    yield Slot("兼职法制员", (29, 52), weight=1, reviews=True)
    yield Slot("内勤", (25, 50))


def _station(place: Place) -> Iterator[Slot]:
    yield Slot("所长", (36, 54), is_head=True, weight=2)
    yield Slot("教导员", (37, 55), weight=2)
    for _number in range(2 if place.size >= 16 or place.is_split else 1):
        yield Slot("副所长", (32, 51), weight=1)
    if place.is_split:
        return
    yield Slot("兼职法制员", (28, 52), weight=1, reviews=True)
    yield Slot("内勤", (25, 52))
    if place.size >= 12:
        yield Slot("执法办案队长", (30, 48), weight=1)


def _team(place: Place) -> Iterator[Slot]:
    is_room = place.short_name == TEAMS[0][0]
    yield Slot("主任" if is_room else "队长", (31, 50), is_head=True, weight=1)
    if is_room:
        yield Slot("内勤", (25, 52))
    elif place.is_law_enforcement:
        yield Slot("兼职法制员", (28, 52), weight=1, reviews=True)


_LEADING = {
    UnitKind.BUREAU: _bureau,
    UnitKind.OFFICE: _detachment,
    UnitKind.DETACHMENT: _detachment,
    UnitKind.SUB_BUREAU: _sub_bureau,
    UnitKind.BRIGADE: _brigade,
    UnitKind.STATION: _station,
    UnitKind.TEAM: _team,
}


def _plain_posts(place: Place) -> tuple[str, ...]:
    if place.kind == UnitKind.STATION:
        return ("社区民警", "办案民警", "社区民警", "办案民警", "综合指挥民警")
    if place.kind == UnitKind.TEAM:
        return {"综合指挥室": ("综合指挥民警",), "执法办案队": ("办案民警",), "社区警务队": ("社区民警",)}[
            place.short_name
        ]
    if place.short_name in {"特警支队", "监管支队"}:
        return ("特战民警",) if place.short_name == "特警支队" else ("管教民警", "巡控民警")
    if "交警" in place.short_name:
        return ("路面民警", "事故处理民警", "民警")
    if "刑侦" in place.short_name:
        return ("侦查员", "侦查员", "技术民警")
    if place.short_name in {"经侦支队", "禁毒支队", "网安支队"}:
        return ("侦查员", "民警")
    return ("民警",)
