"""What upper floors show on this floor's pages: the one small registry, filled in AppConfig.ready.

A contributor gets the officer and the moment and returns a list of the values below.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from personnel.officers.models import Officer
from records.actor import Actor

Text = str | Promise
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBadge:
    """What the officer holds, beside his name. kind: a meaning of marks.py (done, soon, stopped, absent …)."""

    text: Text
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Something to do, with its one button. The page shows the one with the lowest urgency number first."""

    title: Text
    detail: Text
    url: str
    button: Text
    urgency: int
    due: datetime | None = None


def urgency_of(step: NextStep) -> tuple[int, bool, float]:
    """How steps are ordered: the most urgent first, among equals what is due first, what is not due last."""
    return step.urgency, step.due is None, step.due.timestamp() if step.due else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that matters, with its unit and what it compares to. share: 0 to 1, drawn as a bar."""

    label: Text
    value: Text
    unit: Text = ""
    note: Text = ""
    share: Decimal | None = None
    tone: str = ""
    url: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A part of the page with a template of its own. wide: the broad column."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    wide: bool = True
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Work that waits for whoever holds a role: how much of it, and where it is done."""

    count: int
    title: Text
    url: str
    button: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An entry of the officer's time line."""

    on: date
    text: Text
    tone: str = ""
    url: str = ""


class Contributions(Generic[T]):
    """Contributors of one kind of value."""

    def __init__(self) -> None:
        self._contributors: list[Callable[[Officer, datetime], Iterable[T]]] = []

    def register(self, contributor: Callable[[Officer, datetime], Iterable[T]]) -> None:
        """Add a contributor; twice is the same as once."""
        if contributor not in self._contributors:
            self._contributors.append(contributor)

    def collect(self, officer: Officer, now: datetime) -> list[T]:
        """Everything that the floors have to say about the officer."""
        return [value for contributor in self._contributors for value in contributor(officer, now)]


class WaitingWork:
    """Contributors of work, each asked only for readers who hold its permission."""

    def __init__(self) -> None:
        self._contributors: list[tuple[str, Callable[[Actor, datetime], Iterable[Waiting]]]] = []

    def register(self, permission: str, contributor: Callable[[Actor, datetime], Iterable[Waiting]]) -> None:
        """Add a contributor; twice is the same as once."""
        if (permission, contributor) not in self._contributors:
            self._contributors.append((permission, contributor))

    def collect(self, actor: Actor, permissions: frozenset[str], now: datetime) -> list[Waiting]:
        """What waits for the reader; kinds of which there is none are left out."""
        asked = [contributor for permission, contributor in self._contributors if permission in permissions]
        return [waiting for contributor in asked for waiting in contributor(actor, now) if waiting.count]


held_badges: Contributions[HeldBadge] = Contributions()
next_steps: Contributions[NextStep] = Contributions()
figures: Contributions[Figure] = Contributions()
cards: Contributions[Card] = Contributions()
timeline: Contributions[Moment] = Contributions()
waiting_work = WaitingWork()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLink:
    """Another page about the same officer, for readers who hold its permission."""

    text: Text
    url: str
    permission: str


officer_links: Contributions[OfficerLink] = Contributions()
