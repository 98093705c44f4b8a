"""The unit tree as of a day; HR founds, renames, moves and closes units in two steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, appoint
from personnel.officers.states import Relation
from personnel.units.alterations import move_unit
from personnel.units.models import Unit
from personnel.units.units import close_unit
from records.days import day_of, start_of
from records.models import AuditEntry
from tests.people import FOUNDED, NOW, SYSTEM, TODAY, Bureau, account_of, officer_in, with_role

As = Callable[[Account], Client]
ACT = {"on": "2026-05-01", "reason": "辖区调整", "document_no": "临公编〔2026〕5号"}


def units_on(page: Any) -> list[str]:
    return [node.unit.short_name for node in page.context["nodes"]]


def counts_on(page: Any) -> dict[str, tuple[int, int]]:
    return {node.unit.short_name: (node.own, node.below) for node in page.context["nodes"]}


def test_the_tree_is_that_of_the_day(as_: As, bureau: Bureau, hr: Account, he: Officer) -> None:
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=start_of(TODAY.replace(month=5, day=1)))
    client = as_(hr)
    before = counts_on(client.get("/units/?on=2026-04-30"))
    after = counts_on(client.get("/units/?on=2026-05-01"))
    assert (before["澄南分局"], before["澄北分局"]) == ((0, 1), (0, 0))
    assert (after["澄南分局"], after["澄北分局"]) == ((0, 0), (0, 1))
    assert after["砚池路派出所"] == (1, 1)
    assert units_on(client.get("/units/?on=2010-01-01")) == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_calendars_end_is_no_day(as_: As, bureau: Bureau, hr: Account, day: str) -> None:
    page = as_(hr).get("/units/", {"on": day})
    assert units_on(page) == units_on(as_(hr).get("/units/"))
    act = {"on": day, "document_no": "x", "reason": "x", "parent": bureau.north.code}
    page = as_(hr).post(f"/units/{bureau.yanchi.uuid}/move/", act)
    assert list(page.context["form"].errors) == ["on"]


def test_the_tree_takes_the_same_queries_whatever_its_size(
    as_: As, bureau: Bureau, hr: Account, dai: Officer, he: Officer, django_assert_max_num_queries: Any
) -> None:
    client = as_(hr)
    client.get("/units/")
    with django_assert_max_num_queries(12):
        client.get("/units/?all=1")


def test_a_search_shows_the_way_down_to_what_fits(as_: As, bureau: Bureau, hr: Account) -> None:
    client = as_(hr)
    assert units_on(client.get("/units/?q=北桥")) == ["市局", "澄北分局", "北桥派出所"]
    assert units_on(client.get(f"/units/?q={bureau.liudi.code[:6]}")) == ["市局", "澄南分局", "柳堤街派出所"]
    assert "没有符合的单位" in client.get("/units/?q=无此单位").content.decode()


def test_a_sub_bureaus_clerk_sees_its_part(as_: As, bureau: Bureau, dai: Officer, bai: Officer) -> None:
    clerk = with_role(account_of(officer_in(bureau.south, "010020", "内勤")), Role.UNIT_CLERK, bureau.south)
    client = as_(clerk)
    assert units_on(client.get("/units/")) == ["澄南分局", "砚池路派出所", "柳堤街派出所"]
    page = client.get(f"/units/{bureau.liudi.uuid}/")
    assert "戴启明" in page.content.decode()
    assert client.get(f"/units/{bureau.north.uuid}/").status_code == 404
    assert client.get(f"/units/{bureau.liudi.uuid}/move/").status_code == 403


def test_who_may_not_see_people_sees_no_names(as_: As, bureau: Bureau, trainer: Account, dai: Officer) -> None:
    head = officer_in(bureau.liudi, "020002", "方所长")
    since = start_of(day_of(NOW))
    appoint(posts=[(head, NewPost(unit=bureau.liudi, post="所长", since=since, is_head=True))], actor=SYSTEM)
    client = as_(trainer)
    for address in ("/units/", f"/units/{bureau.liudi.uuid}/"):
        words = client.get(address).content.decode()
        assert "方所长" not in words
        assert "戴启明" not in words


def test_a_units_page_says_who_is_there_and_who_is_away(as_: As, bureau: Bureau, hr: Account, dai: Officer) -> None:
    seconded = NewPost(unit=bureau.yanchi, post="借调", since=start_of(TODAY), relation=Relation.WORKING)
    appoint(posts=[(dai, seconded)], actor=SYSTEM)
    client = as_(hr)
    assert "借调到砚池路派出所" in client.get(f"/units/{bureau.liudi.uuid}/").content.decode()
    assert "由柳堤街派出所借调来" in client.get(f"/units/{bureau.yanchi.uuid}/").content.decode()
    assert "借调到" not in client.get(f"/units/{bureau.liudi.uuid}/?on=2026-01-01").content.decode()


def test_a_move_shows_what_it_touches_and_is_done_when_confirmed(
    as_: As, bureau: Bureau, hr: Account, he: Officer
) -> None:
    client = as_(hr)
    address = f"/units/{bureau.yanchi.uuid}/move/"
    entered = {**ACT, "parent": bureau.north.code}
    preview = client.post(address, entered)
    words = preview.content.decode()
    assert "划归澄北分局" in words
    assert {(str(touch.text), touch.count) for touch in preview.context["touched"]} == {
        ("单位（含下级）", 1),
        ("在编人员", 1),
    }
    assert not AuditEntry.objects.filter(action="personnel.unit_moved").exists()
    assert client.post(address, {**entered, "again": "1"}).context["form"]["parent"].value() == bureau.north.code
    assert client.post(address, {**entered, "confirmed": "1"}).status_code == 302
    assert Unit.objects.named_at(NOW).get(pk=bureau.yanchi.pk).parent_id == bureau.north.pk
    entry = AuditEntry.objects.get(action="personnel.unit_moved")
    assert (entry.reason, entry.document_no) == (ACT["reason"], ACT["document_no"])
    assert entry.after == {"parent": bureau.north.code, "since": "2026-05-01"}
    page = client.get(f"/units/{bureau.yanchi.uuid}/").content.decode()
    assert "由澄南分局划归澄北分局" in page
    assert ACT["document_no"] in page


@pytest.mark.parametrize(
    ("entered", "field"),
    [({"on": "2010-12-31"}, "on"), ({"parent": "south"}, "parent"), ({"parent": "yanchi"}, "parent")],
    ids=["before it was founded", "where it stands", "under itself"],
)
def test_a_refusal_stands_at_its_field_before_anything_is_confirmed(
    as_: As, bureau: Bureau, hr: Account, entered: dict[str, str], field: str
) -> None:
    given = {**ACT, "parent": "north", **entered}
    given["parent"] = getattr(bureau, given["parent"]).code
    page = as_(hr).post(f"/units/{bureau.yanchi.uuid}/move/", given)
    assert list(page.context["form"].errors) == [field]
    assert "touched" not in page.context


def test_hr_of_a_sub_bureau_moves_nothing_out_of_it(as_: As, bureau: Bureau, south_hr: Account) -> None:
    client = as_(south_hr)
    page = client.post(f"/units/{bureau.yanchi.uuid}/move/", {**ACT, "parent": bureau.north.code})
    assert list(page.context["form"].errors) == ["parent"]
    assert client.get(f"/units/{bureau.beiqiao.uuid}/close/").status_code == 404


def test_a_unit_is_founded_renamed_closed_and_reopened(as_: As, bureau: Bureau, hr: Account) -> None:
    client = as_(hr)
    found = {
        **ACT,
        "confirmed": "1",
        "code": "110103000000",
        "name": "澄南分局书院巷派出所",
        "short_name": "书院巷派出所",
        "kind": "station",
        "is_law_enforcement": "on",
        "parent": bureau.south.code,
    }
    answer = client.post("/units/found/", found)
    made = Unit.objects.get(code="110103000000")
    assert answer["Location"] == f"/units/{made.uuid}/"
    again = client.post("/units/found/", found)
    assert list(again.context["form"].errors) == ["code"]
    changed = {**found, "name": "澄南分局书院派出所", "short_name": "书院派出所", "on": "2026-06-01"}
    assert client.post(f"/units/{made.uuid}/change/", changed).status_code == 302
    assert client.post(f"/units/{made.uuid}/close/", {**ACT, "on": "2026-07-01", "confirmed": "1"}).status_code == 302
    assert "书院派出所" not in units_on(client.get("/units/"))
    page = client.get(f"/units/{made.uuid}/")
    assert "当日没有这个单位" in page.content.decode()
    assert [moment["text"] for moment in page.context["moments"]] == [
        "撤销",
        "由澄南分局书院巷派出所更名为澄南分局书院派出所",
        "设立，名称为澄南分局书院巷派出所，隶属澄南分局",
    ]
    reopened = {**ACT, "on": "2026-08-01", "parent": bureau.north.code, "confirmed": "1"}
    assert client.post(f"/units/{made.uuid}/reopen/", reopened).status_code == 302
    assert "书院派出所" in units_on(client.get("/units/"))


def test_a_unit_with_people_does_not_close(as_: As, bureau: Bureau, hr: Account, he: Officer) -> None:
    page = as_(hr).post(f"/units/{bureau.yanchi.uuid}/close/", ACT)
    assert list(page.context["form"].errors) == ["on"]
    assert "1 人" in page.content.decode()


def test_a_closed_unit_stays_in_the_tree_of_its_time(as_: As, bureau: Bureau, south_hr: Account) -> None:
    close_unit(unit=bureau.yanchi, actor=SYSTEM, since=start_of(TODAY.replace(month=5, day=1)))
    client = as_(south_hr)
    assert "砚池路派出所" in units_on(client.get("/units/?on=2026-04-30"))
    assert "砚池路派出所" not in units_on(client.get("/units/"))
    assert client.get(f"/units/{bureau.yanchi.uuid}/").status_code == 200


def test_the_export_is_the_tree_shown_and_leaves_an_entry(as_: As, bureau: Bureau, south_hr: Account) -> None:
    response = as_(south_hr).get("/units/export/?on=2026-05-01")
    assert response["Content-Disposition"].endswith(".xlsx")
    entry = AuditEntry.objects.get(action="personnel.units_exported")
    assert entry.after == {"rows": 3, "on": "2026-05-01"}
    assert entry.at >= FOUNDED


def test_the_former_parents_hr_no_longer_changes_a_unit_that_left(as_: As, bureau: Bureau, south_hr: Account) -> None:
    client = as_(south_hr)
    assert client.get(f"/units/{bureau.yanchi.uuid}/move/").status_code == 200
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=start_of(TODAY.replace(month=5, day=1)))
    page = client.get(f"/units/{bureau.yanchi.uuid}/?on=2026-04-30")
    assert (page.status_code, page.context["may_manage"]) == (200, False)
    for act in ("change", "move", "close", "reopen"):
        assert client.get(f"/units/{bureau.yanchi.uuid}/{act}/").status_code == 404


def test_a_closed_unit_is_reopened_by_the_hr_under_whom_it_stood_last(
    as_: As, bureau: Bureau, south_hr: Account
) -> None:
    close_unit(unit=bureau.liudi, actor=SYSTEM, since=start_of(TODAY.replace(month=5, day=1)))
    move_unit(unit=bureau.yanchi, parent=bureau.north, actor=SYSTEM, since=start_of(TODAY.replace(month=5, day=1)))
    close_unit(unit=bureau.yanchi, actor=SYSTEM, since=start_of(TODAY.replace(month=6, day=1)))
    client = as_(south_hr)
    assert client.get(f"/units/{bureau.liudi.uuid}/reopen/").status_code == 200
    assert client.get(f"/units/{bureau.yanchi.uuid}/reopen/").status_code == 404
