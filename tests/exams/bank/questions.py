"""Banks and versions as tests of this room need them."""

from collections.abc import Sequence

from exams.bank.banks import open_bank
from exams.bank.imports import apply_plan, parse_upload
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.states import Purpose
from records.actor import Actor
from records.models import ImportPlan
from tests.exams.bank.workbooks import HEAD, workbook
from tests.people import NOW, Bureau

AUTHOR = Actor(uuid=Actor.system("author").uuid, name="韩墨", role="trainer")
SECOND = Actor(uuid=Actor.system("second reader").uuid, name="邵文渊", role="reviewer")

EXTRA = [*HEAD, "解析", "编号"]


def a_bank(bureau: Bureau, name: str = "月考题库", purpose: Purpose = Purpose.SECURE) -> QuestionBank:
    """An empty bank of the bureau."""
    return open_bank(owner=bureau.bureau, name=name, purpose=purpose, actor=AUTHOR, now=NOW)


def row(number: int = 1, *, key: str = "A", rationale: str = "", outside_id: str = "", stem: str = "") -> list[str]:
    """The number-th single choice."""
    options = [f"选项{number}之{letter}" for letter in "甲乙丙丁"]
    return [
        "单选",
        stem or f"第{number}题：{'治安刑事程序证据'[number % 8]}哪项正确？",
        *options,
        key,
        rationale,
        outside_id,
    ]


def parse(
    bank: QuestionBank, rows: Sequence[Sequence[str]], *, actor: Actor = AUTHOR, head: list[str] = EXTRA
) -> ImportPlan:
    """A plan from a workbook with these rows."""
    content = workbook({"题库": [head, *rows]})
    return parse_upload(bank=bank, file_name="题库.xlsx", content=content, actor=actor, now=NOW)


def bring_in(bank: QuestionBank, rows: Sequence[Sequence[str]], *, actor: Actor = AUTHOR) -> ImportPlan:
    """The same, applied."""
    return apply_plan(plan=parse(bank, rows, actor=actor), actor=actor, now=NOW)


def newest(bank: QuestionBank) -> list[QuestionVersion]:
    """The newest version of each question, in order."""
    return list(QuestionVersion.objects.filter(question__bank=bank).newest().order_by("question_id"))
