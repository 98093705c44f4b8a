"""Moving, renaming and reclassifying units.

A change holds from an instant to the next recorded one of the same thing: a unit renamed from May on keeps its new
name when it moves in June, and one moved from May on stands there until the move that is recorded for June.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import close_facts, copy_of, lock_subjects, open_facts, record_changes
from personnel.units.models import Unit, UnitVersion
from personnel.units.states import UnitKind
from personnel.units.tree import rebuild_closure
from personnel.units.versions import reason_params, standing_at, subject_of, versions_of
from records.actor import Actor
from records.audit import Subject, record_entries
from records.days import day_of
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAlteration:
    """What differs about a unit from an instant on; None: stays as it is."""

    unit: Unit
    since: datetime
    parent: Unit | None = None
    name: str | None = None
    short_name: str | None = None
    kind: UnitKind | None = None
    is_law_enforcement: bool | None = None

    def values(self) -> dict[str, Any]:
        """Columns of UnitVersion and their new values."""
        named = {
            name: getattr(self, name)
            for name in ("name", "short_name", "kind", "is_law_enforcement")
            if getattr(self, name) is not None
        }
        return named | ({"parent_id": self.parent.pk} if self.parent else {})

    @property
    def act(self) -> str:
        """ "moved" where it is nothing but a move, else "changed"."""
        return "moved" if set(self.values()) == {"parent_id"} else "changed"


@transaction.atomic
def alter_units(
    *,
    alterations: Sequence[UnitAlteration],
    actor: Actor,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Move, rename or reclassify units, each once and from its own instant on.

    Raises Refusal("units.not_standing" | "units.nothing_changes" | "units.cycle" | "units.orphan").
    """
    lock_subjects([one.unit for one in alterations])
    versions = versions_of([one.unit for one in alterations])
    made: list[UnitVersion] = []
    for act in ("moved", "changed"):
        chosen = [one for one in alterations if one.act == act]
        units = [one.unit for one in chosen]
        changes = record_changes(
            subjects=units,
            actor=actor,
            reason_code=f"unit.{act}",
            params=reason_params(units, reason),
            document_no=document_no,
            now=now,
        )
        subjects = []
        for one in chosen:
            current = standing_at(versions[one.unit.pk], one.since)
            pieces = list(_altered(versions[one.unit.pk], current, one, changes[one.unit.pk]))
            close_facts([old for old, _new in pieces], changes)
            made += [new for _old, news in pieces for new in news]
            subjects.append(_difference(one, current))
        record_entries(
            actor=actor,
            action=f"personnel.unit_{act}",
            subjects=subjects,
            reason=reason,
            document_no=document_no,
            now=now,
        )
    open_facts(made)
    rebuild_closure()


def move_unit(
    *,
    unit: Unit,
    parent: Unit,
    actor: Actor,
    since: datetime,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Put the unit (and what stands below it) under another one from an instant on; see `alter_units`."""
    moved = UnitAlteration(unit=unit, since=since, parent=parent)
    alter_units(alterations=[moved], actor=actor, reason=reason, document_no=document_no, now=now)


def _altered(
    versions: Sequence[UnitVersion], current: UnitVersion, one: UnitAlteration, change: Change
) -> Iterator[tuple[UnitVersion, list[UnitVersion]]]:
    """(row that is no longer believed, rows in its place): the one that holds, and later ones that carry it on."""
    if one.parent is not None and one.parent.pk == one.unit.pk:
        raise Refusal("units.cycle", _("A unit cannot stand under itself."), field="parent")
    carried = {name: value for name, value in one.values().items() if getattr(current, name) != value}
    if not carried:
        raise Refusal("units.nothing_changes", _("This is how the unit stands already."), field=_field_of(one))
    before = [copy_of(current, change, valid_to=one.since)] if current.valid_from < one.since else []
    yield current, [*before, copy_of(current, change, uuid=uuid4(), valid_from=one.since, **carried)]
    end = current.valid_to
    for later in (version for version in versions if version.valid_from > current.valid_from):
        carried = {name: value for name, value in carried.items() if getattr(later, name) == getattr(current, name)}
        if later.valid_from != end or not carried:
            return
        end = later.valid_to
        yield later, [copy_of(later, change, **carried)]


def _field_of(one: UnitAlteration) -> str:
    return "parent" if one.act == "moved" else "name"


def _difference(one: UnitAlteration, current: UnitVersion) -> Subject:
    """Before and after of what differs, the parent by its code."""
    after = {**one.values(), "since": day_of(one.since).isoformat()}
    before = {name: getattr(current, name) for name in one.values()}
    if one.parent is not None:
        before["parent"] = current.parent.code if current.parent else None
        after["parent"] = one.parent.code
        del before["parent_id"], after["parent_id"]
    return subject_of(one.unit, current.name, before=before, after=after)
