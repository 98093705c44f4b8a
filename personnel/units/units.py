"""Founding, changing and closing units; the tree's projection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import close_facts, copy_of, end_facts, open_facts, record_changes
from personnel.units.models import Unit, UnitClosure, UnitVersion
from personnel.units.rules import CycleError, ParentPeriod, closure
from personnel.units.states import UnitKind
from records import locks
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to be founded. parent_code: code of a unit that exists or stands earlier in the list; None: the bureau."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    is_law_enforcement: bool
    parent_code: str | None


@transaction.atomic
def found_units(
    *, units: Sequence[NewUnit], actor: Actor, since: datetime, document_no: str = "", now: datetime | None = None
) -> list[Unit]:
    """Found units from an instant on; returns them in the order given.

    Raises Refusal("units.code_taken" | "units.unknown_parent" | "units.cycle").
    """
    codes = {unit.code for unit in units} | {unit.parent_code for unit in units if unit.parent_code}
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    for new in units:
        if new.code in known:
            raise Refusal("units.code_taken", _("Unit code %(unit_code)s is in use."), field="code", unit_code=new.code)
    founded = Unit.objects.bulk_create([Unit(code=new.code) for new in units], batch_size=500)
    known |= {unit.code: unit for unit in founded}
    for new in units:
        if new.parent_code is not None and new.parent_code not in known:
            raise Refusal(
                "units.unknown_parent", _("There is no unit %(unit_code)s."), field="parent", unit_code=new.parent_code
            )
    changes = record_changes(
        subjects=founded, actor=actor, reason_code="unit.founded", document_no=document_no, now=now
    )
    open_facts(
        [
            UnitVersion(
                unit=unit,
                name=new.name,
                short_name=new.short_name,
                kind=new.kind,
                is_law_enforcement=new.is_law_enforcement,
                parent=known[new.parent_code] if new.parent_code else None,
                valid_from=since,
                opened_by=changes[unit.pk],
            )
            for new, unit in zip(units, founded, strict=True)
        ]
    )
    rebuild_closure()
    record_entries(
        actor=actor,
        action="personnel.unit_founded",
        subjects=[
            Subject(kind="personnel.unit", uuid=unit.uuid, label=new.name)
            for new, unit in zip(units, founded, strict=True)
        ],
        document_no=document_no,
        now=now,
    )
    return founded


@transaction.atomic
def move_unit(
    *, unit: Unit, parent: Unit, actor: Actor, since: datetime, document_no: str = "", now: datetime | None = None
) -> None:
    """Put the unit (and what stands below it) under another one from an instant on.

    Raises Refusal("units.not_standing" | "units.cycle").
    """
    version = UnitVersion.objects.believed().holding_at(since).filter(unit=unit).first()
    if version is None:
        raise Refusal("units.not_standing", _("The unit does not exist at that time."), field="since")
    changes = record_changes(subjects=[unit], actor=actor, reason_code="unit.moved", document_no=document_no, now=now)
    change = changes[unit.pk]
    moved = copy_of(version, change, parent_id=parent.pk, valid_from=since)
    if version.valid_from == since:
        close_facts([version], changes)
    else:
        end_facts([version], changes, since)
    open_facts([moved])
    rebuild_closure()
    record_entries(
        actor=actor,
        action="personnel.unit_moved",
        subjects=[
            Subject(
                kind="personnel.unit",
                uuid=unit.uuid,
                label=version.name,
                before={"parent": version.parent_id},
                after={"parent": parent.pk},
            )
        ],
        document_no=document_no,
        now=now,
    )


@transaction.atomic
def rebuild_closure() -> None:
    """Make the projection anew from what is known now, under one lock.

    Raises Refusal("units.cycle") where a unit would come to stand under itself.
    """
    locks.hold("personnel.unit_closure")
    periods = [
        ParentPeriod(*row)
        for row in UnitVersion.objects.believed().values_list("unit_id", "parent_id", "valid_from", "valid_to")
    ]
    try:
        links = closure(periods)
    except CycleError:
        raise Refusal("units.cycle", _("A unit cannot stand under itself."), field="parent") from None
    UnitClosure.objects.all().delete()
    UnitClosure.objects.bulk_create(
        (
            UnitClosure(
                ancestor_id=link.ancestor,
                descendant_id=link.descendant,
                depth=link.depth,
                valid_from=link.start,
                valid_to=link.end,
            )
            for link in links
        ),
        batch_size=500,
    )
