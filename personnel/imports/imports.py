"""Verbs of an import: begin, read to a plan, apply or discard it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from personnel.access.scope import may, own_officer
from personnel.imports.known import compared_units, load_units, missing_people, missing_units
from personnel.imports.matching import Question, lock_people, lock_units
from personnel.imports.people import compare_people
from personnel.imports.plans import ABOUT, about, as_row, counted, entry_of, kind_of, name_of, touches_of
from personnel.imports.posts import compare_posts
from personnel.imports.reading import Entry, read_list, read_row
from personnel.imports.states import APPLIED, PERMISSIONS, Kind, Outcome
from personnel.imports.storing import Act, store_people, store_units
from personnel.imports.units import compare_units
from personnel.imports.verdicts import Verdict
from records import clock, locks
from records.actor import Actor
from records.audit import record_entry
from records.days import start_of
from records.files import drop_files, keep_file, read_file
from records.jobs import enqueue
from records.models import ImportPlan, Job, StoredFile
from records.plans import Row, discard_plan, end_plan, iterate_rows, keep_plan, lock_plan
from records.refusals import Refusal
from records.states import PlanState
from records.tables import Table

FILES = "personnel.import"
READ, APPLY = "personnel.read_list", "personnel.apply_list"
Progress = Callable[[int, int], None]


@transaction.atomic
def begin_import(
    *, kind: Kind, file_name: str, content: bytes, day: date, document_no: str, actor: Actor, now: datetime
) -> Job:
    """Keep the file and have it read; what it would change is seen before anything is stored.

    Raises Refusal("imports.not_allowed") and what keep_file refuses.
    """
    _refuse_without_permission(actor, kind)
    import_uuid = uuid4()
    keep_file(
        content=content,
        name=file_name,
        media_type="text/csv" if file_name.casefold().endswith(".csv") else "",
        owner_kind=FILES,
        owner_uuid=import_uuid,
        actor=actor,
        keep_until=now + timedelta(days=settings.PLAN_UNDECIDED_DAYS),
        now=now,
    )
    params = {"kind": kind.value, "day": day.isoformat(), "document_no": document_no}
    return enqueue(READ, actor=actor, about=file_name, subject_uuid=import_uuid, params=params, now=now)


def read_to_plan(
    *,
    import_uuid: UUID,
    kind: Kind,
    day: date,
    document_no: str,
    actor: Actor,
    now: datetime,
    report: Progress = lambda done, total: None,
) -> ImportPlan:
    """Read the kept file and compare it with what is recorded; nothing of people is stored.

    report: told how far it is; outside any transaction. Raises BrokenFile.
    """
    file = StoredFile.objects.get(owner_kind=FILES, owner_uuid=import_uuid)
    content = read_file(file)
    table = read_list(kind, content, file.name)
    entries = []
    for place, row in enumerate(table.rows):
        entries.append(read_row(kind, row))
        report(place, len(table.rows))
    question = _question(actor, kind, start_of(day), document_no, now)
    rows, first_unit = _rows(kind, entries, question)
    counts = counted(rows)
    report(len(table.rows), len(table.rows))
    compared = compared_units(question.units, [entry.values.get("unit", "") for entry in entries], question.day)
    told = {"touches": touches_of(rows), "compared": compared if kind == Kind.OFFICERS else []}
    rows.append(_about(table, day, document_no, import_uuid) | told)
    return keep_plan(
        actor=actor,
        kind=name_of(kind),
        file_name=file.name,
        content=content,
        rows=rows,
        counts=counts,
        target_uuid=actor.unit or first_unit,
        now=now,
    )


def _question(actor: Actor, kind: Kind, day: datetime, document_no: str, now: datetime) -> Question:
    units = load_units(actor, PERMISSIONS[kind], now)
    own = frozenset(own_officer(actor).values_list("officer_id", flat=True))
    return Question(units=units, day=day, now=now, document_no=document_no, own=own)


def _rows(kind: Kind, entries: Sequence[Entry], question: Question) -> tuple[list[Row], UUID | None]:
    """The plan's rows with what the file leaves out, and the first unit that it names."""
    verdicts = _compare(kind, entries, question)
    rows = [as_row(verdict, kind, question) for verdict in verdicts]
    code = "code" if kind == Kind.UNITS else "unit"
    named = [entry.values[code] for entry in entries if code in entry.values]
    if kind == Kind.UNITS:
        absent = missing_units(question.units, set(named), question.day)
        rows += [
            {"outcome": Outcome.MISSING.value, "who": [str(uuid), name], "code": key} for uuid, key, name in absent
        ]
    elif kind == Kind.OFFICERS:
        known = {verdict.person.pk for verdict in verdicts if verdict.person}
        rows += [
            {"outcome": Outcome.MISSING.value, "who": [str(uuid), name], "code": number, "unit": unit}
            for uuid, name, number, unit in missing_people(question.units, named, known, question.day)
        ]
    first = next((unit for key in named if (unit := question.units.by_code.get(key))), None)
    return rows, first.uuid if first else None


def _compare(kind: Kind, entries: Sequence[Entry], question: Question) -> list[Verdict]:
    if kind == Kind.UNITS:
        return compare_units(entries, question)
    compare = compare_people if kind == Kind.OFFICERS else compare_posts
    return compare(entries, question)[0]


