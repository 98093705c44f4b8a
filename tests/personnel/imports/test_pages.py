"""The pages: upload, preview, confirm, done; who sees which number."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from personnel.accounts.models import Account
from personnel.imports.states import Kind
from personnel.officers.models import Officer
from personnel.officers.ranks import award_ranks
from records.models import AuditEntry, ImportPlan, Job
from tests.people import NOW, SYSTEM, Bureau
from tests.personnel.imports.lists import QIAN, ZHAO, file_of, read
from tests.records.old_workbook import old_workbook

As = Callable[[Account], Client]
DAI = {"警号": "021306", "姓名": "戴启明", "警衔": "一级警司"}


def upload(client: Client, content: bytes, *, name: str = "名册.xlsx", **differences: Any) -> Any:
    file = BytesIO(content)
    file.name = name
    form = {"kind": "officers", "file": file, "document_no": "澄公政〔2026〕88号", "day": "2026-11-24"}
    return client.post(reverse("personnel:imports"), form | differences)


@pytest.mark.django_db(transaction=True)
def test_from_the_file_to_the_people(hr: Account, dai: Officer, as_: As) -> None:
    client = as_(hr)
    answer = upload(client, file_of(Kind.OFFICERS, [ZHAO, QIAN | {"警号": 1888}, DAI]))
    job = Job.objects.get()
    assert answer.url == reverse("personnel:job", args=[job.uuid])
    plan = ImportPlan.objects.get()
    assert job.link == reverse("personnel:import", args=[plan.uuid])

    page = client.get(job.link).content.decode()
    assert "2 行可以入库，1 行退回" in page
    assert "警号是数字格式，前面的 0 会丢失" in page
    assert "<del>二级警司</del>" in page
    assert Officer.objects.filter(name="赵砚秋").count() == 0

    confirm = client.get(reverse("personnel:apply_import", args=[plan.uuid])).content.decode()
    assert "新增 1 人。" in confirm
    answer = client.post(reverse("personnel:apply_import", args=[plan.uuid]))
    assert Job.objects.order_by("-pk")[0].state == "done"
    assert "已入库 2 行" in client.get(job.link).content.decode()
    assert Officer.objects.filter(name="赵砚秋").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名册.xls", old_workbook([list(ZHAO), list(ZHAO.values())])),
        ("名册.csv", "\n".join("\t".join(row) for row in (ZHAO, ZHAO.values())).encode("utf-16")),
    ],
)
def test_what_the_form_promises_to_read_is_taken(
    hr: Account, bureau: Bureau, as_: As, name: str, content: bytes
) -> None:
    upload(as_(hr), content, name=name)
    assert ImportPlan.objects.get().counts["new"] == 1


def test_identity_numbers_are_masked_until_somebody_asks_who_may(hr: Account, bureau: Bureau, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    client, url = as_(hr), reverse("personnel:import", args=[plan.uuid])

    assert ZHAO["身份证号"] not in client.get(url).content.decode()
    assert not AuditEntry.objects.filter(action="personnel.identity_numbers_seen").exists()

    asked = client.get(url, {"full": "1"}).content.decode()
    assert "显示 1 行的完整身份证号" in asked
    assert ZHAO["身份证号"] not in asked + client.post(f"{url}?full=1", {"reason": ""}).content.decode()
    assert not AuditEntry.objects.filter(action="personnel.identity_numbers_seen").exists()

    answer = client.post(f"{url}?full=1", {"reason": "核对录入"})
    assert ZHAO["身份证号"] in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="personnel.identity_numbers_seen")
    assert (entry.subject_uuid, entry.reason) == (plan.uuid, "核对录入")


def test_refused_rows_come_back_with_their_reasons(hr: Account, bureau: Bureau, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO | {"警号": 21888})
    answer = as_(hr).get(reverse("personnel:refused_import_rows", args=[plan.uuid]))
    with load_workbook(BytesIO(answer.content)) as book:
        head, row = book.get_sheet_by_name("人员").to_python()
    assert head[-2:] == ["原表行号", "理由"]
    assert dict(zip(head, row, strict=True))["身份证号"] == ZHAO["身份证号"]
    assert str(row[-1]).startswith("警号（A）：警号是数字格式")
    assert AuditEntry.objects.filter(action="personnel.refused_rows_exported").count() == 1


def test_filters_stay_in_the_address(hr: Account, dai: Officer, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, DAI)
    page = as_(hr).get(reverse("personnel:import", args=[plan.uuid]), {"outcome": "new"}).content.decode()
    assert "赵砚秋" in page
    assert "戴启明" not in page


def test_another_persons_import_is_not_there(hr: Account, south_hr: Account, bureau: Bureau, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    client = as_(south_hr)
    for name in ("import", "apply_import", "discard_import", "check_import_again", "refused_import_rows"):
        assert client.get(reverse(f"personnel:{name}", args=[plan.uuid])).status_code == 404


@pytest.mark.parametrize("name", ["imports", "import_template", "export_imports"])
def test_only_who_manages_people_imports_them(dai_account: Account, trainer: Account, as_: As, name: str) -> None:
    for account in (dai_account, trainer):
        assert as_(account).get(reverse(f"personnel:{name}")).status_code == 403


def test_a_form_without_document_says_so(hr: Account, bureau: Bureau, as_: As) -> None:
    answer = upload(as_(hr), file_of(Kind.OFFICERS, [ZHAO]), document_no="")
    assert (answer.status_code, Job.objects.count()) == (200, 0)


def test_what_cannot_be_kept_is_told_at_the_file(hr: Account, bureau: Bureau, as_: As) -> None:
    answer = upload(as_(hr), b"\x00\x01\x02")
    assert answer.status_code == 200
    assert Job.objects.count() == 0


def test_a_dropped_import_asks_first(hr: Account, bureau: Bureau, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    client, url = as_(hr), reverse("personnel:discard_import", args=[plan.uuid])
    assert "放弃" in client.get(url).content.decode() or "作废" in client.get(url).content.decode()
    plan.refresh_from_db()
    assert plan.state == "parsed"
    assert client.post(url).url == reverse("personnel:imports")
    plan.refresh_from_db()
    assert plan.state == "discarded"


def test_the_history_shows_ones_own_and_those_in_scope(hr: Account, south_hr: Account, bureau: Bureau, as_: As) -> None:
    read(south_hr, Kind.OFFICERS, ZHAO)
    read(hr, Kind.OFFICERS, QIAN | {"单位代码": "110201000000"})

    assert as_(hr).get(reverse("personnel:imports")).content.decode().count("名册.xlsx") == 2
    assert as_(south_hr).get(reverse("personnel:imports")).content.decode().count("名册.xlsx") == 1


def test_a_preview_asks_as_much_for_many_rows_as_for_few(
    hr: Account, bureau: Bureau, as_: As, django_assert_max_num_queries: Any
) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, QIAN)
    client = as_(hr)
    client.get(reverse("personnel:import", args=[plan.uuid]))
    with django_assert_max_num_queries(20):
        client.get(reverse("personnel:import", args=[plan.uuid]))


def test_template_and_history_are_workbooks(hr: Account, bureau: Bureau, as_: As) -> None:
    read(hr, Kind.OFFICERS, ZHAO)
    for name in ("import_template", "export_imports"):
        assert as_(hr).get(reverse(f"personnel:{name}")).content.startswith(b"PK")


def test_the_list_of_people_goes_out_in_the_columns_that_come_back(
    hr: Account, dai: Officer, trainer: Account, as_: As
) -> None:
    client, url = as_(hr), reverse("personnel:export_officers")
    asked = client.get(url, {"columns": "import"}).content.decode()
    assert f"将导出 {Officer.objects.count()} 人的完整身份证号" in asked
    assert not AuditEntry.objects.filter(action="personnel.people_exported").exists()
    answer = client.post(f"{url}?columns=import", {"reason": "年度核对"})
    assert AuditEntry.objects.get(action="personnel.people_exported").reason == "年度核对"
    plan = read(hr, Kind.OFFICERS, content=answer.content)
    assert {name for name, count in plan.counts.items() if count} == {"unchanged"}


def test_the_tree_of_units_goes_out_in_the_columns_that_come_back(hr: Account, bureau: Bureau, as_: As) -> None:
    answer = as_(hr).get(reverse("personnel:export_units"), {"columns": "import"})
    plan = read(hr, Kind.UNITS, content=answer.content)
    assert {name for name, count in plan.counts.items() if count} == {"unchanged"}


@pytest.mark.django_db(transaction=True)
def test_an_import_that_could_not_be_stored_leads_back_to_its_check(hr: Account, dai: Officer, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, DAI)
    award_ranks(ranks=[(dai, "三级警督", "")], since=NOW - timedelta(days=30), actor=SYSTEM, now=NOW)
    client = as_(hr)
    answer = client.post(reverse("personnel:apply_import", args=[plan.uuid]), follow=True)
    page = answer.content.decode()
    assert f'href="{reverse("personnel:import", args=[plan.uuid])}"' in page
    assert page.count("请重新核对") == 1


def test_who_is_missing_is_told_of_the_files_units_and_stands_apart(
    hr: Account, dai: Officer, he: Officer, bai: Officer, as_: As
) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO | {"单位代码": "110102000000"})
    client, url = as_(hr), reverse("personnel:import", args=[plan.uuid])
    page = client.get(url).content.decode()
    assert "戴启明" not in page
    assert "与柳堤街派出所的登记相比" in page
    missing = client.get(url, {"outcome": "missing"}).content.decode()
    assert "戴启明" in missing
    assert "白云帆" not in missing


def test_a_file_that_is_all_recorded_says_so(hr: Account, dai: Officer, as_: As) -> None:
    plan = read(hr, Kind.OFFICERS, {"警号": "021306", "姓名": "戴启明"})
    assert "没有变化（都已登记）" in as_(hr).get(reverse("personnel:import", args=[plan.uuid])).content.decode()
