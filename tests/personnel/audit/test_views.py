"""The auditor reads everything of his units and changes nothing; nobody else reads it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.audit import paging
from records import seals
from records.audit import record_entry
from records.checking import check_daily
from records.heads import close_days, file_of
from records.models import AuditEntry, AuditSeal
from records.seals import Horizon, seal_entries
from tests import people
from tests.people import NOW, TODAY, Bureau

Browser = Callable[[Account], Client]


def shown(client: Client, **query: str) -> list[AuditEntry]:
    """The entries of the page that the address asks for."""
    return client.get("/audit/", query).context["page"].entries


def note(account: Account, label: str, **differences: Any) -> AuditEntry:
    """An act of the account."""
    record_entry(
        **{
            "actor": people.actor_of(account, Role.HR),
            "action": "registry.exported",
            "subject_kind": "registry.list",
            "subject_uuid": None,
            "subject_label": label,
            "now": NOW,
            **differences,
        }
    )
    return AuditEntry.objects.order_by("-pk")[0]


@pytest.fixture
def chain(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything is sealed and yesterday closed; the folder outside."""
    settings.AUDIT_HEADS_DIR = tmp_path / "heads"
    monkeypatch.setattr(seals, "horizon_now", lambda: Horizon(2**62, 2**62))
    seal_entries(now=NOW - timedelta(days=1))
    close_days(now=NOW)
    return settings.AUDIT_HEADS_DIR


def test_only_the_auditor_sees_the_pages(as_: Browser, auditor: Account, hr: Account, dai_account: Account) -> None:
    entry = f"/audit/entries/{AuditEntry.objects.latest('pk').uuid}/"
    for page in ("/audit/", "/audit/chain/", "/audit/export/", entry):
        assert as_(auditor).get(page).status_code == 200
        assert as_(hr).get(page).status_code == 403
        assert as_(dai_account).get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_an_auditor_of_a_unit_sees_what_its_people_did_and_what_was_done_to_them(
    as_: Browser, bureau: Bureau, dai_account: Account, south_hr: Account, hr: Account, he: Any, bai: Any
) -> None:
    """纪南 audits 澄南分局: 戴启明 and 何晓晨 are its people, 刘芳 and 白云帆 are not."""
    watcher = people.account_of(people.officer_in(bureau.hr_office, "010020", "纪南"))
    people.with_role(watcher, Role.AUDITOR, bureau.south)
    of_dai, of_hr = note(dai_account, "one"), note(hr, "two")
    on_dai = note(hr, "three", subject_kind="personnel.officer", subject_uuid=dai_account.officer.uuid)
    on_he = note(hr, "five", subject_kind="personnel.officer", subject_uuid=he.uuid)  # has no account
    on_bai = note(hr, "four", subject_kind="personnel.officer", subject_uuid=bai.uuid)

    granted = dai_account.role_grants.create(
        role=Role.TRAINER,
        unit=bureau.south,
        valid_from=NOW,
        given_by_uuid=hr.uuid,
        given_by_name="刘芳",
        document_no="x",
    )
    on_role = note(hr, "six", subject_kind="personnel.role_grant", subject_uuid=granted.uuid)

    client = as_(watcher)
    seen = {entry.pk for entry in shown(client)}
    assert {of_dai.pk, on_dai.pk, on_he.pk, on_role.pk} <= seen
    assert not {of_hr.pk, on_bai.pk} & seen
    assert client.get(f"/audit/entries/{on_dai.uuid}/").status_code == 200
    assert client.get(f"/audit/entries/{on_bai.uuid}/").status_code == 404
    rows = CalamineWorkbook.from_filelike(BytesIO(client.get("/audit/export/").content)).get_sheet_by_index(0)
    assert not any("four" in row for row in rows.to_python())


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ({"action": "registry.exported"}, ["c", "b", "a"]),
        ({"who": "许静"}, ["b"]),
        ({"who": "010006"}, ["b"]),
        ({"who": "没有这个人"}, []),
        ({"subject": "a"}, ["a"]),
        ({"subject": "00000000-0000-0000-0000-000000000009"}, ["c"]),
        ({"document_no": "临公政〔2026〕9号"}, ["b"]),
        ({"address": "10.0.0.9"}, ["c"]),
        ({"unit": "澄南分局"}, ["b"]),
        ({"unit": "北桥派出所"}, []),
        ({"unit": "110100000000"}, ["b"]),
        ({"first_day": "2026-11-25"}, ["c"]),
        ({"last_day": "2026-11-23"}, []),
    ],
)
def test_the_list_is_filtered_by_the_address(
    as_: Browser,
    auditor: Account,
    hr: Account,
    south_hr: Account,
    bureau: Bureau,
    query: dict[str, str],
    labels: list[str],
) -> None:
    note(hr, "a")
    south = people.actor_of(south_hr, Role.HR)
    south = type(south)(uuid=south.uuid, name=south.name, role=south.role, unit=bureau.south.uuid)
    note(south_hr, "b", actor=south, document_no="临公政〔2026〕9号")
    far = type(south)(uuid=people.actor_of(hr).uuid, name="刘芳", role="hr", address="10.0.0.9")
    note(hr, "c", actor=far, subject_uuid=UUID(int=9), now=NOW + timedelta(days=1))

    asked = {"action": "registry.exported", **query}
    assert [entry.subject_label for entry in shown(as_(auditor), **asked)] == labels


