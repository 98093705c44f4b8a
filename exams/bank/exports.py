"""Questions out of the bank, and refused rows back to who uploaded them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from exams.bank.comparing import Outcome
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.plans import PlanRow
from exams.bank.resources import KeyedQuestionResource, QuestionResource
from records.actor import Actor
from records.audit import record_entry
from records.workbooks import Sheet


def export_questions(
    *, bank: QuestionBank, versions: QuerySet[QuestionVersion], actor: Actor, now: datetime | None = None
) -> Sheet:
    """Stems and options; the act is written down."""
    sheet = _sheet(QuestionResource(), versions)
    record_entry(
        actor=actor,
        action="exams.questions_exported",
        subject_kind="exams.bank",
        subject_uuid=bank.uuid,
        subject_label=bank.name,
        after={"questions": len(list(sheet.rows))},
        now=now,
    )
    return sheet


def export_with_keys(
    *, bank: QuestionBank, versions: QuerySet[QuestionVersion], actor: Actor, now: datetime | None = None
) -> Sheet:
    """With keys and rationales; the act is written down as such."""
    sheet = _sheet(KeyedQuestionResource(), versions)
    record_entry(
        actor=actor,
        action="exams.keys_exported",
        subject_kind="exams.bank",
        subject_uuid=bank.uuid,
        subject_label=bank.name,
        after={"questions": len(list(sheet.rows))},
        now=now,
    )
    return sheet


def _sheet(resource: QuestionResource, versions: QuerySet[QuestionVersion]) -> Sheet:
    data = resource.export(queryset=versions)
    return Sheet(title="题库", head=data.headers or [], rows=[tuple(row) for row in data])


def refused_sheets(rows: Iterable[PlanRow]) -> list[Sheet]:
    """The refused rows in the columns of their file, with the reasons; mended, it can be uploaded again."""
    by_sheet: dict[str, list[PlanRow]] = {}
    for row in rows:
        if row.outcome == Outcome.REFUSED:
            by_sheet.setdefault(row.sheet, []).append(row)
    return [_refused_sheet(name, refused) for name, refused in by_sheet.items()]


def _refused_sheet(name: str, rows: list[PlanRow]) -> Sheet:
    heads = {field: cell[1] for row in rows for field, cell in row.cells.items()}
    return Sheet(title=name, head=[*heads.values(), _("Row in the file"), _("Reason")], rows=_lines(rows, list(heads)))


def _lines(rows: list[PlanRow], fields: list[str]) -> Iterator[list[object]]:
    for row in rows:
        cells = [row.cells.get(field, ["", "", ""])[2] for field in fields]
        reasons = [f"{fault.header}: {fault}" if fault.header else str(fault) for fault in row.faults]
        yield [*cells, row.row, "\n".join(reasons)]
