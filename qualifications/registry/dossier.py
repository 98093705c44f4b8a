"""One officer's record as HR reads it, and as he reads his own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from personnel.home.contributions import Moment, timeline
from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.gate.gate import Answer, decide_duties
from qualifications.gate.showing import badge_of, short_note_of, shown
from qualifications.levels.models import LevelClaim
from qualifications.registry.levels import LevelLine, NextLevel, level_lines, next_level
from qualifications.registry.restrictions import RestrictionLine, restriction_lines
from qualifications.states import Duty

MOST_MOMENTS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty and its answer today."""

    label: str
    kind: str
    word: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything on an officer's page."""

    officer: Any
    unit: Unit | None
    card: dict[str, Any]
    duties: list[DutyLine]
    levels: list[LevelLine]
    next_level: NextLevel | None
    restrictions: list[RestrictionLine]
    moments: list[Moment]

    @property
    def standing(self) -> int:
        """How many restrictions stand."""
        return sum(line.stands for line in self.restrictions)

    @property
    def past(self) -> int:
        """How many have ended."""
        return len(self.restrictions) - self.standing


def dossier_of(officer: Officer, now: datetime) -> Dossier:
    """The record of an officer that the reader may see."""
    posted = Officer.objects.with_post_at(now).get(pk=officer.pk)
    unit = Unit.objects.named_at(now).filter(pk=posted.unit_id).first() if posted.unit_id else None
    answers = decide_duties(officer=officer, unit=unit, at=now, now=now)
    claim = LevelClaim.objects.live().filter(officer=officer).select_related("exam", "appraisal").first()
    return Dossier(
        officer=posted,
        unit=unit,
        card=shown(answers[Duty.HANDLE_CASES], claim),
        duties=[_duty_line(duty, answer, unit) for duty, answer in answers.items()],
        levels=level_lines(officer, now),
        next_level=next_level(officer, now),
        restrictions=restriction_lines(officer, now),
        moments=moments_of(officer, now),
    )


def _duty_line(duty: Duty, answer: Answer, unit: Unit | None) -> DutyLine:
    kind, word = badge_of(answer)
    label = str(duty.label)
    if duty == Duty.LEAD_UNIT and unit is not None:
        label = _("Head of %(unit)s") % {"unit": unit.short_name}
    return DutyLine(label=label, kind=kind, word=word, note=short_note_of(answer))


def moments_of(officer: Officer, now: datetime) -> list[Moment]:
    """What happened, the latest first: what every floor has to say."""
    moments = timeline.collect(officer, now)
    return sorted(moments, key=lambda moment: moment.on, reverse=True)[:MOST_MOMENTS]