def _about(table: Table, day: date, document_no: str, import_uuid: UUID) -> Row:
    return {
        "outcome": ABOUT,
        "day": day.isoformat(),
        "document_no": document_no,
        "file": str(import_uuid),
        "sheets": table.sheets,
        "left_out": table.left_out,
        "ignored": [list(column) for column in table.ignored],
    }


def confirm_import(*, plan: ImportPlan, actor: Actor, now: datetime) -> Job:
    """Have the plan applied. Raises Refusal("imports.not_allowed" | "records.plan_ended" | "imports.nothing")."""
    _refuse_without_permission(actor, kind_of(plan))
    _refuse_ended(plan, actor)
    if not any(plan.counts.get(outcome, 0) for outcome in APPLIED):
        raise Refusal("imports.nothing", _("There is nothing to store: all of it is recorded."))
    page = reverse("personnel:import", args=[plan.uuid])
    return enqueue(APPLY, actor=actor, about=plan.file_name, subject_uuid=plan.uuid, link=page, now=now)


def apply_plan(*, plan: ImportPlan, actor: Actor, now: datetime | None = None) -> ImportPlan:
    """Store what the plan shows, all of it or nothing, in one transaction.

    The rows are compared once more under their locks. Raises Refusal("imports.changed_meanwhile") where one of them
    would now do something else than what was shown.
    """
    try:
        return _apply(plan, actor, now or clock.now())
    except IntegrityError as error:
        raise _changed(1) from error


@transaction.atomic
def _apply(plan: ImportPlan, actor: Actor, now: datetime) -> ImportPlan:
    kind = kind_of(plan)
    _refuse_without_permission(actor, kind)
    locks.hold("personnel.import")
    locked = lock_plan(plan)
    _refuse_ended(locked, actor)
    told = about(locked)
    rows = list(iterate_rows(locked, *APPLIED))
    if kind != Kind.UNITS:
        lock_units({row["values"]["unit"] for row in rows if "unit" in row["values"]})
        lock_people({row["who"][0] for row in rows if "who" in row})
    question = _question(actor, kind, start_of(date.fromisoformat(told["day"])), told["document_no"], now)
    verdicts = _compare(kind, [entry_of(row, kind) for row in rows], question)
    other = sum(
        bool(verdict.entry.faults) or verdict.mark != row["mark"] for verdict, row in zip(verdicts, rows, strict=True)
    )
    if other:
        raise _changed(other)
    act = Act(locked.uuid, question.document_no, actor, now)
    if kind == Kind.UNITS:
        store_units(verdicts, question.units, act)
    else:
        store_people(verdicts, act)
    result = {name: told[name] for name in ("day", "document_no")}
    applied = end_plan(locked, PlanState.APPLIED, result=result, keep=[Outcome.REFUSED.value], now=now)
    drop_files(owner_kind=FILES, owner_uuid=UUID(told["file"]))
    record_entry(
        actor=actor,
        action=f"personnel.{kind.value}_imported",
        subject_kind="personnel.import",
        subject_uuid=locked.uuid,
        subject_label=locked.file_name,
        after={"sha256": locked.sha256, "day": told["day"], **locked.counts},
        document_no=question.document_no,
        now=now,
    )
    return applied


@transaction.atomic
def discard_import(*, plan: ImportPlan, actor: Actor, now: datetime) -> ImportPlan:
    """Drop the plan and its file; nothing of it was stored. Raises Refusal("records.plan_ended")."""
    told = about(plan)
    ended = discard_plan(plan=plan, actor=actor, now=now)
    if "file" in told:
        drop_files(owner_kind=FILES, owner_uuid=UUID(told["file"]))
    return ended


@transaction.atomic
def read_again(*, plan: ImportPlan, actor: Actor, now: datetime) -> Job:
    """Compare the same file once more with what is recorded now; the old plan is dropped.

    Raises Refusal("records.plan_ended" | "imports.file_gone").
    """
    _refuse_ended(plan, actor)
    told = about(plan)
    if not StoredFile.objects.filter(owner_kind=FILES, owner_uuid=told["file"]).exists():
        raise Refusal("imports.file_gone", _("The file is no longer kept. Upload it again."))
    discard_plan(plan=plan, actor=actor, now=now)
    params = {"kind": kind_of(plan).value, "day": told["day"], "document_no": told["document_no"]}
    return enqueue(READ, actor=actor, about=plan.file_name, subject_uuid=UUID(told["file"]), params=params, now=now)


def forget_file(import_uuid: UUID) -> None:
    """Nobody wants the file read any more."""
    drop_files(owner_kind=FILES, owner_uuid=import_uuid)


def _refuse_without_permission(actor: Actor, kind: Kind) -> None:
    if not may(actor, PERMISSIONS[kind]):
        raise Refusal("imports.not_allowed", _("You have no permission for lists of this kind."), field="kind")


def _refuse_ended(plan: ImportPlan, actor: Actor) -> None:
    if plan.owner_uuid != actor.uuid:
        raise Refusal("records.plan_of_another", _("This import is another person's."))
    if plan.state != PlanState.PARSED:
        raise Refusal("records.plan_ended", _("This import has already been applied or discarded."))


def _changed(count: int) -> Refusal:
    return Refusal(
        "imports.changed_meanwhile",
        _(
            "%(count)s rows no longer fit what is recorded, which has changed since the file was read. "
            "Check the file again."
        ),
        count=count,
    )
