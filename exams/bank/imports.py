"""Verbs of an import: parse a file to a plan, decide on near-duplicates, apply or discard it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exams.bank.comparing import Outcome, Report, compare, tell_nobody
from exams.bank.formats.headers import read_file
from exams.bank.formats.reading import read_question
from exams.bank.formats.records import read_json
from exams.bank.formats.source import Source
from exams.bank.models import QuestionBank
from exams.bank.plans import KIND, Choice, PlanRow, cells_as_dict, counts_of, source_of
from exams.bank.storing import Draft, store_drafts
from exams.law.articles import NoArticle, find_articles
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.days import day_of
from records.faults import Fault
from records.models import ImportPlan
from records.plans import end_plan, keep_plan, lock_plan, replace_rows, rows_of
from records.refusals import Refusal
from records.states import PlanState


def parse_upload(
    *,
    bank: QuestionBank,
    file_name: str,
    content: bytes,
    actor: Actor,
    report: Report = tell_nobody,
    now: datetime | None = None,
) -> ImportPlan:
    """Read a workbook, CSV or JSON file to a plan; nothing is stored in the bank.

    report: told how far it is, outside any transaction. Raises BrokenFile (a Refusal with field "file") where the
    file as a whole can't be read.
    """
    at = now or clock.now()
    source = read_source(file_name, content)
    rows = read_rows(source, on=day_of(at))
    report(0, len(rows))
    judge_rows(bank, rows, report)
    report(len(rows), len(rows))
    return keep_plan(
        actor=actor,
        kind=KIND,
        file_name=file_name,
        content=content,
        rows=[row.as_dict() for row in rows],
        counts=counts_of(rows) | {"left_out": len(source.left_out)},
        target_uuid=bank.uuid,
        now=at,
    )


def read_source(file_name: str, content: bytes) -> Source:
    """The rows of a workbook, CSV or JSON file. Raises BrokenFile."""
    return read_json(file_name, content) if file_name.endswith(".json") else read_file(file_name, content)


def read_rows(source: Source, *, on: date) -> list[PlanRow]:
    """Each row as a question, or refused with every reason."""
    rows = []
    for entry in source.rows:
        content, faults = read_question(entry)
        cells = cells_as_dict(entry)
        rows.append(PlanRow(entry.sheet, entry.row, Outcome.REFUSED, content, cells, faults))
    _check_articles(rows, on)
    return rows


def _check_articles(rows: list[PlanRow], on: date) -> None:
    references = {row.content.reference for row in rows if row.content and row.content.reference}
    found = find_articles(references, on=on)
    for row in rows:
        missing = found.get(row.content.reference) if row.content and row.content.reference else None
        if isinstance(missing, NoArticle):
            column, header, value = row.cells.get("basis", ["", "", ""])
            row.faults.append(Fault(missing.code, column, header, value, missing.params))
            row.content = None


def judge_rows(bank: QuestionBank, rows: list[PlanRow], report: Report = tell_nobody) -> None:
    """Compare the readable rows with the bank and with each other."""
    readable = [row for row in rows if row.content is not None]
    verdicts = compare(bank, [row.content for row in readable if row.content is not None], report)
    for row, verdict in zip(readable, verdicts, strict=True):
        row.judge(verdict, readable)
        if row.outcome != Outcome.REFUSED:
            row.cells = {}


@transaction.atomic
def choose(*, plan: ImportPlan, choices: Mapping[int, str], actor: Actor) -> ImportPlan:
    """Decide on near-duplicates, by the row's place in the plan. Raises Refusal("bank.choice")."""
    locked = _lock_plan(plan, actor)
    rows = rows_of(locked)
    for place, choice in choices.items():
        if not 0 <= place < len(rows) or rows[place]["outcome"] != Outcome.NEAR:
            raise Refusal("bank.choice", _("There is nothing to decide about this row."))
        if choice not in Choice.ALL:
            raise Refusal("bank.choice", _("Choose one of the three."))
        rows[place]["choice"] = choice
    replace_rows(plan=locked, rows=rows)
    return locked


