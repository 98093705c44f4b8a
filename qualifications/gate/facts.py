"""The values that the gate's rules work on: facts, the question, reasons and the answer at one instant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from qualifications.states import Duty, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that holds in [start, end); end None is open."""

    start: datetime
    end: datetime | None

    def holds_at(self, instant: datetime) -> bool:
        """Whether the period covers the instant."""
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFact(Fact):
    """Whether and as what somebody serves."""

    status: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFact(Fact):
    """A police number carried."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFact(Fact):
    """A post in a unit."""

    unit_id: int
    post: str
    relation: str
    is_head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFact(Fact):
    """A level held."""

    uuid: UUID
    level: Level
    stream: str
    certificate_no: str
    exam_passed_on: date | None
    appraised_on: date | None
    confirmed_on: date
    document_no: str
    exam_uuid: UUID | None
    is_revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionFact(Fact):
    """Something that stands against duties."""

    uuid: UUID
    kind: str
    level: str
    blocks: str
    document_no: str
    planned_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFact(Fact):
    """What the unit was."""

    is_law_enforcement: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of one officer (and of the unit asked about) at one revision."""

    services: tuple[ServiceFact, ...] = ()
    numbers: tuple[NumberFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    levels: tuple[LevelFact, ...] = ()
    restrictions: tuple[RestrictionFact, ...] = ()
    legal: tuple[Fact, ...] = ()
    reviews: tuple[Fact, ...] = ()
    unit: tuple[UnitFact, ...] = ()

    def changes_between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Instants strictly within the period at which one of the facts begins or ends."""
        facts: list[Fact] = [
            *self.services,
            *self.numbers,
            *self.posts,
            *self.levels,
            *self.restrictions,
            *self.legal,
            *self.reviews,
            *self.unit,
        ]
        for fact in facts:
            for instant in (fact.start, fact.end):
                if instant is not None and start < instant < end:
                    yield instant


class Weight(StrEnum):
    """What a reason does: speaks for it, stands against it, or is only noted."""

    FOR = "for"
    AGAINST = "against"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with parameters (JSON values); reasons.py has the words."""

    code: str
    weight: Weight
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The reason as it is stored."""
        return {"code": self.code, "weight": self.weight.value, "params": dict(self.params)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of an officer. number: as asked ("" where the officer was named); unit_id: of a unit to head."""

    duty: Duty
    number: str = ""
    unit_id: int | None = None
    stream: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The answer at one instant."""

    reasons: tuple[Reason, ...]
    level: LevelFact | None = None

    @property
    def allowed(self) -> bool:
        """Allowed is what nothing stands against."""
        return all(reason.weight != Weight.AGAINST for reason in self.reasons)
