"""An officer's restrictions as lines of a table."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.restrictions.models import TERM_KINDS, Restriction, RestrictionAppeal, Serving
from records.days import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLine:
    """One restriction with who decided it, its serving and its appeal."""

    restriction: Restriction
    unit_name: str
    serving: Serving | None
    appeal: RestrictionAppeal | None
    kind: str
    word: str
    stands: bool


def restriction_lines(officer: Officer, now: datetime) -> list[RestrictionLine]:
    """All that is known now, the latest first."""
    rows = list(
        Restriction.objects.believed()
        .filter(officer=officer)
        .select_related("opened_by", "successor")
        .order_by("-valid_from")
    )
    uuids = [row.uuid for row in rows]
    servings = {row.restriction_uuid: row for row in Serving.objects.filter(restriction_uuid__in=uuids)}
    appeals = {
        row.restriction_uuid: row
        for row in RestrictionAppeal.objects.filter(restriction_uuid__in=uuids).order_by("filed_at")
    }
    units = Unit.objects.named_at(now).in_bulk([row.decided_by_unit_id for row in rows if row.decided_by_unit_id])
    lines = []
    for row in rows:
        kind, word = _state_of(row, now)
        unit = units.get(row.decided_by_unit_id) if row.decided_by_unit_id else None
        lines.append(
            RestrictionLine(
                restriction=row,
                unit_name=unit.short_name if unit else "",
                serving=servings.get(row.uuid),
                appeal=appeals.get(row.uuid),
                kind=kind,
                word=word,
                stands=row.valid_to is None or row.valid_to > now,
            )
        )
    return lines


def _state_of(row: Restriction, now: datetime) -> tuple[str, str]:
    if row.valid_from > now:
        return "ahead", _("not begun")
    if row.valid_to is not None and row.valid_to <= now:
        over = row.kind in TERM_KINDS and row.opened_by.reason_code != "restriction.reinstated"
        return "done", _("term over") if over else _("lifted")
    if row.planned_until is not None and row.planned_until < day_of(now):
        return "soon", _("to be lifted")
    return "stopped", _("in force")
