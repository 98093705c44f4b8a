"""An import from the file to the entry: seen first, stored whole or not at all, nothing left behind."""

from datetime import date, timedelta

import pytest
from django.conf import settings as conf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.imports import tasks
from personnel.imports.imports import APPLY, apply_plan, begin_import, confirm_import, discard_import, read_again
from personnel.imports.plans import about
from personnel.imports.states import Kind
from personnel.officers.models import Officer, Rank
from personnel.officers.ranks import award_ranks
from records.files import purge_files
from records.jobs import cancel_job
from records.models import AuditEntry, ImportPlan, PlanChunk, StoredFile
from records.plans import purge_plans, rows_of
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, TODAY, Bureau, actor_of, id_number
from tests.personnel.imports.lists import QIAN, ZHAO, counts, file_of, read, rows, store

MANY = [
    ZHAO
    | {"警号": f"07000{place}", "姓名": f"赵{place}", "身份证号": id_number(700 + place, date(1995, 3, 8)), "性别": ""}
    for place in range(6)
]


def test_nothing_is_stored_before_somebody_says_so(hr: Account, bureau: Bureau) -> None:
    before = Officer.objects.count()
    plan = read(hr, Kind.OFFICERS, ZHAO)
    assert (Officer.objects.count(), plan.state, plan.owner_uuid) == (before, "parsed", hr.uuid)
    assert about(plan)["document_no"] == "澄公政〔2026〕88号"


def test_names_and_numbers_of_a_plan_are_not_legible_in_the_database(hr: Account, bureau: Bureau) -> None:
    read(hr, Kind.OFFICERS, ZHAO)
    bodies = b"".join(bytes(body) for body in PlanChunk.objects.values_list("body", flat=True))
    assert "赵砚秋".encode() not in bodies
    assert ZHAO["身份证号"].encode() not in bodies


def test_after_applying_neither_rows_nor_file_are_kept(hr: Account, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO)
    assert (plan.state, plan.result) == ("applied", {"day": "2026-11-24", "document_no": "澄公政〔2026〕88号"})
    assert (rows_of(plan), StoredFile.objects.count()) == ([], 0)


def test_a_list_that_nobody_decides_about_is_forgotten_with_its_plan(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    late = NOW + timedelta(days=conf.PLAN_UNDECIDED_DAYS, hours=1)
    ImportPlan.objects.filter(pk=plan.pk).update(created_at=NOW)
    purge_plans(late)
    purge_files(late)
    plan.refresh_from_db()
    assert (plan.state, rows_of(plan), StoredFile.objects.count()) == ("expired", [], 0)


def test_good_rows_are_stored_and_refused_ones_stay_to_be_mended(hr: Account, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO, QIAN | {"警号": 1888})
    assert Officer.objects.filter(name="赵砚秋").exists()
    assert not Officer.objects.filter(name="钱若涵").exists()
    assert [row["values"] if "values" in row else row["cells"]["name"][2] for row in rows_of(plan)] == ["钱若涵"]


def test_what_changed_meanwhile_refuses_the_whole_plan(hr: Account, dai: Officer) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, {"警号": "021306", "姓名": "戴启明", "警衔": "一级警司"})
    award_ranks(ranks=[(dai, "三级警督", "")], since=NOW - timedelta(days=30), actor=SYSTEM, now=NOW)

    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)

    assert refused.value.code == "imports.changed_meanwhile"
    assert not Officer.objects.filter(name="赵砚秋").exists()
    assert ImportPlan.objects.get(pk=plan.pk).state == "parsed"


def test_somebody_taken_on_meanwhile_refuses_the_whole_plan(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, QIAN)
    store(hr, Kind.OFFICERS, QIAN)

    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)

    assert (refused.value.code, refused.value.params) == ("imports.changed_meanwhile", {"count": 1})


def test_the_same_file_is_checked_again_in_one_step(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO, QIAN)
    store(hr, Kind.OFFICERS, QIAN)

    job = read_again(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)
    tasks.read_list(str(job.uuid))

    assert ImportPlan.objects.get(pk=plan.pk).state == "discarded"
    assert counts(ImportPlan.objects.order_by("-pk")[0]) == {"new": 1, "unchanged": 1}


def test_who_lost_the_role_meanwhile_applies_nothing(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    hr.role_grants.all().delete()
    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)
    assert refused.value.code == "imports.not_allowed"


def test_another_persons_plan_is_not_applied(hr: Account, south_hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=actor_of(south_hr, Role.HR), now=NOW)
    assert refused.value.code == "records.plan_of_another"


def test_a_plan_is_applied_once(hr: Account, bureau: Bureau) -> None:
    plan = store(hr, Kind.OFFICERS, ZHAO)
    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)
    assert refused.value.code == "records.plan_ended"


