"""What the parts of the loading share: the days, the people, who acts, and what happens when."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter
from uuid import UUID

from config.demo.people import Person
from config.demo.units import CITY
from config.demo.year import Year
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.units.models import Unit
from records.actor import Actor
from records.days import LOCAL

SYSTEM = replace(Actor.system("demo"), name="演示数据")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a moment; what happened to one person is told in its order."""

    at: datetime
    title: str
    tell: Callable[[datetime], object]


@dataclass(slots=True)
class World:
    """The bureau as far as it is told."""

    year: Year
    chance: random.Random
    say: Callable[[str], object]
    staff: list[Person] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)  # by name, without the city
    officers: dict[str, Officer] = field(default_factory=dict)  # by identity number
    accounts: dict[str, Account] = field(default_factory=dict)  # of those who sign in, by tag
    account_uuids: dict[int, UUID] = field(default_factory=dict)  # of everybody, by officer
    began: float = field(default_factory=perf_counter)

    @property
    def bureau(self) -> Unit:
        """The whole."""
        return self.units[CITY]

    def unit_of(self, person: Person) -> Unit:
        """Where somebody is established."""
        return self.units[person.unit_name]

    def officer(self, person: Person) -> Officer:
        """The row of somebody who was taken on."""
        return self.officers[person.id_number]

    def rows(self, people: Iterable[Person]) -> list[Officer]:
        """The rows of several."""
        return [self.officer(person) for person in people]

    def those(self, tag: str) -> list[Person]:
        """Everybody of whom this is told."""
        return [person for person in self.staff if person.has(tag)]

    def one(self, tag: str) -> Person:
        """The one of whom this is told."""
        (person,) = self.those(tag)
        return person

    def actor(self, tag: str, role: Role) -> Actor:
        """One of those who sign in, acting."""
        account = self.accounts[tag]
        return Actor(uuid=account.uuid, name=account.display_name, role=role, unit=self.bureau.uuid)

    def himself(self, person: Person) -> Actor:
        """Somebody acting for himself."""
        uuid = self.account_uuids[self.officer(person).pk]
        return Actor(uuid=uuid, name=person.name, role=Role.OFFICER)

    def tell(self, events: Iterable[Event]) -> None:
        """Let everything happen in its order, and say what and how long it took so far."""
        for event in sorted(events, key=lambda event: event.at):
            event.tell(event.at)
            self.report(f"{event.at.astimezone(LOCAL):%Y-%m-%d}  {event.title}")

    def report(self, words: str) -> None:
        """One line of progress."""
        self.say(f"{perf_counter() - self.began:5.1f} s  {words}")
