"""The shape of a policy: every figure of the law and of the bureau, typed and dated, with its source beside it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from qualifications.states import Blocks, Duty, Level, RestrictionKind


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sure(StrEnum):
    """How sure a figure is."""

    LAW = "law"
    LOCAL = "local"
    ASSUMED = "assumed"


class Source(_Values):
    """Where a figure comes from."""

    sure: Sure
    text: str


class LevelRule(_Values):
    """What a level asks for. valid_months None: a confirmed level is permanent."""

    prerequisite: Level | None
    appraisal: bool = False
    hours: Decimal = Decimal(0)
    valid_months: int | None = Field(default=None, ge=1, le=600)


class DutyRule(_Values):
    """What a duty asks for.

    level: to be held, this one or one above. legal_from: whoever first reviewed on or after that day needs the legal
    profession qualification. head_grace_months: time that a sitting head has to reach the level.
    """

    level: Level | None = None
    legal_from: date | None = None
    enforcement_units_only: bool = False
    head_grace_months: int = Field(default=0, ge=0, le=120)


class RestrictionRule(_Values):
    """One kind of restriction: its bounds in days, what it blocks, whether its holder counts as without the level.

    ends_by_itself: decided for a term. appeal_hours: within which an appeal is answered; None where none is provided.
    """

    blocks: Blocks
    ends_by_itself: bool
    suspends: bool
    min_days: int | None = Field(default=None, ge=1)
    max_days: int | None = Field(default=None, ge=1)
    appeal_hours: int | None = Field(default=None, ge=1)


class Lines(_Values):
    """Shares of the established headcount without basic, in per cent: strictly more than each has its consequence."""

    not_excellent_over: Decimal
    fails_over: Decimal


class Policy(_Values):
    """All that the registry's rules ask, in force from a day on."""

    code: str = Field(max_length=20)
    valid_from: date
    levels: dict[Level, LevelRule]
    duties: dict[Duty, DutyRule]
    restrictions: dict[RestrictionKind, RestrictionRule]
    lines: Lines
    stream_must_match: bool = False
    sources: dict[str, Source]