def test_a_refused_sign_in_is_found_under_the_name_that_was_tried(as_: Browser, auditor: Account) -> None:
    Client().post("/accounts/login/", {"login": "021399", "password": "wrong"})

    (entry,) = shown(as_(auditor), who="021399")
    assert entry.action == "personnel.sign_in_refused"


def test_pages_follow_each_other_in_both_directions(
    as_: Browser, auditor: Account, hr: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 3)
    for number in range(8):
        note(hr, str(number), now=NOW + timedelta(minutes=number // 4))  # several of one moment
    client, labels, address = as_(auditor), [], "?action=registry.exported"
    while address:
        page = client.get(f"/audit/{address}").context["page"]
        labels.append([entry.subject_label for entry in page.entries])
        address, newer = page.older, page.newer

    assert labels == [["7", "6", "5"], ["4", "3", "2"], ["1", "0"]]
    back = client.get(f"/audit/{newer}").context["page"]
    assert [entry.subject_label for entry in back.entries] == ["4", "3", "2"]
    assert [entry.subject_label for entry in client.get(f"/audit/{back.newer}").context["page"].entries] == labels[0]
    for nonsense in ("nonsense", "0001-01-01T00:00:00+23:59~1", "9999-12-31T23:59:59-23:59~1"):
        assert shown(client, action="registry.exported", before=nonsense)[0].subject_label == "7"


def test_the_list_takes_as_many_queries_however_long_it_is(
    as_: Browser, auditor: Account, hr: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        note(hr, str(number))
    client = as_(auditor)
    with django_assert_max_num_queries(11):
        client.get("/audit/")


def test_a_long_list_is_not_counted_to_its_end(
    as_: Browser, auditor: Account, hr: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("personnel.audit.views.COUNTED", 3)
    monkeypatch.setattr("personnel.audit.views.count_up_to", lambda entries: paging.count_up_to(entries, 3))
    for number in range(6):
        note(hr, str(number))

    page = as_(auditor).get("/audit/")
    assert page.context["count"] == 4
    assert "超过 3 条" in page.content.decode()


def test_an_export_holds_what_the_list_shows_and_is_itself_an_entry(as_: Browser, auditor: Account) -> None:
    response = as_(auditor).get("/audit/export/", {"action": "personnel.role_given"})
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) - 1 == AuditEntry.objects.filter(action="personnel.role_given").count()
    entry = AuditEntry.objects.get(action="personnel.audit_exported")
    assert (entry.actor_uuid, entry.actor_role) == (auditor.uuid, Role.AUDITOR)
    assert entry.after == {"rows": len(rows) - 1, "filters": ["action=personnel.role_given"]}


def test_an_exports_entry_holds_no_name_that_was_looked_for(as_: Browser, auditor: Account) -> None:
    as_(auditor).get("/audit/export/", {"who": "戴启明", "subject": "021306", "first_day": "2026-11-01", "sort": "x"})
    who, subject, first_day = AuditEntry.objects.get(action="personnel.audit_exported").after["filters"]
    assert (who[:5], subject[:9], first_day) == ("who=#", "subject=#", "first_day=2026-11-01")
    assert len(who) == len("who=#") + 12


def test_an_entry_shows_before_and_after_in_words(as_: Browser, auditor: Account, hr: Account) -> None:
    entry = note(
        hr,
        "戴**",
        action="personnel.role_given",
        subject_kind="personnel.role_grant",
        before={"role": "marker", "to": None},
        after={"role": "hr", "to": "2026-11-30T16:00:00+00:00"},
        reason="工作需要",
        document_no="临公政〔2026〕9号",
    )

    page = as_(auditor).get(f"/audit/entries/{entry.uuid}/")
    assert page.context["differences"] == [
        ("角色", "阅卷", "资格管理", True),
        ("至", "—", "2026-12-01 00:00", True),
    ]
    words = page.content.decode()
    assert all(said in words for said in ("临公政〔2026〕9号", "工作需要", "戴**", "等待封签"))


def test_an_entrys_seal_is_shown_and_whether_it_still_fits(as_: Browser, auditor: Account, chain: Path) -> None:
    entry = AuditEntry.objects.get(pk=AuditSeal.objects.get(number=2).entry)
    words = as_(auditor).get(f"/audit/entries/{entry.uuid}/").content.decode()
    assert "封签后未改动" in words
    assert "库外日签一致" in words

    file_of(TODAY - timedelta(days=1), chain).unlink()
    assert "库外日签缺失" in as_(auditor).get(f"/audit/entries/{entry.uuid}/").content.decode()


def test_an_entry_says_where_it_was_sealed_long_after_its_own_time(
    as_: Browser, auditor: Account, hr: Account, chain: Path
) -> None:
    late, soon = note(hr, "late", now=NOW - timedelta(days=40)), note(hr, "soon", now=NOW - timedelta(hours=1))
    seal_entries(now=NOW)
    assert "晚于业务时间 40 天" in as_(auditor).get(f"/audit/entries/{late.uuid}/").content.decode()
    assert "晚于业务时间" not in as_(auditor).get(f"/audit/entries/{soon.uuid}/").content.decode()


def test_the_chains_page_says_how_far_it_is_and_what_the_last_verification_found(
    as_: Browser, auditor: Account, chain: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(auditor)
    state = client.get("/audit/chain/").context["state"]
    assert (state.last.number, state.waiting, state.check) == (AuditSeal.objects.count(), 0, None)

    check_daily(now=NOW)
    with django_assert_max_num_queries(14):
        page = client.get("/audit/chain/")
    assert page.context["state"].is_whole
    assert page.context["state"].waiting == 1  # the verification's own entry
    assert [(head.day, str(copy)) for head, copy in page.context["state"].heads] == [
        (TODAY - timedelta(days=1), "agrees")
    ]

    path = file_of(TODAY - timedelta(days=1), chain)
    path.chmod(0o600)
    path.write_text("{}")
    check_daily(now=NOW + timedelta(minutes=1))
    words = client.get("/audit/chain/").content.decode()
    assert "断裂" in words
    assert "不一致" in words


def test_a_broken_chain_stands_on_the_auditors_home_page(as_: Browser, auditor: Account, chain: Path) -> None:
    client = as_(auditor)
    check_daily(now=NOW)
    assert "审计链的问题" not in client.get("/").content.decode()

    file_of(TODAY - timedelta(days=1), chain).unlink()
    check_daily(now=NOW + timedelta(minutes=11))  # a file may be ten minutes late
    assert "审计链的问题" in client.get("/").content.decode()


def test_a_program_is_shown_by_what_it_is(as_: Browser, auditor: Account, chain: Path) -> None:
    check_daily(now=NOW)

    assert "系统（审计链）" in as_(auditor).get("/audit/").content.decode()


def test_what_was_done_to_a_person_is_found_by_name_or_number(
    as_: Browser, auditor: Account, hr: Account, dai_account: Account, bureau: Bureau
) -> None:
    """Labels are masked; the search follows the person, his account and what was granted to him."""
    people.with_role(dai_account, Role.HR, bureau.south)
    note(hr, "何**", subject_kind="personnel.officer", subject_uuid=UUID(int=7))
    client = as_(auditor)

    acts = {"personnel.officer_taken_on", "personnel.account_opened", "personnel.role_given"}
    for words in ("戴启明", "021306"):
        found = shown(client, subject=words)
        assert {entry.action for entry in found} == acts
        assert "何**" not in {entry.subject_label for entry in found}


def test_an_auditor_reads_names_that_are_stored_masked(
    as_: Browser, auditor: Account, dai_account: Account, bureau: Bureau
) -> None:
    people.with_role(dai_account, Role.HR, bureau.south)
    grant = AuditEntry.objects.filter(action="personnel.role_given").latest("pk")
    opened = AuditEntry.objects.get(action="personnel.account_opened", subject_uuid=dai_account.uuid)
    assert "戴启明" not in grant.subject_label + opened.subject_label
    assert opened.subject_label

    client = as_(auditor)
    assert "戴启明 021306" in client.get("/audit/").content.decode()
    page = client.get(f"/audit/entries/{grant.uuid}/")
    assert page.context["subject"] == "戴启明 021306"
    said = {name: after for name, _before, after, _differs in page.context["differences"]}
    assert (said["账号"], said["单位"], said["角色"]) == ("戴启明 021306", "澄南分局", "资格管理")
    assert "戴启明 021306" in client.get(f"/audit/entries/{opened.uuid}/").content.decode()


def test_an_export_says_before_after_seal_and_entry(as_: Browser, auditor: Account, hr: Account, chain: Path) -> None:
    note(hr, "x", before={"joined_on": "2010-01-01"}, after={"joined_on": "2012-07-01"})
    response = as_(auditor).get("/audit/export/")
    head, *rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()

    assert head[-4:] == ["变更前", "变更后", "封签号", "记录编号"]
    (row,) = [row for row in rows if "x" in row]
    assert row[8:10] == ["参加公安工作时间：2010-01-01", "参加公安工作时间：2012-07-01"]
    sealed = AuditSeal.objects.get(number=2)
    assert [row[-2] for row in rows if row[-1] == str(sealed.entry_uuid)] in ([2], [2.0], ["2"])
