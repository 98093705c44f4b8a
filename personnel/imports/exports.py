"""Lists as workbooks, in the columns that the import reads: what goes out can come back and changes nothing."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from personnel.imports.columns import SHEETS, fields_of
from personnel.imports.known import Person, load_facts, load_units
from personnel.imports.rules import Held, holding
from personnel.imports.states import Kind
from personnel.officers.models import Officer
from personnel.officers.rules import masked_id_number
from personnel.officers.states import Relation
from personnel.units.models import Unit
from records.actor import Actor
from records.audit import record_entry
from records.days import day_of
from records.workbooks import Sheet

MASKED_HEAD: Final = "遮盖的身份证号（不能导入）"
FACTS_SHOWN: Final = {
    "status": ("category", "status", "established"),
    "number": ("number",),
    "rank": ("rank", "grade"),
    Relation.ESTABLISHED.value: ("unit", "post", "stream", "is_head", "acting"),
    "certificate": ("certificate_no",),
}
DAYS_SHOWN: Final = {
    "status": "status_since",
    "rank": "rank_since",
    Relation.ESTABLISHED.value: "post_since",
    "review": "first_review",
}


def export_officers(
    *, officers: "QuerySet[Officer]", at: datetime, in_full: bool, reason: str = "", actor: Actor, now: datetime
) -> Sheet:
    """The people as they are at the instant, within what the list shows; the act is written down.

    in_full: with the identity numbers of those whom the actor may identify, the others' masked; else a masked column
    that isn't read back.
    """
    identified = Officer.objects.managed_by(actor, "officers.identify", now=now)
    shown = set(officers.filter(pk__in=identified).values_list("pk", flat=True)) if in_full else set()
    rows = list(_people(officers, at, shown))
    record_entry(
        actor=actor,
        action="personnel.people_exported",
        subject_kind="personnel.list",
        subject_uuid=None,
        subject_label=str(Kind.OFFICERS.label),
        after={"people": len(rows), "identity_numbers": len(shown)},
        reason=reason,
        now=now,
    )
    heads = {name: field.column_name for name, field in fields_of(Kind.OFFICERS).items()}
    if not in_full:
        heads["id_number"] = MASKED_HEAD
    return Sheet(title=SHEETS[Kind.OFFICERS], head=list(heads.values()), rows=rows, is_text=True)


def _people(officers: "QuerySet[Officer]", at: datetime, in_full: Collection[int]) -> Iterator[list[str]]:
    columns = ("pk", "uuid", "name", "sex", "born_on", "joined_on")
    codes = dict(Unit.objects.values_list("pk", "code"))
    listed = list(officers.values_list(*columns, "id_number"))
    people = {row[0]: Person(*row[:-1]) for row in listed}
    load_facts(people)
    for row in listed:
        person, id_number = people[row[0]], row[-1]
        values: dict[str, Any] = {
            "name": person.name,
            "id_number": id_number if person.pk in in_full else masked_id_number(id_number),
            "sex": person.sex,
            "born_on": person.born_on,
            "joined_on": person.joined_on,
            **_facts(person, at),
        }
        values["unit"] = codes.get(values.get("unit", 0))
        yield [str(field.widget.render(values.get(name))) for name, field in fields_of(Kind.OFFICERS).items()]


def _facts(person: Person, at: datetime) -> dict[str, Any]:
    """What holds of somebody at the instant, by the columns' names."""
    values: dict[str, Any] = {}
    held: Mapping[str, Held | None] = {fact: holding(person.held(fact), at) for fact in {**FACTS_SHOWN, **DAYS_SHOWN}}
    for fact, names in FACTS_SHOWN.items():
        found = held[fact]
        values |= {name: found.values[name] for name in names} if found else {}
    for fact, name in DAYS_SHOWN.items():
        found = held[fact]
        values |= {name: day_of(found.since)} if found else {}
    return values


def export_units(*, units: "QuerySet[Unit]", at: datetime, actor: Actor, now: datetime) -> Sheet:
    """The units as they stand at the instant, each under its parent's code."""
    tree = load_units(actor, "units.view", now)
    rows = []
    for code in units.order_by("code").values_list("code", flat=True):
        version = holding(tree.by_code[code].versions, at)
        if version is not None:
            values = {"code": code, **version.values, "since": day_of(version.since)}
            rows.append([str(field.widget.render(values[name])) for name, field in fields_of(Kind.UNITS).items()])
    record_entry(
        actor=actor,
        action="personnel.units_exported",
        subject_kind="personnel.unit",
        subject_uuid=None,
        after={"rows": len(rows), "on": day_of(at).isoformat()},
        now=now,
    )
    heads = [field.column_name for field in fields_of(Kind.UNITS).values()]
    return Sheet(title=SHEETS[Kind.UNITS], head=heads, rows=rows, is_text=True)


def export_history(rows: Any) -> Sheet:
    """The imports that the list shows. rows: (plan, kind, owner's name, what was stored)."""
    head = [_("File"), _("List"), _("By"), _("Uploaded"), _("State"), _("Document number"), _("From day")]
    counts = ["new", "changed", "unchanged", "missing", "refused"]
    words = [_("new rows"), _("changed rows"), _("unchanged rows"), _("missing rows"), _("refused rows")]
    lines = [
        [
            shown.plan.file_name,
            str(shown.kind.label),
            shown.owner,
            shown.plan.created_at,
            shown.plan.get_state_display(),
            shown.plan.result.get("document_no", ""),
            shown.plan.result.get("day", ""),
            *(shown.plan.counts.get(name, 0) for name in counts),
        ]
        for shown in rows
    ]
    return Sheet(title=_("Imports"), head=[*head, *words], rows=lines)
