"""Founding, closing and reopening units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import copy_of, end_facts, lock_subjects, open_facts, record_changes
from personnel.units.models import Unit, UnitVersion
from personnel.units.states import UnitKind
from personnel.units.tree import rebuild_closure
from personnel.units.versions import reason_params, standing_at, subject_of, versions_of
from records.actor import Actor
from records.audit import record_entries
from records.days import day_of
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
    *,
    units: Sequence[NewUnit],
    actor: Actor,
    since: datetime,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> list[Unit]:
    """Found units from an instant on; returns them in the order given.

    Raises Refusal("units.code" | "units.code_taken" | "units.unknown_parent" | "units.orphan" | "units.cycle").
    """
    known = _known_codes(units)
    founded = Unit.objects.bulk_create([Unit(code=new.code) for new in units], batch_size=500)
    known |= {unit.code: unit for unit in founded}
    for new in units:
        if new.parent_code is not None and new.parent_code not in known:
            raise Refusal(
                "units.unknown_parent", _("There is no unit %(unit_code)s."), field="parent", unit_code=new.parent_code
            )
    changes = record_changes(
        subjects=founded,
        actor=actor,
        reason_code="unit.founded",
        params=reason_params(founded, reason),
        document_no=document_no,
        now=now,
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
        subjects=[subject_of(unit, new.name) for new, unit in zip(units, founded, strict=True)],
        reason=reason,
        document_no=document_no,
        now=now,
    )
    return founded


def _known_codes(units: Sequence[NewUnit]) -> dict[str, Unit]:
    """The units that stand behind the parents' codes; refuses codes that are none or in use."""
    codes = {unit.code for unit in units} | {unit.parent_code for unit in units if unit.parent_code}
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    seen = set(known)
    for new in units:
        if len(new.code) != 12 or not (new.code.isascii() and new.code.isdigit()):
            raise Refusal("units.code", _("A unit code has 12 digits."), field="code", unit_code=new.code)
        if new.code in seen:
            raise Refusal("units.code_taken", _("Unit code %(unit_code)s is in use."), field="code", unit_code=new.code)
        seen.add(new.code)
    return known


@transaction.atomic
def close_unit(
    *,
    unit: Unit,
    actor: Actor,
    since: datetime,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Close the unit from an instant on; what was recorded for a later time never comes to hold.

    Raises Refusal("units.not_standing" | "units.has_subunits" | "units.has_people").
    """
    lock_subjects([unit])
    versions = versions_of([unit])[unit.pk]
    current = standing_at(versions, since)
    if current.valid_from == since:
        raise Refusal("units.not_standing", _("The unit stands only from that day on."), field="since")
    _refuse_dependants(unit, since)
    changes = record_changes(
        subjects=[unit],
        actor=actor,
        reason_code="unit.closed",
        params=reason_params([unit], reason),
        document_no=document_no,
        now=now,
    )
    end_facts(versions, changes, since)
    rebuild_closure()
    record_entries(
        actor=actor,
        action="personnel.unit_closed",
        subjects=[subject_of(unit, current.name, after={"until": day_of(since).isoformat()})],
        reason=reason,
        document_no=document_no,
        now=now,
    )


@transaction.atomic
def reopen_unit(
    *,
    unit: Unit,
    parent: Unit,
    actor: Actor,
    since: datetime,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Let a closed unit stand again, as it last was, under a unit from an instant on.

    Raises Refusal("units.stands" | "units.orphan").
    """
    lock_subjects([unit])
    last = versions_of([unit])[unit.pk][-1]
    if last.valid_to is None or last.valid_to > since:
        raise Refusal("units.stands", _("The unit stands at that time."), field="since")
    changes = record_changes(
        subjects=[unit],
        actor=actor,
        reason_code="unit.reopened",
        params=reason_params([unit], reason),
        document_no=document_no,
        now=now,
    )
    again = copy_of(last, changes[unit.pk], uuid=uuid4(), parent_id=parent.pk, valid_from=since, valid_to=None)
    open_facts([again])
    rebuild_closure()
    record_entries(
        actor=actor,
        action="personnel.unit_reopened",
        subjects=[subject_of(unit, last.name, after={"parent": parent.code})],
        reason=reason,
        document_no=document_no,
        now=now,
    )


def _refuse_dependants(unit: Unit, since: datetime) -> None:
    """Nobody is posted to a closed unit, none stands under it."""
    below = UnitVersion.objects.believed().overlapping(since, None).filter(parent=unit).values("unit").distinct()
    if count := below.count():
        raise Refusal(
            "units.has_subunits",
            _("%(count)s units stand under it on that day or later: move or close them first."),
            field="since",
            count=count,
        )
    # People's posts are a room above: reached by name, as the scope does.
    posts = apps.get_model("personnel", "Appointment")._default_manager.believed().overlapping(since, None)
    if count := posts.filter(unit=unit).values("officer").distinct().count():
        raise Refusal(
            "units.has_people",
            _("%(count)s people have a post in it on that day or later: transfer them first."),
            field="since",
            count=count,
        )
