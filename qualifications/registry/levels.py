"""An officer's levels as lines of a table, and what the next one still asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.home.wording import record_day
from personnel.officers.models import Officer
from qualifications.levels.claims import REVOKED, proofs_of, records_of
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.rules import Condition, conditions_of, holds
from qualifications.policies.policies import policy_at
from qualifications.restrictions.models import Restriction
from qualifications.states import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """A record, a claim that waits, or a level that was never obtained (neither)."""

    title: str
    kind: str
    word: str
    record: LevelRecord | None = None
    claim: LevelClaim | None = None
    may_be_revoked: bool = False


def level_lines(officer: Officer, now: datetime) -> list[LevelLine]:
    """All that is known now, the highest level first, in each the latest record first."""
    records = list(
        LevelRecord.objects.believed().filter(officer=officer).select_related("opened_by").order_by("-valid_from")
    )
    claims = list(LevelClaim.objects.live().filter(officer=officer).select_related("exam", "appraisal"))
    suspended = list(Restriction.objects.suspending_at(now).filter(officer=officer))
    lines: list[LevelLine] = []
    for level in reversed(Level):
        own = [record for record in records if record.level == level]
        waiting = [claim for claim in claims if claim.level == level]
        lines += [_claim_line(claim, bool(own)) for claim in waiting]
        lines += [_record_line(record, own, suspended, now) for record in own]
        if not own and not waiting:
            lines.append(LevelLine(title=str(level.label), kind="absent", word=_("not obtained")))
    return lines


def _claim_line(claim: LevelClaim, is_renewal: bool) -> LevelLine:
    return LevelLine(
        title=_title(Level(claim.level), is_renewal), kind="pending", word=str(claim.get_state_display()), claim=claim
    )


def _title(level: Level, is_renewal: bool) -> str:
    return _("%(level)s, renewal") % {"level": level.label} if is_renewal else str(level.label)


def _record_line(
    record: LevelRecord, own: Sequence[LevelRecord], suspended: Sequence[Restriction], now: datetime
) -> LevelLine:
    kind, word = _state_of(record, own, suspended, now)
    first = min(own, key=lambda other: other.valid_from)
    return LevelLine(
        title=_title(Level(record.level), record.pk != first.pk),
        kind=kind,
        word=word,
        record=record,
        may_be_revoked=record.valid_to is None or record.valid_to > now,
    )


def _state_of(
    record: LevelRecord, own: Sequence[LevelRecord], suspended: Sequence[Restriction], now: datetime
) -> tuple[str, str]:
    if record.valid_from > now:
        return "ahead", _("from %(day)s on") % {"day": record_day(record.valid_from)}
    if record.valid_to is None or record.valid_to > now:
        step = Level(record.level).step
        if any(not row.level or Level(row.level).step <= step for row in suspended):
            return "stopped", pgettext("level", "suspended")
        return "done", _("holds")
    if record.opened_by.reason_code == REVOKED:
        return "no", _("revoked")
    if any(other.valid_from == record.valid_to for other in own):
        return "same", _("renewed")
    return "no", _("expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """The level that comes next, what it asks for, and whether it waits for its confirmation."""

    level: Level
    conditions: list[Condition]
    is_waiting: bool

    def rows(self) -> list[tuple[str, str]]:
        """[(kind, words)] of the conditions and of the confirmation."""
        rows = [("done" if one.is_met else "ahead", _condition_words(one, self.level)) for one in self.conditions]
        words = _("Confirmation: waiting") if self.is_waiting else _("Confirmation by the qualification office")
        return [*rows, ("pending" if self.is_waiting else "ahead", words)]


def next_level(officer: Officer, now: datetime) -> NextLevel | None:
    """The lowest level that the officer doesn't hold; None where he holds the highest."""
    records, proofs = records_of([officer.pk])[officer.pk], proofs_of([officer.pk])[officer.pk]
    level = next((level for level in Level if not holds(records, level, now)), None)
    if level is None:
        return None
    rule = policy_at(now).levels[level]
    return NextLevel(
        level=level,
        conditions=conditions_of(level=level, rule=rule, proofs=proofs, records=records, at=now),
        is_waiting=LevelClaim.objects.live().filter(officer=officer, level=level).exists(),
    )


def _condition_words(condition: Condition, level: Level) -> str:
    below = level.below
    match condition.code:
        case "prerequisite":
            return _("%(level)s held") % {"level": below.label if below else ""}
        case "exam":
            return _("%(level)s exam passed") % {"level": level.label}
        case "appraisal":
            return _("Appraisal passed")
        case _:
            return _("Training hours: %(have)s of %(need)s") % {"have": condition.have, "need": condition.need}
