"""Founding the units, taking the people on, opening accounts and giving roles."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from config.demo.identity import document_no
from config.demo.people import ABLE, Person, whole_staff
from config.demo.sign_ins import PASSWORD, USERS
from config.demo.units import CITY, whole_bureau
from config.demo.world import SYSTEM, World
from personnel.accounts.accounts import open_accounts
from personnel.officers.officers import NewOfficer, NewPost, record_first_reviews, take_on
from personnel.officers.states import Category, Service
from personnel.roles.roles import give_role
from personnel.units.units import found_units
from records.days import day_of, start_of

FOUNDED = date(2011, 1, 1)
SEED = 20110101
YEAR = timedelta(days=365)
NEWLY_SINCE = date(2018, 1, 1)  # from then on the law asks for the legal profession qualification
SHARE_OF_VETERANS = 0.45
SHARE_OF_LAWYERS = 0.4


def found_bureau(world: World, at: datetime) -> None:
    """All units, as they have stood since 2011."""
    places = whole_bureau()
    units = found_units(
        units=[place.as_new_unit() for place in places],
        actor=SYSTEM,
        since=start_of(FOUNDED),
        document_no=document_no(FOUNDED.year, 1),
        now=at,
    )
    world.units = {place.name.removeprefix(CITY) or CITY: unit for place, unit in zip(places, units, strict=True)}


def draw_staff(world: World) -> None:
    """Invent the people; the same seed gives the same people."""
    world.staff = whole_staff(world.year.today, SEED)
    # Who writes, reviews or manages the exams does well in them.
    in_charge = {user.name for user in USERS if user.role is not None}
    for person in world.staff:
        drawn = world.chance.gauss(0, 1)
        person.ability = max(drawn, ABLE) if person.name in in_charge else drawn


def take_on_staff(world: World, people: Sequence[Person], document: str, at: datetime) -> None:
    """Take people on and open their accounts; only those who sign in get a password."""
    officers = take_on(
        officers=[_new_officer(world, person) for person in people], actor=SYSTEM, document_no=document, now=at
    )
    world.officers |= {person.id_number: officer for person, officer in zip(people, officers, strict=True)}
    users = {user.name: user for user in USERS}
    passwords = {
        officer.pk: PASSWORD
        for person, officer in zip(people, officers, strict=True)
        if person.name in users or person.has("signs_in")
    }
    accounts = open_accounts(officers=officers, actor=SYSTEM, passwords=passwords, must_change=False, now=at)
    for account in accounts:
        if account.officer_id is not None:
            world.account_uuids[account.officer_id] = account.uuid
        if account.display_name in users and account.officer_id in passwords:
            world.accounts[users[account.display_name].tag] = account


def _new_officer(world: World, person: Person) -> NewOfficer:
    since = start_of(person.joined_on)
    is_new = person.has("recruit") or person.has("yearling")
    return NewOfficer(
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        id_number=person.id_number,
        joined_on=person.joined_on,
        since=since,
        police_number=person.number,
        rank=person.rank,
        grade=person.grade,
        rank_since=start_of(person.rank_since) if person.rank_since else None,
        post=NewPost(
            unit=world.units[person.first_unit or person.unit_name],
            post=person.first_post or person.slot.post,
            # What stood before the bureau's units were recorded is taken over from that day on.
            since=start_of(max(person.post_since or person.joined_on, FOUNDED)),
            stream=person.place.stream,
            is_head=person.slot.is_head and not person.first_post,
            duties=person.slot.duties,
        ),
        category=person.category,
        status=Service.PROBATION if is_new else Service.IN_SERVICE,
        established=person.category == Category.OFFICER,
        legal_certificate_no=person.legal_certificate_no or None,
    )


def give_roles(world: World, at: datetime) -> None:
    """One sign-in for each kind of user."""
    for user in USERS:
        if user.role is not None:
            give_role(
                account=world.accounts[user.tag],
                role=user.role,
                unit=world.units[user.unit or CITY],
                actor=SYSTEM,
                document_no=document_no(day_of(at).year, 102),
                now=at,
            )


def name_lawyers(world: World) -> None:
    """Who newly reviews penalties holds the legal profession qualification; veterans may do without."""
    chance = world.chance
    for person in world.staff:
        if not person.slot.reviews:
            continue
        began = max(person.post_since or person.joined_on, person.joined_on + YEAR * 3)
        if began > person.joined_on + YEAR * 9 and chance.random() < SHARE_OF_VETERANS:
            began = person.joined_on + YEAR * chance.randint(5, 8)
        person.reviews_since = min(began, world.year.before(430))
        if person.reviews_since >= NEWLY_SINCE or person.has("lawyer") or chance.random() < SHARE_OF_LAWYERS:
            year = person.reviews_since.year - 1
            person.legal_certificate_no = f"A{year}9901{chance.randrange(10_000, 99_999)}"


def record_reviews(world: World, at: datetime) -> None:
    """Since when the legal officers have reviewed penalties."""
    reviewers = [person for person in world.staff if person.reviews_since]
    record_first_reviews(
        officers=[(world.officer(person), person.reviews_since) for person in reviewers if person.reviews_since],
        actor=SYSTEM,
        now=at,
    )
