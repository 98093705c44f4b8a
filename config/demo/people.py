"""The officers and auxiliaries of the demo bureau: a fixed cast, the others drawn by a seeded generator."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from config.demo.cast import CAST, RETIRING, Known
from config.demo.identity import IdNumbers, auxiliary_number, police_numbers
from config.demo.names import Names
from config.demo.posts import Slot, slots_of
from config.demo.ranks import grade_of, rank_of, rank_since
from config.demo.units import CITY, Place, whole_bureau
from personnel.officers.states import Category, Sex
from qualifications.states import Level

SHARE_OF_WOMEN = 0.16
SHARE_LATE = 0.12  # came from the army or another trade
RECRUITS = 16
NOT_YET = 5  # in service, but they have not sat for basic
YEARLINGS = 14  # last year's recruits: their probation is over
LEAVERS = 8
AUXILIARIES = 97
DAYS_ON_PROBATION = 365
RECRUITS_CAME = timedelta(days=113)
YEARLINGS_CAME = timedelta(days=478)
# Units with fewer people than this get nobody who is without basic: one would be more than a tenth.
LEAST_FOR_A_RECRUIT = 13
# Who has never held a level, and who counts as without basic today.
WITHOUT_LEVEL = frozenset({"recruit", "yearling", "never_basic", "not_yet"})
WITHOUT_BASIC = frozenset({"recruit", "never_basic", "not_yet", "expired", "enforcement_fault", "failed_make_up"})


ABLE = 1.0  # from this ability on nobody has a bad day


@dataclass(slots=True, eq=False)
class Person:
    """What is known of somebody before he is taken on; `place` is where he is established at the end."""

    name: str
    sex: Sex
    born_on: date
    joined_on: date
    place: Place
    slot: Slot
    tags: set[str] = field(default_factory=set)
    id_number: str = ""
    number: str = ""
    rank: str = ""
    grade: str = ""
    rank_since: date | None = None
    post_since: date | None = None
    category: Category = Category.OFFICER
    first_unit: str = ""  # where he served before he was transferred in the year
    first_post: str = ""  # what he was before he became head in the year
    left_on: date | None = None
    leave_from: date | None = None
    ability: float = 0.0  # how well he does in tests: 0 is usual, 1 better than five in six
    reviews_since: date | None = None
    legal_certificate_no: str | None = None
    levels: dict[Level, date] = field(default_factory=dict)  # day of the exam passed before the system began

    @property
    def unit_name(self) -> str:
        """As the cast names units: without the city."""
        return self.place.name.removeprefix(CITY) or self.place.name

    def serves_on(self, day: date) -> bool:
        """Whether he has joined and not left by the day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)

    def has(self, tag: str) -> bool:
        """Whether this is told of him."""
        return tag in self.tags


def whole_staff(today: date, seed: int) -> list[Person]:
    """Everybody who serves or served in the year, officers by police number, then auxiliaries."""
    chance = random.Random(seed)
    places = whole_bureau()
    staff = _Staff(today, chance)
    for place in places:
        staff.fill(place)
    staff.tag_recruits()
    staff.add_leavers(places)
    staff.number_all()
    return staff.people + staff.auxiliaries(places)


