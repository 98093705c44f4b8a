"""The bank's pages: who sees what, the way of a workbook, keys for those who may."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from exams.bank.imports import parse_upload
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.reviews import approve, submit_for_review
from exams.law.editions import ArticleText, register_edition
from personnel.accounts.models import Account
from personnel.roles.models import RoleGrant
from records.models import AuditEntry, ImportPlan
from records.plans import rows_of
from tests.exams.bank.questions import AUTHOR, EXTRA, a_bank, bring_in, newest, row
from tests.exams.bank.workbooks import workbook
from tests.people import NOW, Bureau, actor_of

As = Callable[[Account], Client]
MaxQueries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def bank(bureau: Bureau) -> QuestionBank:
    """A bank with three drafts."""
    bank = a_bank(bureau)
    bring_in(bank, [row(1, rationale="答案的理由"), row(2), row(3)])
    return bank


def upload(client: Client, bank: QuestionBank, content: bytes, name: str = "题库.xlsx"):
    file = BytesIO(content)
    file.name = name
    return client.post(reverse("exams:upload"), {"bank": bank.uuid, "file": file}, follow=True)


@pytest.mark.parametrize(
    ("page", "seen_by"),
    [
        ("exams:banks", {"trainer", "reviewer", "exam_officer"}),
        ("exams:laws", {"trainer", "reviewer", "exam_officer"}),
        ("exams:open_bank", {"trainer"}),
        ("exams:upload", {"trainer"}),
        ("exams:import_template", {"trainer"}),
        ("exams:review", {"reviewer"}),
    ],
)
@pytest.mark.parametrize("who", ["trainer", "reviewer", "exam_officer", "hr", "auditor", "dai_account"])
def test_who_sees_a_page(request: pytest.FixtureRequest, as_: As, page: str, seen_by: set[str], who: str) -> None:
    answer = as_(request.getfixturevalue(who)).get(reverse(page))
    assert answer.status_code == (200 if who in seen_by else 403)


def test_a_workbook_goes_in_through_the_pages(bank: QuestionBank, trainer: Account, reviewer: Account, as_: As) -> None:
    client = as_(trainer)
    answer = upload(client, bank, workbook({"题库": [["标题"], EXTRA, row(4), row(5, key="E"), row(1, key="B")]}))
    assert answer.status_code == 200
    plan = ImportPlan.objects.get(owner_uuid=trainer.uuid)
    page = answer.content.decode()
    assert "第 4 行 G 列" in page
    assert "2 题可以入库" in page

    client.post(reverse("exams:mend_row", args=[plan.uuid, 1]), {"cell-key": "C"})
    client.post(reverse("exams:apply_import", args=[plan.uuid]))
    client.post(reverse("exams:submit_import", args=[plan.uuid]))
    assert QuestionVersion.objects.in_review().count() == 3

    versions = QuestionVersion.objects.in_review().values_list("uuid", flat=True)
    as_(reviewer).post(reverse("exams:approve"), {"row": list(versions)})
    assert QuestionVersion.objects.approved().count() == 3
    assert "已入库 3 题" in client.get(reverse("exams:import", args=[plan.uuid])).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "这不是可以读取的工作簿"),
        (b"", "文件是空的"),
        (workbook({"空": []}), "没有可以读取的内容"),
        (workbook({"人": [["姓名", "警号"], ["甲", "1"]]}), "没有找到表头"),
    ],
)
def test_a_broken_file_is_told_at_its_field(
    bank: QuestionBank, trainer: Account, as_: As, content: bytes, words: str
) -> None:
    plans = ImportPlan.objects.count()
    answer = upload(as_(trainer), bank, content)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert ImportPlan.objects.count() == plans


def test_the_preview_shows_each_outcome(
    bank: QuestionBank, trainer: Account, as_: As, django_assert_max_num_queries: MaxQueries
) -> None:
    near = row(1, stem=newest(bank)[0].stem.replace("哪项", "哪一项"))
    rows = [row(2), row(3, key="D"), near, row(9), row(8, key="")]
    plan = parse_upload(
        bank=bank, file_name="x.xlsx", content=workbook({"题库": [EXTRA, *rows]}), actor=actor_of(trainer), now=NOW
    )
    client = as_(trainer)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("exams:import", args=[plan.uuid])).content.decode()
    for words in ("近似重复", "退回", "有改动", "新增", "未变", "没有答案"):
        assert words in page
    place = next(at for at, values in enumerate(rows_of(plan)) if values["outcome"] == "near")
    client.post(reverse("exams:decide_import", args=[plan.uuid]), {f"row-{place}": "version"})
    plan.refresh_from_db()
    assert rows_of(plan)[place]["choice"] == "version"


def test_refused_rows_come_back_as_a_workbook(bank: QuestionBank, trainer: Account, as_: As) -> None:
    client = as_(trainer)
    upload(client, bank, workbook({"单选": [EXTRA, row(7), row(8, key="F")]}))
    plan = ImportPlan.objects.get(owner_uuid=trainer.uuid)
    answer = client.get(reverse("exams:refused_rows", args=[plan.uuid]))
    sheet = load_workbook(BytesIO(answer.content)).get_sheet_by_name("单选").to_python()
    assert len(sheet) == 2
    assert "F" in str(sheet[1][-1])
    assert sheet[1][1] == row(8)[1]


def test_an_import_is_its_owners(bank: QuestionBank, trainer: Account, as_: As) -> None:
    plan = ImportPlan.objects.get()
    assert as_(trainer).get(reverse("exams:import", args=[plan.uuid])).status_code == 404


def test_who_writes_for_the_bank_no_more_does_not_see_its_plan(
    bureau: Bureau, bank: QuestionBank, trainer: Account, as_: As
) -> None:
    upload(as_(trainer), bank, workbook({"题库": [EXTRA, row(2)]}))
    plan = ImportPlan.objects.get(owner_uuid=trainer.uuid)
    RoleGrant.objects.filter(account=trainer).update(unit=bureau.north)
    client = as_(trainer)
    assert client.get(reverse("exams:import", args=[plan.uuid])).status_code == 404
    assert client.post(reverse("exams:apply_import", args=[plan.uuid])).status_code == 404


def test_an_export_comes_back_unchanged(bank: QuestionBank, trainer: Account, as_: As) -> None:
    client = as_(trainer)
    answer = client.post(reverse("exams:export_keys", args=[bank.uuid]))
    assert AuditEntry.objects.filter(action="exams.keys_exported").count() == 1
    plan = parse_upload(bank=bank, file_name="x.xlsx", content=answer.content, actor=actor_of(trainer), now=NOW)
    assert (plan.counts["unchanged"], plan.counts["total"]) == (3, 3)


def test_keys_are_exported_only_after_asking_and_by_whom_may(
    bank: QuestionBank, trainer: Account, reviewer: Account, exam_officer: Account, as_: As
) -> None:
    url = reverse("exams:export_keys", args=[bank.uuid])
    assert "写入审计" in as_(trainer).get(url).content.decode() or not AuditEntry.objects.filter(
        action="exams.keys_exported"
    )
    assert as_(exam_officer).post(url).status_code == 403
    assert not AuditEntry.objects.filter(action="exams.keys_exported").exists()


@pytest.mark.parametrize(("who", "sees"), [("trainer", True), ("reviewer", True), ("exam_officer", False)])
def test_keys_and_rationales_are_for_authors_and_reviewers(
    request: pytest.FixtureRequest, bank: QuestionBank, as_: As, who: str, *, sees: bool
) -> None:
    client = as_(request.getfixturevalue(who))
    question = newest(bank)[0].question
    page = client.get(reverse("exams:question", args=[question.uuid])).content.decode()
    assert ("答案的理由" in page) is sees
    assert ('class="key"' in page) is sees
    export = client.get(reverse("exams:export_bank", args=[bank.uuid])).content
    cells = [cell for line in load_workbook(BytesIO(export)).get_sheet_by_index(0).to_python() for cell in line]
    assert "答案" not in cells
    assert "答案的理由" not in cells


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("?text=第2题", 1), ("?type=multiple", 0), ("?state=draft", 3), ("?state=approved", 0), ("?type=x", 3)],
)
def test_filters(bank: QuestionBank, trainer: Account, as_: As, query: str, count: int) -> None:
    answer = as_(trainer).get(reverse("exams:bank", args=[bank.uuid]) + query)
    assert answer.context["page"].paginator.count == count


def test_the_list_takes_the_same_queries(
    bank: QuestionBank, trainer: Account, as_: As, django_assert_max_num_queries: MaxQueries
) -> None:
    bring_in(bank, [row(number) for number in range(10, 60)])
    client = as_(trainer)
    with django_assert_max_num_queries(17):
        client.get(reverse("exams:bank", args=[bank.uuid]))


def test_the_queue_leaves_ones_own_to_others(bank: QuestionBank, reviewer: Account, as_: As) -> None:
    mine = bring_in(bank, [row(11, stem="审题人自己写的一道题是哪一道？")], actor=actor_of(reviewer))
    submit_for_review(versions=QuestionVersion.objects.all(), actor=actor_of(reviewer), now=NOW)
    client = as_(reviewer)
    page = client.get(reverse("exams:review")).content.decode()
    assert "须由他人审定" in page
    client.post(reverse("exams:approve_all"))
    assert QuestionVersion.objects.approved().count() == 3
    assert str(QuestionVersion.objects.in_review().get().uuid) == mine.result["versions"][0]


def test_returning_asks_for_a_reason_and_keeps_the_choice(bank: QuestionBank, reviewer: Account, as_: As) -> None:
    submit_for_review(versions=newest(bank), actor=actor_of(reviewer), now=NOW)
    version = newest(bank)[0]
    client = as_(reviewer)
    asked = client.post(reverse("exams:return_questions"), {"row": [version.uuid]})
    assert str(version.uuid) in asked.content.decode()
    client.post(reverse("exams:return_questions"), {"row": [version.uuid], "reason": "选项 B 也对"})
    version.refresh_from_db()
    assert (version.state, version.returned_reason) == ("draft", "选项 B 也对")


def test_a_bank_is_opened_once(bureau: Bureau, trainer: Account, as_: As) -> None:
    client = as_(trainer)
    data = {"name": "练习题库", "owner": bureau.bureau.code, "purpose": "practice"}
    assert client.post(reverse("exams:open_bank"), data).status_code == 302
    assert "已有名为" in client.post(reverse("exams:open_bank"), data).content.decode()
    assert QuestionBank.objects.get().purpose == "practice"


def test_questions_on_an_edition_out_of_force_are_set_aside(bank: QuestionBank, reviewer: Account, as_: As) -> None:
    edition = register_edition(
        law="治安管理处罚法",
        published_name="治安管理处罚法（2012）",
        adopted_on=date(2012, 10, 26),
        in_force_from=date(2013, 1, 1),
        in_force_to=date(2026, 1, 1),
        articles=[ArticleText(1, text="为维护社会治安秩序。"), ArticleText(2)],
        actor=actor_of(reviewer),
        now=NOW,
    )
    QuestionVersion.objects.update(article=edition.articles.first())
    approve(versions=submit_for_review(versions=newest(bank), actor=AUTHOR), actor=actor_of(reviewer), now=NOW)
    client = as_(reviewer)
    assert "已失效" in client.get(reverse("exams:laws")).content.decode()
    page = client.get(reverse("exams:law", args=[edition.uuid])).content.decode()
    assert "仍有 3 道" in page
    client.post(reverse("exams:set_aside", args=[edition.uuid]))
    assert set(QuestionVersion.objects.values_list("state", flat=True)) == {"stale"}