@transaction.atomic
def mend_row(
    *, plan: ImportPlan, place: int, values: Mapping[str, str], actor: Actor, now: datetime | None = None
) -> PlanRow:
    """Check a refused row once more with some cells corrected; the file itself stays as it is.

    Raises Refusal("bank.not_refused").
    """
    locked = _lock_plan(plan, actor)
    rows = [PlanRow.from_dict(kept) for kept in rows_of(locked)]
    if not 0 <= place < len(rows) or rows[place].outcome != Outcome.REFUSED:
        raise Refusal("bank.not_refused", _("This row was not refused."))
    source = Source([source_of(rows[place], values)])
    rows[place] = read_rows(source, on=day_of(now or clock.now()))[0]
    judge_rows(bank_of(locked), rows)
    replace_rows(plan=locked, rows=[row.as_dict() for row in rows], counts=locked.counts | counts_of(rows))
    return rows[place]


@transaction.atomic
def apply_plan(*, plan: ImportPlan, actor: Actor, now: datetime | None = None) -> ImportPlan:
    """Store the plan's good rows as drafts, in one transaction. Of the plan only the refused rows stay for a while.

    The bank is compared once more under its lock: what another import stored meanwhile is not stored twice.
    Raises Refusal("records.plan_ended").
    """
    bank = bank_of(plan, lock=QuestionBank.objects.select_for_update())
    plan = _lock_plan(plan, actor)
    at = now or clock.now()
    rows = [PlanRow.from_dict(values) for values in rows_of(plan)]
    judge_rows(bank, [row for row in rows if row.outcome != Outcome.REFUSED])
    drafts = {place: draft for place, row in enumerate(rows) if (draft := _draft_of(row)) is not None}
    stored = store_drafts(bank=bank, drafts=list(drafts.values()), actor=actor, now=at)
    versions = [str(version.uuid) for version in stored if version]
    counts = plan.counts | counts_of(rows) | {"stored": len(versions)}
    replace_rows(plan=plan, rows=[row.as_dict() for row in rows if row.outcome == Outcome.REFUSED])
    result, keep = {"versions": versions}, [Outcome.REFUSED]
    applied = end_plan(plan, PlanState.APPLIED, counts=counts, result=result, keep=keep, now=at)
    record_entry(
        actor=actor,
        action="exams.questions_imported",
        subject_kind="exams.bank",
        subject_uuid=bank.uuid,
        subject_label=bank.name,
        after={"file": plan.file_name, "sha256": plan.sha256, "plan": str(plan.uuid), **counts},
        now=at,
    )
    return applied


def bank_of(plan: ImportPlan, *, lock: QuerySet[QuestionBank] | None = None) -> QuestionBank:
    """The bank a plan is for."""
    if plan.kind != KIND or plan.target_uuid is None:
        raise QuestionBank.DoesNotExist
    return (QuestionBank.objects.all() if lock is None else lock).get(uuid=plan.target_uuid)


def _lock_plan(plan: ImportPlan, actor: Actor) -> ImportPlan:
    locked = lock_plan(plan)
    if locked.owner_uuid != actor.uuid:
        raise Refusal("records.plan_of_another", _("This import is another person's."))
    if locked.state != PlanState.PARSED:
        raise Refusal("records.plan_ended", _("This import has already been applied or discarded."))
    return locked


def _draft_of(row: PlanRow) -> Draft | None:
    if row.content is None:
        return None
    if row.outcome == Outcome.NEW:
        return Draft(row.content)
    if row.outcome == Outcome.CHANGED:
        return Draft(row.content, row.known)
    if row.outcome == Outcome.NEAR and row.is_storable:
        return Draft(row.content, row.known if row.choice == Choice.VERSION else "")
    return None
