"""The units of the demo bureau: a city that is in no list of places."""

from collections.abc import Iterator
from dataclasses import dataclass

from personnel.officers.states import Stream
from personnel.units.states import UnitKind
from personnel.units.units import NewUnit

PREFIX = "9901"  # no place has it
CITY = "临澄市公安局"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit to be founded: how many officers are established there, and their stream."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str | None
    size: int
    stream: Stream = Stream.NONE
    sub_bureau: str = ""
    is_law_enforcement: bool = True
    is_split: bool = False

    def as_new_unit(self) -> NewUnit:
        """For `found_units`."""
        return NewUnit(
            code=self.code,
            name=self.name,
            short_name=self.short_name,
            kind=self.kind,
            is_law_enforcement=self.is_law_enforcement,
            parent_code=self.parent,
        )


# name, officers, stream, does law enforcement
DETACHMENTS = (
    ("政治部", 28, Stream.NONE, False),
    ("督察支队", 14, Stream.NONE, False),
    ("法制支队", 24, Stream.NONE, True),
    ("刑侦支队", 68, Stream.CRIMINAL, True),
    ("治安支队", 44, Stream.PUBLIC_ORDER, True),
    ("经侦支队", 38, Stream.ECONOMIC, True),
    ("禁毒支队", 30, Stream.NARCOTICS, True),
    ("出入境管理支队", 26, Stream.EXIT_ENTRY, True),
    ("网安支队", 32, Stream.NONE, True),
    ("特警支队", 78, Stream.NONE, True),
    ("交警支队", 72, Stream.TRAFFIC, True),
    ("监管支队", 39, Stream.NONE, True),
)
BRIGADES = (
    ("法制大队", Stream.NONE),
    ("刑侦大队", Stream.CRIMINAL),
    ("治安大队", Stream.PUBLIC_ORDER),
    ("交警大队", Stream.TRAFFIC),
)
OWN = 34  # the bureau's heads, office and command centre

# name: (its own, its four brigades, its stations)
SUB_BUREAUX: dict[str, tuple[int, tuple[int, ...], dict[str, int]]] = {
    "澄南分局": (
        14, (5, 18, 11, 13),
        {"柳堤街": 22, "砚池路": 18, "书院巷": 16, "双桥里": 14, "白鹭洲": 13, "槐荫里": 12, "古渡口": 11,
         "青石坊": 11},
    ),
    "澄北分局": (
        15, (6, 19, 12, 14),
        {"北桥": 25, "望湖": 19, "钟楼街": 17, "纺织里": 14, "铁佛寺": 13, "梧桐坡": 12, "石榴园": 10, "苇塘": 10},
    ),
    "澄东分局": (
        14, (5, 17, 11, 13),
        {"东关": 24, "临港": 17, "枣林": 15, "星火路": 14, "龙潭": 13, "长堤": 11, "果园": 10},
    ),
    "鹭港分局": (
        13, (5, 15, 10, 12), {"鹭港码头": 20, "盐场": 16, "渔家里": 14, "灯塔": 13, "海棠湾": 12, "芦荻": 11},
    ),
    "雁浦分局": (13, (5, 16, 10, 13), {"雁浦镇": 24, "清河滩": 19, "石枰": 18, "桑园": 16, "望岭": 14}),
    "澄西分局": (
        13, (5, 16, 11, 13), {"西泽": 21, "栗山": 18, "茶亭": 16, "铜锣坪": 14, "云溪": 13, "松岭": 12},
    ),
}  # fmt: skip
# Stations whose people are established in three teams: the name and the share of the people.
SPLIT_STATIONS = ("北桥派出所", "东关派出所")
TEAMS = (("综合指挥室", 0.2, False), ("执法办案队", 0.35, True), ("社区警务队", 0.45, False))
LEADERS_OF_SPLIT_STATION = 4


def whole_bureau() -> list[Place]:
    """All units, parents before children."""
    root = f"{PREFIX}00000000"
    places = [Place(root, CITY, "市局", UnitKind.BUREAU, None, OWN, is_law_enforcement=False)]
    for number, (name, size, stream, enforces) in enumerate(DETACHMENTS, start=1):
        kind = UnitKind.OFFICE if name == "政治部" else UnitKind.DETACHMENT
        code = f"{PREFIX}00{number:02d}0000"
        places.append(Place(code, CITY + name, name, kind, root, size, stream, is_law_enforcement=enforces))
    for number, name in enumerate(SUB_BUREAUX, start=1):
        places.extend(_sub_bureau(number, name, root))
    return places


def _sub_bureau(number: int, name: str, root: str) -> Iterator[Place]:
    own, brigades, stations = SUB_BUREAUX[name]
    code = f"{PREFIX}{number:02d}000000"
    yield Place(code, CITY + name, name, UnitKind.SUB_BUREAU, root, own, sub_bureau=name)
    for place, ((brigade, stream), size) in enumerate(zip(BRIGADES, brigades, strict=True), start=1):
        own_code = f"{PREFIX}{number:02d}{place:02d}0000"
        yield Place(own_code, name + brigade, brigade, UnitKind.BRIGADE, code, size, stream, name)
    for place, (station, size) in enumerate(stations.items(), start=51):
        yield from _station(f"{PREFIX}{number:02d}{place:02d}", name, station + "派出所", size, code)


def _station(code: str, sub_bureau: str, name: str, size: int, parent: str) -> Iterator[Place]:
    is_split = name in SPLIT_STATIONS
    own = LEADERS_OF_SPLIT_STATION if is_split else size
    stream = Stream.PUBLIC_ORDER
    full_name = sub_bureau + name
    yield Place(f"{code}0000", full_name, name, UnitKind.STATION, parent, own, stream, sub_bureau, is_split=is_split)
    if not is_split:
        return
    rest = size - own
    sizes = [round(rest * share) for _team, share, _enforces in TEAMS]
    sizes[-1] = rest - sum(sizes[:-1])
    for place, ((team, _share, enforces), team_size) in enumerate(zip(TEAMS, sizes, strict=True), start=1):
        yield Place(
            code=f"{code}{place:02d}00",
            name=full_name + team,
            short_name=team,
            kind=UnitKind.TEAM,
            parent=f"{code}0000",
            size=team_size,
            stream=stream,
            sub_bureau=sub_bureau,
            is_law_enforcement=enforces,
        )
