"""Lists as tests write them: good rows with some cells changed, read, looked over and stored by the ordinary verbs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.imports.columns import SHEETS
from personnel.imports.imports import apply_plan, begin_import
from personnel.imports.states import Kind
from personnel.imports.tasks import read_list
from records.models import ImportPlan
from records.plans import Row, rows_of
from tests.exams.bank.workbooks import workbook
from tests.people import NOW, TODAY, actor_of, id_number

ZHAO: dict[str, Any] = {
    "警号": "021888",
    "姓名": "赵砚秋",
    "身份证号": id_number(801, date(1995, 3, 8)),
    "性别": "男",
    "出生日期": "1995-03-08",
    "参加公安工作时间": "2018-07-01",
    "警衔": "二级警司",
    "职级": "四级警长",
    "单位代码": "110101000000",
    "职务": "民警",
    "警种": "治安",
    "任职时间": "2020-01-01",
}
QIAN: dict[str, Any] = ZHAO | {
    "警号": "0A1888",
    "姓名": "钱若涵",
    "身份证号": id_number(802, date(1996, 5, 1)),
    "性别": "女",
    "出生日期": "1996年5月1日",
    "单位代码": "110102000000",
}
HONGQIAO: dict[str, Any] = {
    "单位代码": "110103000000",
    "单位名称": "澄南分局虹桥派出所",
    "简称": "虹桥派出所",
    "上级单位代码": "110100000000",
    "单位类型": "派出所",
    "执法勤务机构": "是",
}


def file_of(kind: Kind, rows: Sequence[dict[str, Any]]) -> bytes:
    """A workbook with one sheet; the columns are those that any of the rows names."""
    head = list(dict.fromkeys(name for row in rows for name in row))
    return workbook({SHEETS[kind]: [head, *([row.get(name) for name in head] for row in rows)]})


def read(
    account: Account,
    kind: Kind,
    *rows: dict[str, Any],
    day: date = TODAY,
    now: datetime = NOW,
    content: bytes = b"",
    file_name: str = "名册.xlsx",
) -> ImportPlan:
    """Upload the list and have it read; the plan."""
    job = begin_import(
        kind=kind,
        file_name=file_name,
        content=content or file_of(kind, rows),
        day=day,
        document_no="澄公政〔2026〕88号",
        actor=actor_of(account, Role.HR),
        now=now,
    )
    read_list(str(job.uuid))
    job.refresh_from_db()
    assert job.state == "done", job.failure
    return ImportPlan.objects.order_by("-pk")[0]


def store(account: Account, kind: Kind, *rows: dict[str, Any], day: date = TODAY, now: datetime = NOW) -> ImportPlan:
    """Upload, read and apply."""
    plan = read(account, kind, *rows, day=day, now=now)
    return apply_plan(plan=plan, actor=actor_of(account, Role.HR), now=now)


def counts(plan: ImportPlan) -> dict[str, int]:
    """Outcomes that occur, but for those missing."""
    return {name: count for name, count in plan.counts.items() if count and name != "missing"}


def rows(plan: ImportPlan, outcome: str) -> list[Row]:
    """The plan's rows of that outcome."""
    return [row for row in rows_of(plan) if row["outcome"] == outcome]


def faults(plan: ImportPlan) -> list[tuple[str, str]]:
    """(code, column's header) of everything that is refused, row by row."""
    return [(fault["code"], fault["header"]) for row in rows(plan, "refused") for fault in row["faults"]]
