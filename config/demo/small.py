"""Two units and six officers, for tests that count by hand. Who has a role is no officer here."""

import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from config.demo.banks import load_bank
from config.demo.identity import IdNumbers, document_no
from config.demo.levels import DOCUMENT_OF, TITLES
from config.demo.papers import write_blueprints
from config.demo.people import Person
from config.demo.posts import Slot
from config.demo.sign_ins import PASSWORD, USERS
from config.demo.staffing import FOUNDED, take_on_staff
from config.demo.units import CITY, PREFIX, Place
from config.demo.world import SYSTEM, World
from config.demo.year import Year
from personnel.access.states import Role
from personnel.accounts.accounts import open_account_without_officer
from personnel.officers.states import Sex, Stream
from personnel.roles.roles import give_role
from personnel.units.states import UnitKind
from personnel.units.units import found_units
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.states import Level
from records.days import at_time, start_of

BUREAU = Place(f"{PREFIX}00000000", CITY, "市局", UnitKind.BUREAU, None, 2, is_law_enforcement=False)
STATION = Place(
    f"{PREFIX}01510000",
    "澄南分局柳堤街派出所",
    "柳堤街派出所",
    UnitKind.STATION,
    BUREAU.code,
    4,
    Stream.PUBLIC_ORDER,
)
# name, police number, unit, post, rank, born, joined, levels
OFFICERS = (
    ("冯海涛", "020587", BUREAU, "民警", "一级警督", date(1988, 1, 16), date(2011, 8, 1), "basic"),
    ("孟凡", "020877", BUREAU, "民警", "二级警督", date(1990, 3, 30), date(2014, 8, 4), "basic"),
    ("谭永康", "019977", STATION, "所长", "一级警督", date(1983, 10, 20), date(2006, 8, 1), "intermediate"),
    ("戴启明", "021306", STATION, "执法办案队长", "一级警司", date(1991, 5, 14), date(2015, 8, 3), "basic"),
    ("何晓晨", "0A2196", STATION, "办案民警", "", date(2001, 6, 9), date(2026, 3, 2), ""),
    ("高子墨", "022184", STATION, "社区民警", "", date(2002, 2, 17), date(2026, 3, 2), ""),
)


def load_small(*, today: date, say: Callable[[str], object]) -> World:
    """The small bureau as it stands on the morning of the day."""
    world = World(Year(today), random.Random(6), say)
    at = at_time(world.year.go_live, 9)
    places = (BUREAU, STATION)
    units = found_units(
        units=[place.as_new_unit() for place in places],
        actor=SYSTEM,
        since=start_of(FOUNDED),
        document_no=document_no(FOUNDED.year, 1),
        now=at,
    )
    world.units = {place.name: unit for place, unit in zip(places, units, strict=True)}
    ids = IdNumbers(world.chance)
    world.staff = [
        Person(name, Sex.MALE, born, min(joined, world.year.before(200)), place, Slot(post, is_head=post == "所长"))
        for name, _number, place, post, _rank, born, joined, _level in OFFICERS
    ]
    for person, (_name, number, _place, _post, rank, *_rest, level) in zip(world.staff, OFFICERS, strict=True):
        person.number, person.rank, person.id_number = number, rank, ids.give(person.sex, person.born_on)
        person.tags = {level or "recruit", "signs_in"}
    take_on_staff(world, world.staff, document_no(today.year, 2), at_time(world.year.before(190), 9))
    open_role_accounts(world)
    take_over_small_levels(world, at_time(world.year.before(189), 9))
    load_bank(world, at_time(world.year.before(188), 9))
    write_blueprints(
        owner=world.bureau, actor=world.actor("exam_officer", Role.EXAM_OFFICER), now=at_time(world.year.before(180), 9)
    )
    world.report("Two units and six officers")
    return world


def open_role_accounts(world: World) -> None:
    """An account without an officer for each role."""
    at = at_time(world.year.before(190), 10)
    for user in USERS:
        if user.role is None:
            continue
        world.accounts[user.tag] = open_account_without_officer(
            login_name=user.login, display_name=user.name, password=PASSWORD, actor=SYSTEM, must_change=False, now=at
        )
        # Neither a sub-bureau nor its clerk is here.
        unit = world.units.get(user.unit, world.bureau)
        give_role(account=world.accounts[user.tag], role=user.role, unit=unit, actor=SYSTEM, now=at)


def take_over_small_levels(world: World, at: datetime) -> None:
    """Four hold basic, one of them intermediate, too; the two recruits hold nothing."""
    rows = []
    for person in world.staff:
        steps = {"basic": (Level.BASIC,), "intermediate": (Level.BASIC, Level.INTERMEDIATE)}
        for level in next((levels for tag, levels in steps.items() if person.has(tag)), ()):
            year = 2015 + level.step
            rows.append(
                LegacyLevel(
                    officer=world.officer(person),
                    level=level,
                    confirmed_on=date(year, 12, 1),
                    document_no=document_no(year, DOCUMENT_OF[level]),
                    exam_passed_on=date(year, 10, 15),
                    score=Decimal(80),
                    title=f"{year}年{TITLES[level]}",
                )
            )
    import_legacy(levels=rows, actor=SYSTEM, now=at)
