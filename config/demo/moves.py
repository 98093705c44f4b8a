"""What happens to people in the year: transfers, secondments, promotions, new recruits, retirements."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from config.demo.identity import document_no
from config.demo.people import DAYS_ON_PROBATION, Person
from config.demo.staffing import take_on_staff
from config.demo.world import SYSTEM, Event, World
from personnel.officers.officers import (
    NewPost,
    appoint,
    award_ranks,
    change_status,
    end_appointments,
    give_number,
)
from personnel.officers.states import Category, Relation, Service
from records.days import at_time, day_of, start_of

PAIRS_OF_TRANSFERS = 7
SECONDED, BACK = 15, 2
SECONDED_TO = ("刑侦支队", "法制支队", "网安支队", "治安支队", "禁毒支队")
PROMOTED = 60
NEXT_RANK = {
    "三级警司": "二级警司",
    "二级警司": "一级警司",
    "一级警司": "三级警督",
    "三级警督": "二级警督",
    "二级警督": "一级警督",
}


def plan_moves(world: World) -> None:
    """Choose who moves, before anybody is taken on: a transferred officer begins elsewhere."""
    free = [
        person
        for person in world.staff
        if person.category == Category.OFFICER and not person.tags and person.slot.is_plain and person.place.sub_bureau
    ]
    world.chance.shuffle(free)
    for _pair in range(PAIRS_OF_TRANSFERS):
        one = free.pop()
        other = next(person for person in free if _may_swap(one, person))
        free.remove(other)
        one.first_unit, other.first_unit = other.unit_name, one.unit_name
        for person in (one, other):
            person.tags.add("transferred")
            person.post_since = max(person.post_since or person.joined_on, person.joined_on)
    world.one("head_in_grace").first_post = "副所长"
    seconded = len(world.those("seconded"))
    for person in free[: SECONDED + BACK - seconded]:
        person.tags.add("seconded")
    rising = [person for person in free[SECONDED + BACK :] if person.rank in NEXT_RANK]
    for person in rising[:PROMOTED]:
        person.tags.add("promoted")


def _may_swap(one: Person, other: Person) -> bool:
    return (
        one.place.kind == other.place.kind and one.place.code != other.place.code and one.slot.post == other.slot.post
    )


def moves(world: World) -> Iterator[Event]:
    """The year's moves, each at its moment."""
    year = world.year
    transferred = world.those("transferred")
    for number, start in enumerate(range(0, len(transferred), 2)):
        pair = transferred[start : start + 2]
        on = year.before(300 - 38 * number)
        yield Event(at_time(on, 9), "Two officers transferred", partial(_transfer, world, pair))
    yield Event(at_time(year.before(290), 9), "Officers seconded", partial(_second, world))
    yield Event(at_time(year.before(60), 17), "Secondments ended", partial(_end_secondments, world))
    yield Event(at_time(year.before(200), 9), "Heads appointed", partial(_appoint_heads, world))
    yield Event(at_time(year.before(175), 9), "Ranks awarded", partial(_promote, world))
    joined = world.those("recruit")[0].joined_on
    yield Event(at_time(joined, 8), "Recruits taken on", partial(_take_on_recruits, world))
    over = world.those("yearling")[0].joined_on + timedelta(days=DAYS_ON_PROBATION)
    yield Event(at_time(over, 8, 30), "Probation of last year's recruits over", partial(_end_probation, world))
    yield from _leaving(world)


def _transfer(world: World, people: Sequence[Person], at: datetime) -> None:
    posts = [
        (
            world.officer(person),
            NewPost(
                unit=world.unit_of(person),
                post=person.slot.post,
                since=start_of(day_of(at)),
                stream=person.place.stream,
            ),
        )
        for person in people
    ]
    appoint(posts=posts, actor=SYSTEM, document_no=document_no(day_of(at).year, 20 + day_of(at).month), now=at)


def _second(world: World, at: datetime) -> None:
    posts = [
        (
            world.officer(person),
            NewPost(
                unit=world.units[SECONDED_TO[place % len(SECONDED_TO)]],
                post="借调民警",
                since=start_of(day_of(at)),
                relation=Relation.WORKING,
                stream=person.place.stream,
            ),
        )
        for place, person in enumerate(world.those("seconded"))
    ]
    appoint(posts=posts, actor=SYSTEM, document_no=document_no(day_of(at).year, 31), now=at)


def _end_secondments(world: World, at: datetime) -> None:
    """One task force is done; the others stay where they are."""
    back = [person for person in world.those("seconded") if not person.has("never_basic")][:BACK]
    end_appointments(
        officers=world.rows(back),
        relation=Relation.WORKING,
        on=at,
        actor=SYSTEM,
        document_no=document_no(day_of(at).year, 149),
        now=at,
    )


def _appoint_heads(world: World, at: datetime) -> None:
    """谭永康 becomes head without the intermediate level (grace runs); a deputy takes over as acting head."""
    posts = []
    for tag, post, acting in (("head_in_grace", "所长", False), ("acting_head", "副所长（主持工作）", True)):
        person = world.one(tag)
        new = NewPost(
            unit=world.unit_of(person),
            post=post,
            since=start_of(day_of(at)),
            stream=person.place.stream,
            is_head=True,
            acting=acting,
        )
        posts.append((world.officer(person), new))
    appoint(posts=posts, actor=SYSTEM, document_no=document_no(day_of(at).year, 64), now=at)


def _promote(world: World, at: datetime) -> None:
    ranks = [(world.officer(person), NEXT_RANK[person.rank], person.grade) for person in world.those("promoted")]
    award_ranks(
        ranks=ranks, since=start_of(day_of(at)), actor=SYSTEM, document_no=document_no(day_of(at).year, 77), now=at
    )


def _take_on_recruits(world: World, at: datetime) -> None:
    take_on_staff(world, world.those("recruit"), document_no(day_of(at).year, 108), at)


def _end_probation(world: World, at: datetime) -> None:
    officers = world.rows(world.those("yearling"))
    number = document_no(day_of(at).year, 109)
    since = start_of(day_of(at))
    change_status(officers=officers, status=Service.IN_SERVICE, since=since, actor=SYSTEM, document_no=number, now=at)
    ranks = [(officer, "三级警司", "二级警员") for officer in officers]
    award_ranks(ranks=ranks, since=since, actor=SYSTEM, document_no=number, now=at)


def _leaving(world: World) -> Iterator[Event]:
    """People retire month by month, one resigns; the number of the first passes to somebody else later."""
    year = world.year
    leavers = [world.one("passes_number"), *world.those("leaver")]
    for place, person in enumerate(leavers):
        person.left_on = year.before(270 - 28 * place)
        status = Service.RESIGNED if place == 4 else Service.RETIRED
        yield Event(at_time(person.left_on, 8), "An officer left the service", partial(_leave, world, person, status))
    number = leavers[0].number
    yield Event(
        at_time(year.before(150), 9), f"Police number {number} passed on", partial(_pass_number_on, world, number)
    )


def _leave(world: World, person: Person, status: Service, at: datetime) -> None:
    change_status(
        officers=[world.officer(person)],
        status=status,
        since=start_of(day_of(at)),
        actor=SYSTEM,
        document_no=document_no(day_of(at).year, 40),
        now=at,
    )


def _pass_number_on(world: World, number: str, at: datetime) -> None:
    heir = world.officer(world.one("takes_number"))
    give_number(officer=heir, number=number, since=start_of(day_of(at)), actor=SYSTEM, now=at)
