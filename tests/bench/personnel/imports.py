"""Importing a list as large as the bureau: from the kept file to people who are there, beside reading the workbook and
one bulk insert into each table written. The floor inserts the very same rows, after they were taken out again."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction
from python_calamine import load_workbook

from personnel.access.states import Role
from personnel.changes.models import Change
from personnel.imports.columns import SHEETS
from personnel.imports.imports import FILES, apply_plan, read_to_plan
from personnel.imports.states import Kind
from personnel.officers.models import (
    Appointment,
    NameInitials,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.rules import id_number_check
from personnel.units.models import Unit
from records.files import keep_file
from records.models import ImportPlan, PlanChunk
from records.workbooks import Sheet, write_workbook
from tests.bench.frame import Row, Size, expect
from tests.bench.personnel.bureau import reader
from tests.people import NOW, TODAY, actor_of

HEAD = (
    "警号", "姓名", "身份证号", "性别", "出生日期", "参加公安工作时间", "警衔", "职级", "授衔时间",
    "单位代码", "职务", "警种", "任职时间", "是否负责人",
)  # fmt: skip
FACTS: tuple[type[models.Model], ...] = (ServiceStatus, PoliceNumber, Rank, Appointment, NameInitials)
DOCUMENT = "澄公政〔2026〕88号"


def import_people(size: Size) -> Row:
    """A list of as many new people as the bureau has, in one workbook."""
    count = size["officers"]
    content = _workbook(count)
    before = _counts()
    read, plan = _timed(lambda: _read(content))
    chunks = list(PlanChunk.objects.filter(plan=plan))
    applied, _plan = _timed(lambda: apply_plan(plan=plan, actor=actor_of(reader(), Role.HR), now=NOW))
    expect(plan.counts["new"], count, "rows that are new")
    expect(_added(before), dict.fromkeys(("officers", "statuses", "numbers", "ranks", "posts"), count), "rows stored")
    again, second = _timed(lambda: _read(content))
    expect(second.counts["unchanged"], count, "rows unchanged in the same file, read twice")
    opened, _rows = _timed(lambda: _open(content))
    inserted = _insert_again(plan, chunks)
    expect(_added(before)["officers"], count, "people of the floor")
    return Row(
        name="import",
        value=(read + applied) / (opened + inserted),
        bound=2,
        figures={"people": count, "read_s": read, "apply_s": applied, "again_s": again, "mb": len(content) / 1e6},
        floor={"read_s": opened, "insert_s": inserted},
    )


import_people.__name__ = "import"  # as ROWS=import names it


def _timed(function: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    result = function()
    return time.perf_counter() - begin, result


def _read(content: bytes) -> ImportPlan:
    actor, kept = actor_of(reader(), Role.HR), uuid4()
    keep_file(content=content, name="全局民警.xlsx", owner_kind=FILES, owner_uuid=kept, actor=actor, now=NOW)
    return read_to_plan(import_uuid=kept, kind=Kind.OFFICERS, day=TODAY, document_no=DOCUMENT, actor=actor, now=NOW)


def _open(content: bytes) -> list[list[Any]]:
    with load_workbook(BytesIO(content)) as book:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _workbook(count: int) -> bytes:
    return write_workbook([Sheet(title=SHEETS[Kind.OFFICERS], head=HEAD, rows=_lines(count), is_text=True)])


def _lines(count: int) -> Iterator[list[str]]:
    codes = list(Unit.objects.order_by("pk").values_list("code", flat=True))
    for place in range(count):
        born_on = date(1970, 1, 1) + timedelta(days=place % 9000)
        first_17 = f"990000{born_on:%Y%m%d}{place // 9000 * 2 + 1:03d}"
        signs = zip(("陈卫蒋沈韩杨朱秦尤许", "砚若晓云思启明文静远", "秋涵晨帆远明华清芳渊"), (1, 10, 100), strict=True)
        name = "".join(choice[place // unit % 10] for choice, unit in signs)
        yield [
            f"K{place:05d}", name, first_17 + id_number_check(first_17), "男", born_on.isoformat(), "2018-07-01",
            "二级警司", "四级警长", "2022-01-01", codes[place % len(codes)], "民警", "治安", "2020-01-01", "",
        ]  # fmt: skip


def _counts() -> dict[str, int]:
    return {
        "officers": Officer.objects.count(),
        "statuses": ServiceStatus.objects.count(),
        "numbers": PoliceNumber.objects.count(),
        "ranks": Rank.objects.count(),
        "posts": Appointment.objects.count(),
    }


def _added(before: dict[str, int]) -> dict[str, int]:
    return {name: count - before[name] for name, count in _counts().items()}


def _insert_again(plan: ImportPlan, chunks: list[PlanChunk]) -> float:
    """Take the import's rows out, then insert them as they were: seconds for one bulk insert into each table."""
    changes = list(Change.objects.filter(params__import=str(plan.uuid)))
    officers = list(Officer.objects.filter(pk__in=[change.officer_id for change in changes]))
    rows: list[list[Any]] = [officers, changes]
    rows += [list(model._default_manager.filter(officer__in=officers)) for model in FACTS]
    rows.append(chunks)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for some in rows:
            keys = [row.pk for row in some]
            cursor.execute(f"DELETE FROM {some[0]._meta.db_table} WHERE id = ANY(%s)", [keys])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    tables = [(type(some[0]), [_values(row) for row in some]) for some in rows]
    return _timed(lambda: _insert(tables))[0]


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _insert(tables: list[tuple[type[models.Model], list[dict[str, Any]]]]) -> None:
    with transaction.atomic():
        for model, rows in tables:
            model._default_manager.bulk_create([model(**values) for values in rows], batch_size=1000)
