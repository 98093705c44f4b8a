"""Who holds which level since when: taken over from earlier records, then the year's lists and confirmations."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from config.demo.identity import document_no
from config.demo.people import WITHOUT_LEVEL, Person
from config.demo.world import SYSTEM, Event, World
from config.demo.year import working_day
from personnel.access.states import Role
from personnel.officers.states import Category
from qualifications.levels.levels import confirm
from qualifications.levels.models import LevelClaim
from qualifications.levels.outside import LegacyLevel, OutsideResult, import_legacy, import_outside
from qualifications.states import Level, Outcome
from records.days import at_time, day_of

FIRST_EXAM = 2011
DOCUMENT_OF = {Level.BASIC: 118, Level.INTERMEDIATE: 126, Level.ADVANCED: 131}
TITLES = {Level.BASIC: "基本级执法资格考试", Level.INTERMEDIATE: "中级执法资格考试", Level.ADVANCED: "高级执法资格考试"}
SIT_IN_SUMMER, PASSED_IN_SUMMER = 46, 38
AUTUMN, AUTUMN_ADVANCED = (24, 19), (6, 3)  # so many sat, so many passed
CONFIRMED_OF_AUTUMN = 12  # the others wait for HR
ADVANCED = 27
FIVE_YEARS = 5
DAYS_TO_CONFIRM = timedelta(days=51)
MONTH_OF_RECORDS = 8  # a system that begins later in the year takes over that year's exam of May


def plan_levels(world: World) -> None:
    """Choose what everybody held when the system began, and who sits for more in the year."""
    chance = world.chance
    officers = [
        person for person in world.staff if person.category == Category.OFFICER and not person.tags & WITHOUT_LEVEL
    ]
    for person in officers:
        basic = _exam_day(world, max(FIRST_EXAM + chance.choice((0, 0, 1)), person.joined_on.year + 1))
        if begun := _begun(person, Level.BASIC, world):
            basic = _exam_day(world, begun.year if begun.month > 10 else begun.year - 1)
        person.levels[Level.BASIC] = min(basic, _last_exam(world))
        if _reaches_intermediate(world, person):
            person.levels[Level.INTERMEDIATE] = _later(world, person, Level.BASIC)
    plain = [person for person in officers if not person.tags and Level.INTERMEDIATE not in person.levels]
    ready = [person for person in plain if (world.year.today - person.joined_on).days > 365 * 4]
    chance.shuffle(ready)
    for person in ready[:SIT_IN_SUMMER]:
        person.tags.add("sits_in_summer")
    for person in ready[SIT_IN_SUMMER : SIT_IN_SUMMER + AUTUMN[0]]:
        person.tags.add("sits_in_autumn")
    _plan_advanced(world, [person for person in officers if Level.INTERMEDIATE in person.levels])


def _plan_advanced(world: World, holders: list[Person]) -> None:
    seasoned = [
        person
        for person in holders
        if (world.year.today - person.joined_on).days > 365 * 12
        and person.levels[Level.INTERMEDIATE].year < _last_exam(world).year
        and not person.tags
    ]
    world.chance.shuffle(seasoned)
    for person in [*world.those("advanced"), *seasoned[: ADVANCED - 1]]:
        person.levels[Level.ADVANCED] = _later(world, person, Level.INTERMEDIATE)
    for person in seasoned[ADVANCED : ADVANCED + AUTUMN_ADVANCED[0]]:
        person.tags.add("sits_for_advanced")


def _reaches_intermediate(world: World, person: Person) -> bool:
    if person.levels[Level.BASIC] >= _last_exam(world) or person.tags & _NO_INTERMEDIATE:
        return False
    if person.tags & {"intermediate", "advanced"} or person.slot.is_head:
        return True
    years = (world.year.today - person.joined_on).days / 365
    share = {0: 0.05 if years < 5 else 0.2 if years < 10 else 0.37, 1: 0.75}.get(person.slot.weight, 0.97)
    return world.chance.random() < share


_NO_INTERMEDIATE = frozenset(
    {"head_in_grace", "head_without_intermediate", "no_intermediate", "intermediate_next", "expired", "failed_make_up"}
)


def _later(world: World, person: Person, level: Level) -> date:
    """Levels are climbed one at a time, at least a year between."""
    first = person.levels[level].year + 1
    last = _last_exam(world).year
    return _exam_day(world, min(last, first + int(world.chance.triangular(0, max(last - first, 1), 1))))


def _last_exam(world: World) -> date:
    """The last exam whose confirmations the earlier records hold."""
    begun = world.year.go_live
    return _exam_day(world, begun.year if begun.month >= MONTH_OF_RECORDS else begun.year - 1)


def _exam_day(world: World, year: int) -> date:
    """The second Saturday of October; in the year in which the system began, of May."""
    day = date(year, 5 if year == world.year.go_live.year else 10, 8)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def levels(world: World) -> Iterator[Event]:
    """Taking over the earlier records, then spring, summer and autumn."""
    yield Event(at_time(world.year.go_live, 14), "Levels since 2011 taken over", partial(take_over_levels, world))
    spring, summer, autumn = world.year.last(5, 16), world.year.last(7, 11), world.year.last(10, 17)
    yield _confirmation(world, Level.BASIC, spring, world.those("yearling"), 101)
    passed = world.those("sits_in_summer")[:PASSED_IN_SUMMER]
    yield _confirmation(world, Level.INTERMEDIATE, summer, passed, 127)
    sat = world.those("sits_in_autumn")
    yield _province(world, Level.INTERMEDIATE, autumn, sat, AUTUMN[1], 95)
    yield _confirmation(world, Level.INTERMEDIATE, autumn, sat[:CONFIRMED_OF_AUTUMN], 155)
    sat = world.those("sits_for_advanced")
    yield _province(world, Level.ADVANCED, autumn, sat, AUTUMN_ADVANCED[1], 96)
    yield _confirmation(world, Level.ADVANCED, autumn, sat[: AUTUMN_ADVANCED[1]], 156)


def take_over_levels(world: World, at: datetime) -> None:
    """All levels of earlier years, in one list; the same document for everybody of one year and level."""
    rows = []
    numbers: dict[tuple[int, Level], int] = {}
    for person in world.staff:
        for level, exam_on in sorted(person.levels.items(), key=lambda item: item[0].step):
            confirmed_on = _begun(person, level, world) or working_day(exam_on + DAYS_TO_CONFIRM)
            place = numbers[exam_on.year, level] = numbers.get((exam_on.year, level), 0) + 1
            rows.append(
                LegacyLevel(
                    officer=world.officer(person),
                    level=level,
                    confirmed_on=confirmed_on,
                    document_no=document_no(exam_on.year, DOCUMENT_OF[level]),
                    stream=person.place.stream,
                    exam_passed_on=exam_on,
                    appraised_on=confirmed_on - timedelta(days=12),
                    score=_score(world, passed=True),
                    certificate_no=f"{exam_on.year}{level.step}{place:06d}",
                    last_day=_last_day(person, level, world),
                    title=f"{exam_on.year}年{TITLES[level]}",
                )
            )
    import_legacy(levels=rows, actor=SYSTEM, now=at)


def _begun(person: Person, level: Level, world: World) -> date | None:
    """When a level with an end began; None for the permanent ones."""
    last = _last_day(person, level, world)
    return date(last.year - FIVE_YEARS, last.month, min(last.day, 28)) + timedelta(days=1) if last else None


def _last_day(person: Person, level: Level, world: World) -> date | None:
    """Three came from a place that gave levels for five years: their records name an end."""
    if level != Level.BASIC:
        return None
    if person.has("expired"):
        return world.year.today - timedelta(days=5)
    return world.year.today + timedelta(days=6) if person.has("expiring") else None


def _province(world: World, level: Level, on: date, people: Sequence[Person], passed: int, number: int) -> Event:
    """A list of results that HR receives."""
    received = at_time(working_day(on + timedelta(days=12)), 10)
    title = f"Results of the province, {level.value} level"
    return Event(received, title, partial(_receive, world, level, on, people, passed, number))


def _confirmation(world: World, level: Level, on: date, people: Sequence[Person], number: int) -> Event:
    """HR confirms those who passed: from that day they hold the level."""
    decided = at_time(working_day(on + timedelta(days=24)), 15)
    return Event(decided, f"{level.value.title()} levels confirmed", partial(_confirm, world, level, people, number))


def _receive(
    world: World, level: Level, on: date, people: Sequence[Person], passed: int, number: int, at: datetime
) -> None:
    results = [
        OutsideResult(
            officer=world.officer(person),
            level=level,
            outcome=Outcome.PASS if place < passed else Outcome.FAIL,
            exam_on=on,
            score=_score(world, passed=place < passed),
            stream=person.place.stream,
            title=f"{on.year}年{TITLES[level]}",
        )
        for place, person in enumerate(people)
    ]
    hr = world.actor("hr", Role.HR)
    import_outside(results=results, document_no=f"某公政〔{on.year}〕{number}号", actor=hr, now=at)


def _confirm(world: World, level: Level, people: Sequence[Person], number: int, at: datetime) -> None:
    claims = LevelClaim.objects.live().filter(level=level, officer__in=world.rows(people)).select_related("officer")
    confirm(
        claims=list(claims.order_by("pk")),
        confirmed_on=day_of(at),
        document_no=document_no(day_of(at).year, number),
        appraised_on=day_of(at) - timedelta(days=3),
        actor=world.actor("hr", Role.HR),
        now=at,
    )


def _score(world: World, *, passed: bool) -> Decimal:
    low, high, mode = (120, 194, 158) if passed else (82, 119, 112)
    return Decimal(int(world.chance.triangular(low, high, mode))) / 2
