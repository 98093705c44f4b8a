"""A unit over time: what it was called, where it stood, by which documents."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from personnel.changes.models import Change
from personnel.units.models import Unit, UnitVersion
from personnel.units.states import UnitKind
from records.days import day_of

ACTS: dict[str, str | Promise] = {
    "unit.founded": pgettext_lazy("unit", "founded"),
    "unit.moved": pgettext_lazy("unit", "moved"),
    "unit.changed": pgettext_lazy("unit", "renamed or reclassified"),
    "unit.closed": pgettext_lazy("unit", "closed"),
    "unit.reopened": pgettext_lazy("unit", "reopened"),
}


def changes_of(unit: Unit) -> list[tuple[Change, str]]:
    """What was recorded about the unit, the latest first, with the act's word."""
    rows = Change.objects.filter(unit=unit).order_by("-pk")
    return [(change, str(ACTS.get(change.reason_code, change.reason_code))) for change in rows]


def moments_of(unit: Unit) -> list[dict[str, Any]]:
    """The unit's time line, the latest first, as it is known now."""
    rows = list(UnitVersion.objects.filter(unit=unit).select_related("opened_by").order_by("pk"))
    opened = {row.uuid: row.opened_by for row in reversed(rows)}  # by whom each version first came to be known
    believed = sorted((row for row in rows if row.closed_by_id is None), key=lambda row: row.valid_from)
    parents = [row.parent_id for row in believed if row.parent_id]
    names = _names_of(parents)
    moments = [
        {"on": day_of(at), "text": text, "tone": tone, "note": _note(opened[row.uuid])}
        for row, before in zip(believed, [None, *believed[:-1]], strict=True)
        for at, text, tone in _told(row, before, names)
    ]
    last = believed[-1] if believed else None
    if last is not None and last.valid_to is not None:
        closing = Change.objects.filter(unit=unit, reason_code="unit.closed").order_by("-pk").first()
        words = {"text": pgettext("unit", "closed"), "note": _note(closing)}
        moments.append({"on": day_of(last.valid_to), "tone": "bad", **words})
    return moments[::-1]


def _told(
    row: UnitVersion, before: UnitVersion | None, names: dict[int | None, list[UnitVersion]]
) -> Iterator[tuple[datetime, str, str]]:
    """(instant, text, tone) of what a version brought."""
    parent = _name_at(names, row.parent_id, row.valid_from)
    if before is None:
        yield row.valid_from, _founding(row, parent), "ok"
        return
    if before.valid_to != row.valid_from:
        if before.valid_to is not None:
            yield before.valid_to, pgettext("unit", "closed"), "bad"
        yield row.valid_from, _("stands again under %(parent)s") % {"parent": parent}, "ok"
        return
    if before.parent_id != row.parent_id:
        former = _name_at(names, before.parent_id, row.valid_from)
        words = {"former": former, "parent": parent}
        yield row.valid_from, _("moved from %(former)s to %(parent)s") % words, ""
    if (before.name, before.short_name) != (row.name, row.short_name):
        words = {"former": before.name, "name": row.name}
        yield row.valid_from, _("renamed from %(former)s to %(name)s") % words, ""
    if before.kind != row.kind:
        kinds = {"former": UnitKind(before.kind).label, "kind": UnitKind(row.kind).label}
        yield row.valid_from, _("reclassified from %(former)s to %(kind)s") % kinds, ""
    if before.is_law_enforcement != row.is_law_enforcement:
        now_enforces = _("does law enforcement"), _("no longer does law enforcement")
        yield row.valid_from, now_enforces[not row.is_law_enforcement], ""


def _founding(row: UnitVersion, parent: str) -> str:
    if not parent:
        return _("founded as %(name)s") % {"name": row.name}
    return _("founded as %(name)s under %(parent)s") % {"name": row.name, "parent": parent}


def _note(change: Change | None) -> str:
    if change is None:
        return ""
    return " · ".join(filter(None, (change.document_no, str(change.params.get("reason", "")))))


def _names_of(units: Sequence[int]) -> dict[int | None, list[UnitVersion]]:
    names: dict[int | None, list[UnitVersion]] = {}
    for version in UnitVersion.objects.believed().filter(unit__in=set(units)).order_by("valid_from"):
        names.setdefault(version.unit_id, []).append(version)
    return names


def _name_at(names: dict[int | None, list[UnitVersion]], unit: int | None, at: datetime) -> str:
    """The short name of a parent at the instant, else its last one before it."""
    rows = [version for version in names.get(unit, []) if version.valid_from <= at]
    return rows[-1].short_name if rows else ""