def test_the_background_applies_in_the_name_of_who_asked(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    job = confirm_import(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)
    assert job.task == APPLY

    tasks.apply_list(str(job.uuid))
    tasks.apply_list(str(job.uuid))

    job.refresh_from_db()
    assert (job.state, job.link) == ("done", f"/people/imports/{plan.uuid}/")
    assert Officer.objects.get(name="赵砚秋").changes.get().actor_uuid == hr.uuid


def test_a_plan_with_nothing_to_store_is_not_confirmed(hr: Account, bureau: Bureau) -> None:
    store(hr, Kind.OFFICERS, ZHAO)
    with pytest.raises(Refusal) as refused:
        confirm_import(plan=read(hr, Kind.OFFICERS, ZHAO), actor=actor_of(hr, Role.HR), now=NOW)
    assert refused.value.code == "imports.nothing"


def test_a_dropped_import_leaves_only_its_entry(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO)
    discard_import(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)
    assert (PlanChunk.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(action="records.plan_discarded", subject_uuid=plan.uuid).count() == 1


def test_a_reading_that_is_cancelled_leaves_only_its_entry(
    hr: Account, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(hr, Role.HR)
    job = begin_import(
        kind=Kind.OFFICERS,
        file_name="名册.xlsx",
        content=file_of(Kind.OFFICERS, [ZHAO]),
        day=TODAY,
        document_no="1号",
        actor=actor,
        now=NOW,
    )
    read_row = tasks.read_to_plan

    def asked_to_stop(**values: object) -> object:
        cancel_job(job=job, actor=actor, now=NOW)
        return read_row(**values)

    monkeypatch.setattr(tasks, "read_to_plan", asked_to_stop)
    tasks.read_list(str(job.uuid))

    job.refresh_from_db()
    assert (job.state, ImportPlan.objects.count(), StoredFile.objects.count()) == ("cancelled", 0, 0)
    assert AuditEntry.objects.filter(action="records.job_cancelled", subject_uuid=job.uuid).exists()


def test_an_import_that_is_cancelled_before_it_began_leaves_no_file(hr: Account, bureau: Bureau) -> None:
    actor = actor_of(hr, Role.HR)
    job = begin_import(
        kind=Kind.OFFICERS,
        file_name="名册.xlsx",
        content=file_of(Kind.OFFICERS, [ZHAO]),
        day=TODAY,
        document_no="1号",
        actor=actor,
        now=NOW,
    )
    cancel_job(job=job, actor=actor, now=NOW)
    tasks.read_list(str(job.uuid))
    assert (ImportPlan.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_no_list_fails_with_the_reason(hr: Account, bureau: Bureau) -> None:
    job = begin_import(
        kind=Kind.OFFICERS,
        file_name="名册.csv",
        content="甲,乙\n1,2\n".encode(),
        day=TODAY,
        document_no="1号",
        actor=actor_of(hr, Role.HR),
        now=NOW,
    )
    tasks.read_list(str(job.uuid))
    job.refresh_from_db()
    assert (job.state, job.failure["code"]) == ("failed", "tables.no_header")
    assert StoredFile.objects.count() == 0


def test_a_list_in_gbk_is_read_like_a_workbook(hr: Account, bureau: Bureau) -> None:
    lines = [list(ZHAO), [str(value) for value in ZHAO.values()]]
    text = "\r\n".join(",".join(line) for line in lines)
    plan = read(hr, Kind.OFFICERS, content=text.encode("gbk"), file_name="名册.csv")
    assert counts(plan) == {"new": 1}


def test_columns_that_are_not_known_are_named(hr: Account, bureau: Bureau) -> None:
    plan = read(hr, Kind.OFFICERS, ZHAO | {"政治面貌": "群众"})
    assert about(plan)["ignored"] == [["人员", "M", "政治面貌"]]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(7)), columns=st.permutations(list(ZHAO)))
def test_any_order_of_rows_and_columns_gives_the_same_plan(
    hr: Account, bureau: Bureau, order: list[int], columns: list[str]
) -> None:
    listed = [*MANY, MANY[0] | {"警号": "070009"}]
    mixed = [{name: listed[place].get(name, "") for name in columns} for place in order]

    plan = read(hr, Kind.OFFICERS, *mixed)

    assert counts(plan) == {"new": 5, "refused": 2}
    assert {row["values"]["name"] for row in rows(plan, "new")} == {f"赵{place}" for place in range(1, 6)}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ranks=st.lists(st.sampled_from(["", "二级警司", "一级警司", "三级警督"]), min_size=6, max_size=6))
def test_whatever_a_list_says_it_says_nothing_new_the_second_time(
    hr: Account, bureau: Bureau, ranks: list[str]
) -> None:
    listed = [row | {"警衔": rank} for row, rank in zip(MANY, ranks, strict=True)]
    plan = read(hr, Kind.OFFICERS, *listed)
    if counts(plan).keys() - {"unchanged"}:
        apply_plan(plan=plan, actor=actor_of(hr, Role.HR), now=NOW)

    assert counts(read(hr, Kind.OFFICERS, *listed)) == {"unchanged": 6}
    held = Rank.objects.believed().holding_at(NOW).filter(officer__name__startswith="赵")
    assert all(ranks[int(rank.officer.name[1:])] in ("", rank.rank) for rank in held)
