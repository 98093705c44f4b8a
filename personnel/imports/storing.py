"""Storing what a list changes: set by set, all facts of one kind in a few statements, one change for each subject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from personnel.changes.models import Change, DatedFact
from personnel.changes.recording import close_facts, copy_of, end_facts, open_facts, record_changes
from personnel.imports.known import FACTS, Units, batches
from personnel.imports.rules import END, FOLLOW, MEND, Step
from personnel.imports.verdicts import Verdict
from personnel.officers.corrections import before_and_after, copy_names
from personnel.officers.initials import name_pinyin
from personnel.officers.models import Appointment, Officer
from personnel.officers.states import Relation
from personnel.officers.taking_on import write_initials
from personnel.units.models import Unit, UnitVersion
from personnel.units.tree import rebuild_closure
from records.actor import Actor

BATCH: Final = 1000
Steps = list[tuple[int, Step]]
COLUMNS: Final[dict[str, dict[str, str]]] = {
    **{fact: dict(columns) for fact, (_model, columns) in FACTS.items()},
    **{relation: dict(FACTS["post"][1]) for relation in Relation.values},
}


@dataclass(frozen=True, slots=True)
class Act:
    """Which import it is, by which document, by whom, when."""

    plan_uuid: UUID
    document_no: str
    actor: Actor
    now: datetime


def store_people(verdicts: Sequence[Verdict], act: Act) -> None:
    """Take on, change: call it inside the transaction that has compared the list under its locks."""
    keys = _take_on([verdict for verdict in verdicts if verdict.person is None])
    _mend_columns([verdict for verdict in verdicts if verdict.columns])
    by_document: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_document[verdict.entry.values.get("document_no", act.document_no)].append(verdict)
    for number, rows in by_document.items():
        owned = [(verdict.person.pk if verdict.person else keys[verdict.digest], verdict) for verdict in rows]
        changes = record_changes(
            subjects=[Officer(pk=pk) for pk, _verdict in owned],
            actor=act.actor,
            reason_code="officer.imported",
            params={pk: _params(verdict, act) for pk, verdict in owned},
            document_no=number,
            now=act.now,
        )
        steps: dict[str, Steps] = defaultdict(list)
        for pk, verdict in owned:
            for step in verdict.steps:
                steps[step.fact].append((pk, step))
        posts = [pair for relation in Relation.values for pair in steps.pop(relation, [])]
        for fact, pairs in {**steps, "post": posts}.items():
            _store(FACTS[fact][0], pairs, changes)


def _params(verdict: Verdict, act: Act) -> dict[str, Any]:
    """Which import it was, and what it corrected of the person, as a correction by hand keeps it."""
    words: dict[str, Any] = {"import": str(act.plan_uuid)}
    if verdict.person is not None and verdict.columns:
        words["fields"] = before_and_after(verdict.person, verdict.columns)
    return words


def _take_on(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """The rows of new people; {hash of the identity number: key}."""
    made = Officer.objects.bulk_create(
        [
            Officer(
                name=values["name"],
                pinyin=name_pinyin(values["name"]),
                sex=values["sex"],
                born_on=values["born_on"],
                id_number=values["id_number"],
                id_number_hash=verdict.digest,
                joined_on=values["joined_on"],
            )
            for verdict in verdicts
            for values in [verdict.entry.values]
        ],
        batch_size=BATCH,
    )
    write_initials(made)
    return {officer.id_number_hash: officer.pk for officer in made}


def _mend_columns(verdicts: Sequence[Verdict]) -> None:
    by_pk = {verdict.person.pk: verdict for verdict in verdicts if verdict.person}
    for some in batches(by_pk, BATCH):
        officers = list(Officer.objects.filter(pk__in=some).defer("id_number"))
        for officer in officers:
            for name, value in by_pk[officer.pk].columns.items():
                setattr(officer, name, value)
            officer.pinyin = name_pinyin(officer.name)
        Officer.objects.bulk_update(officers, ["name", "pinyin", "sex", "born_on", "joined_on"], batch_size=BATCH)
        renamed = [officer for officer in officers if "name" in by_pk[officer.pk].columns]
        copy_names(renamed)


def _store(model: type[DatedFact], pairs: Steps, changes: Mapping[int, Change]) -> None:
    """End, mend and open the facts of one kind."""
    held = _rows(model, [step.held.pk for _pk, step in pairs if step.held])
    ending = [(held[step.held.pk], step.since) for _pk, step in pairs if step.held and step.how in (FOLLOW, END)]
    end_facts([fact for fact, _at in ending], changes, {fact.uuid: at for fact, at in ending})
    mended = [(held[step.held.pk], step) for _pk, step in pairs if step.held and step.how == MEND]
    close_facts([fact for fact, _step in mended], changes)
    opened = [
        copy_of(fact, changes[_subject(fact)], valid_from=step.since, valid_to=step.until, **_columns(step))
        for fact, step in mended
    ]
    opened += [_fact(model, pk, step, changes[pk]) for pk, step in pairs if step.how not in (MEND, END)]
    open_facts(opened)


def _subject(fact: DatedFact) -> int:
    return int(getattr(fact, f"{fact.subject_field}_id"))


def _rows(model: type[DatedFact], keys: Iterable[int | None]) -> dict[int | None, Any]:
    rows = (model._default_manager.filter(pk__in=some) for some in batches(sorted(filter(None, keys))))
    return {row.pk: row for some in rows for row in some}


def _columns(step: Step) -> dict[str, Any]:
    """The fact's values by the names of its table's columns."""
    columns = COLUMNS[step.fact]
    return {columns[name]: value for name, value in step.values.items()}


def _fact(model: type[DatedFact], pk: int, step: Step, change: Change) -> DatedFact:
    values = _columns(step)
    if model is Appointment:
        values["relation"] = step.fact
    values[f"{model.subject_field}_id"] = pk
    return model(valid_from=step.since, valid_to=step.until, opened_by_id=change.pk, **values)


def store_units(verdicts: Sequence[Verdict], units: Units, act: Act) -> None:
    """Found, rename, move: the tree is rebuilt and checked once."""
    new = [verdict.entry.values["code"] for verdict in verdicts if verdict.unit is None]
    founded = Unit.objects.bulk_create([Unit(code=code) for code in new], batch_size=BATCH)
    keys = {unit.code: unit.pk for unit in founded} | {code: unit.pk for code, unit in units.by_code.items()}
    owned = [(keys[verdict.entry.values["code"]], step) for verdict in verdicts for step in verdict.steps]
    changes = record_changes(
        subjects=[Unit(pk=pk) for pk, _step in owned],
        actor=act.actor,
        reason_code="unit.imported",
        params={pk: {"import": str(act.plan_uuid)} for pk, _step in owned},
        document_no=act.document_no,
        now=act.now,
    )
    held = _rows(UnitVersion, [step.held.pk for _pk, step in owned if step.held])
    follow = [(held[step.held.pk], step.since) for _pk, step in owned if step.how == FOLLOW and step.held]
    end_facts([version for version, _at in follow], changes, {version.uuid: at for version, at in follow})
    close_facts([held[step.held.pk] for _pk, step in owned if step.how == MEND and step.held], changes)
    open_facts([_version(pk, step, held, keys, changes[pk]) for pk, step in owned])
    rebuild_closure()


def _version(
    pk: int, step: Step, held: Mapping[int | None, Any], keys: Mapping[str, int], change: Change
) -> UnitVersion:
    values = dict(step.values)
    parent = values.pop("parent")
    values["parent_id"] = keys[parent] if parent else None
    if step.how == MEND and step.held is not None:
        version: UnitVersion = held[step.held.pk]
        return copy_of(version, change, valid_from=step.since, valid_to=step.until, **values)
    return UnitVersion(unit_id=pk, valid_from=step.since, valid_to=step.until, opened_by=change, **values)