class _Staff:
    """Draws the people, unit by unit."""

    def __init__(self, today: date, chance: random.Random) -> None:
        self.today = today
        self.chance = chance
        self.names = Names(chance, taken=[known.name for known in (*CAST, RETIRING)])
        self.ids = IdNumbers(chance)
        self.people: list[Person] = []

    def fill(self, place: Place) -> None:
        """All posts of a unit: the cast first, then whoever is drawn."""
        known = [one for one in CAST if place.name.removeprefix(CITY) == one.unit]
        slots = slots_of(place)
        if any("acting_head" in one.tags for one in known):
            # The deputy acts: there is no head, and one deputy more.
            slots = [Slot("副所长", (32, 51), weight=1) if slot.is_head else slot for slot in slots]
        for one in known:
            slot = next(slot for slot in [*slots, None] if slot is None or slot.post == one.post)
            if slot is None:
                raise LookupError(one.unit, one.post)
            slots.remove(slot)
            self.people.append(self._known(one, place, slot))
        self.people.extend(self._drawn(place, slot) for slot in slots)

    def _known(self, one: Known, place: Place, slot: Slot) -> Person:
        person = Person(one.name, one.sex, one.born, one.joined, place, slot, set(one.tags), number=one.number)
        if person.has("recruit"):
            self._make_recruit(person, RECRUITS_CAME)
        return self._ranked(person)

    def _drawn(self, place: Place, slot: Slot) -> Person:
        sex = Sex.FEMALE if self.chance.random() < (0.5 if slot.post == "内勤" else SHARE_OF_WOMEN) else Sex.MALE
        youngest, oldest = slot.ages
        if sex == Sex.FEMALE:
            oldest = min(oldest, 54)
        age = round(self.chance.triangular(youngest, oldest + 1, youngest + (oldest - youngest) * 0.24))
        born_on = self._day(self.today.year - min(age, oldest) - 1, span=360)
        return self._ranked(
            Person(self.names.give(sex, born_on), sex, born_on, self._joined(born_on, slot), place, slot)
        )

    def _joined(self, born_on: date, slot: Slot) -> date:
        late = slot.weight == 0 and self.chance.random() < SHARE_LATE
        age = self.chance.randint(29, 36) if late else self.chance.randint(22, 25)
        year = min(born_on.year + age, self.today.year - 2)
        return date(year, *((12, 1) if late and year < self.today.year - 2 else (8, self.chance.randint(1, 8))))

    def _day(self, year: int, *, span: int) -> date:
        return date(year, 1, 1) + timedelta(days=self.chance.randrange(span))

    def _ranked(self, person: Person) -> Person:
        years = (self.today - person.joined_on).days // 365
        weight = person.slot.weight
        person.id_number = self.ids.give(person.sex, person.born_on)
        if not person.has("recruit"):
            person.rank = rank_of(years, person.slot.post, weight)
            person.grade = grade_of(years, weight)
            person.rank_since = rank_since(person.joined_on, years, weight, self.today)
        earliest = max(person.joined_on, self.today - timedelta(days=365 * (4 if weight else 8)))
        latest = max(self.today - timedelta(days=460), earliest + timedelta(days=1))
        person.post_since = earliest + timedelta(days=self.chance.randrange((latest - earliest).days))
        return person

    def _make_recruit(self, person: Person, came: timedelta) -> None:
        person.joined_on = self.today - came
        young = self.today.year - self.chance.randint(23, 26)
        if person.born_on.year < young:
            person.born_on = self._day(young, span=360)

    def tag_recruits(self) -> None:
        """Choose who is new: at most one in a unit (the cast's three apart), and none where one were too many."""
        taken = {person.place.code for person in self.people if person.tags & WITHOUT_BASIC}
        plain = [person for person in self.people if person.slot.is_plain and not person.tags]
        self.chance.shuffle(plain)
        wanted = {
            "recruit": RECRUITS - sum(person.has("recruit") for person in self.people),
            "yearling": YEARLINGS,
            "not_yet": NOT_YET,
        }
        for person in plain:
            if person.place.size < LEAST_FOR_A_RECRUIT or person.place.code in taken:
                continue
            open_tags = [tag for tag, count in wanted.items() if count]
            tag = next((tag for tag in open_tags if tag != "not_yet" or self._came_late(person)), None)
            if tag is None:
                continue
            wanted[tag] -= 1
            taken.add(person.place.code)
            if tag == "not_yet":
                person.tags.add(tag)
            else:
                self._renew(person, tag, RECRUITS_CAME if tag == "recruit" else YEARLINGS_CAME)

    def _came_late(self, person: Person) -> bool:
        return (self.today - person.joined_on).days < 365 * 5

    def _renew(self, person: Person, tag: str, came: timedelta) -> None:
        person.tags.add(tag)
        self._make_recruit(person, came)
        person.name = self.names.give(person.sex, person.born_on)
        person.rank, person.grade, person.rank_since = "", "", None
        person.id_number = self.ids.give(person.sex, person.born_on)
        person.post_since = person.joined_on

    def add_leavers(self, places: list[Place]) -> None:
        """Those who left in the course of the year, the one whose number passes on first."""
        place = next(place for place in places if place.name.endswith(RETIRING.unit))
        self.people.append(self._known(RETIRING, place, Slot(RETIRING.post)))
        for _number in range(LEAVERS):
            sex = Sex.FEMALE if self.chance.random() < SHARE_OF_WOMEN else Sex.MALE
            age = 55 if sex == Sex.FEMALE else 60
            born_on = self._day(self.today.year - age, span=300)
            place = self.chance.choice([place for place in places if place.size >= LEAST_FOR_A_RECRUIT])
            joined_on = date(born_on.year + self.chance.randint(20, 25), 8, 1)
            person = Person(self.names.give(sex, born_on), sex, born_on, joined_on, place, Slot(_plain(place)))
            person.tags.add("leaver")
            self.people.append(self._ranked(person))

    def number_all(self) -> None:
        """Police numbers rise with the years; the cast keeps its own."""
        taken = {person.number for person in self.people if person.number}
        self.people.sort(key=lambda person: (person.joined_on, person.born_on, person.id_number))
        without = [person for person in self.people if not person.number]
        for person, number in zip(without, police_numbers(len(without), self.chance, taken), strict=True):
            person.number = number

    def auxiliaries(self, places: list[Place]) -> list[Person]:
        """Auxiliary police of stations and traffic brigades."""
        where = [place for place in places if place.short_name.endswith(("派出所", "交警大队")) and not place.is_split]
        made = []
        for number in range(1, AUXILIARIES + 1):
            sex = Sex.FEMALE if self.chance.random() < 0.3 else Sex.MALE
            born_on = self._day(self.today.year - self.chance.randint(24, 48), span=360)
            joined = max(date(born_on.year + 20, 3, 1), date(self.today.year - self.chance.randint(2, 12), 3, 1))
            post = "文职辅警" if sex == Sex.FEMALE else "勤务辅警"
            person = Person(self.names.give(sex, born_on), sex, born_on, joined, self.chance.choice(where), Slot(post))
            person.category, person.number = Category.AUXILIARY, auxiliary_number(number)
            person.id_number = self.ids.give(sex, born_on)
            person.post_since = joined
            made.append(person)
        return made


def _plain(place: Place) -> str:
    return next(slot.post for slot in reversed(slots_of(place)))
