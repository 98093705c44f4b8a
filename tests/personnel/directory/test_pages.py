"""HR finds people, reads a person's page and looks at an identity number."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.officers import NewPost, change_status, give_number, second, transfer
from personnel.officers.states import Category, Service
from records import clock
from records.days import day_of, start_of
from records.models import AuditEntry
from tests.people import SYSTEM, Bureau, account_of, officer_in, with_role

MARCH, JUNE = start_of(date(2026, 3, 1)), start_of(date(2026, 6, 1))
SignIn = Callable[[Account], Client]


def names_on(page) -> list[str]:
    return [row.officer.name for row in page.context["rows"]]


def listed(client: Client, **query: str) -> list[str]:
    return names_on(client.get("/people/", query))


def test_the_list_is_in_the_order_of_pinyin_and_of_the_readers_units(
    as_: SignIn, hr: Account, south_hr: Account, dai: Officer, he: Officer, bai: Officer
) -> None:
    assert listed(as_(hr)) == ["白云帆", "戴启明", "何晓晨", "刘芳", "许静"]
    assert listed(as_(south_hr)) == ["戴启明", "何晓晨", "许静"]
    assert listed(as_(hr), sort="-number")[0] == "何晓晨"
    assert listed(as_(hr), sort="unit")[-1] == "白云帆"


@pytest.mark.parametrize("q", ["021306", "0213", "dqm", "DQ", "启明", "戴启明", " 戴启 "])
def test_somebody_is_found_by_number_name_or_initials(
    as_: SignIn, hr: Account, dai: Officer, he: Officer, q: str
) -> None:
    client = as_(hr)
    answer = client.post("/people/find/", {"q": q})
    assert names_on(client.get(answer.url)) == ["戴启明"]


def test_a_former_number_finds_who_had_it_and_says_so(as_: SignIn, hr: Account, dai: Officer, he: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=MARCH, actor=SYSTEM, now=MARCH)
    give_number(officer=he, number="021306", since=JUNE, actor=SYSTEM, now=JUNE)
    page = as_(hr).get("/people/", {"q": "021306", "status": "any"})
    assert [(row.officer.name, row.former_number) for row in page.context["rows"]] == [
        ("戴启明", "021306"),
        ("何晓晨", ""),
    ]
    assert "曾用021306" in page.content.decode()


def test_an_identity_number_leads_to_the_page_and_never_into_an_address(
    as_: SignIn, hr: Account, dai: Officer, bai: Officer, south_hr: Account
) -> None:
    answer = as_(hr).post("/people/find/", {"q": dai.id_number.lower()})
    assert answer.url == reverse("personnel:officer", args=[dai.uuid])
    entry = AuditEntry.objects.get(action="personnel.officer_sought")
    assert (entry.subject_uuid, entry.subject_label) == (dai.uuid, "戴**")
    assert dai.id_number not in str(entry.after)
    elsewhere = as_(south_hr).post("/people/find/", {"q": bai.id_number}, follow=True)
    assert elsewhere.redirect_chain == [("/people/?nobody=1", 302)]
    assert names_on(elsewhere) == []
    assert "您管理的单位内没有该身份证号的人员" in elsewhere.content.decode()
    assert as_(hr).get("/people/", {"q": dai.id_number}).url == "/people/"


def test_a_mistyped_identity_number_is_told_as_such(as_: SignIn, hr: Account, dai: Officer) -> None:
    wrong = dai.id_number[:-1] + ("1" if dai.id_number[-1] != "1" else "2")
    answer = as_(hr).post("/people/find/", {"q": wrong}, follow=True)
    assert "身份证号校验位不符" in answer.content.decode()
    assert names_on(answer) == []


def test_filters_see_people_as_of_a_day(as_: SignIn, hr: Account, dai: Officer, he: Officer, bureau: Bureau) -> None:
    transfer(posts=[(dai, NewPost(unit=bureau.beiqiao, post="民警", since=JUNE))], actor=SYSTEM, now=JUNE)
    second(posts=[(he, NewPost(unit=bureau.north, post="借调民警", since=JUNE))], actor=SYSTEM, now=JUNE)
    client = as_(hr)
    assert listed(client, unit=bureau.north.code) == ["戴启明", "何晓晨"]
    assert listed(client, unit=bureau.north.code, on="2026-05-31") == []
    assert listed(client, unit=bureau.liudi.code, on="2026-05-31") == ["戴启明"]
    assert listed(client, place="seconded") == ["何晓晨"]
    assert listed(client, place="seconded", on="2026-05-31") == []
    assert listed(client, rank="二级警司", stream="public_order") == ["何晓晨"]
    assert listed(client, rank="二级警司", stream="public_order", on="2026-05-31") == ["戴启明", "何晓晨"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_calendars_end_is_no_day(as_: SignIn, hr: Account, dai: Officer, day: str) -> None:
    assert as_(hr).get("/people/", {"on": day}).status_code == 200


def test_auxiliaries_the_retired_and_those_without_a_post_have_their_places(
    as_: SignIn, hr: Account, south_hr: Account, dai: Officer, bureau: Bureau
) -> None:
    officer_in(bureau.liudi, "F00001", "马小军", category=Category.AUXILIARY, established=False, post="勤务辅警")
    change_status(officers=[dai], status=Service.RETIRED, since=MARCH, actor=SYSTEM, now=MARCH)
    client = as_(south_hr)
    assert listed(client, category="auxiliary") == ["马小军"]
    assert listed(client, status="retired") == ["戴启明"]  # of the units that he left
    assert listed(client, status="retired", unit=bureau.liudi.code) == ["戴启明"]
    assert listed(client, status="any", place="none") == ["戴启明"]
    assert listed(client, q="没有这人") == []


def test_the_list_asks_as_many_queries_for_fifty_as_for_five(
    as_: SignIn, hr: Account, bureau: Bureau, django_assert_num_queries
) -> None:
    for number in range(60):
        officer_in(bureau.liudi, f"0300{number:02d}", "张三")
    client = as_(hr)
    client.get("/people/")
    with django_assert_num_queries(QUERIES):
        assert len(names_on(client.get("/people/"))) == 50
    with django_assert_num_queries(QUERIES):
        assert len(listed(client, page="2")) == 11
    with django_assert_num_queries(QUERIES):
        assert len(listed(client, q="zs", sort="number", status="any")) == 50


QUERIES = 11  # the grants are read twice, as values: for the units to choose from and for the people


def test_the_export_is_what_the_list_shows_and_is_audited(
    as_: SignIn, south_hr: Account, dai: Officer, bai: Officer
) -> None:
    answer = as_(south_hr).get("/people/export/", {"sort": "number"})
    with load_workbook(BytesIO(answer.content)) as book:
        head, *rows = book.get_sheet_by_index(0).to_python()
    assert head == ["姓名", "警号", "单位", "岗位", "警衔", "工作单位", "状态"]
    assert [row[:3] for row in rows] == [["许静", "010006", "澄南分局"], ["戴启明", "021306", "柳堤街派出所"]]
    entry = AuditEntry.objects.get(action="personnel.people_exported")
    assert entry.after == {"people": 2, "identity_numbers": 0}


def test_a_persons_page_masks_the_identity_number(as_: SignIn, hr: Account, dai: Officer, bureau: Bureau) -> None:
    transfer(
        posts=[(dai, NewPost(unit=bureau.yanchi, post="社区民警", since=JUNE))],
        actor=SYSTEM,
        document_no="临公政〔2026〕21号",
        reason="轮岗",
        now=JUNE,
    )
    page = as_(hr).get(f"/people/{dai.uuid}/").content.decode()
    assert dai.id_number not in page
    for words in (
        "砚池路派出所",
        "柳堤街派出所",
        "990000********",
        "临公政〔2026〕21号",
        "轮岗",
        "民警调动",
        "资格台账",
    ):
        assert words in page


def test_the_number_in_full_is_shown_once_with_a_reason_and_leaves_an_entry(
    as_: SignIn, hr: Account, dai: Officer, bureau: Bureau
) -> None:
    client = as_(hr)
    address = f"/people/{dai.uuid}/identity/"
    assert dai.id_number not in client.get(address).content.decode()
    assert dai.id_number not in client.post(address, {"reason": ""}).content.decode()
    assert not AuditEntry.objects.filter(action="personnel.officer_identified").exists()
    answer = client.post(address, {"reason": "核对参保信息"})
    assert dai.id_number in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="personnel.officer_identified")
    assert (entry.reason, entry.subject_label) == ("核对参保信息", "戴**")
    clerk = with_role(account_of(officer_in(bureau.liudi, "020690", "许静")), Role.UNIT_CLERK, bureau.liudi)
    assert as_(clerk).get(f"/people/{dai.uuid}/").status_code == 200
    assert as_(clerk).post(address, {"reason": "想看"}).status_code == 403


def test_a_page_out_of_scope_is_not_there(
    as_: SignIn, south_hr: Account, bai: Officer, dai: Officer, he: Officer
) -> None:
    client = as_(south_hr)
    assert client.get(f"/people/{bai.uuid}/").status_code == 404
    assert client.get(f"/people/{bai.uuid}/identity/").status_code == 404
    assert client.get(f"/people/{bai.uuid}/transfer/").status_code == 404
    assert as_(account_of(dai)).get(f"/people/{he.uuid}/").status_code == 403


@pytest.mark.parametrize(
    ("name", "status"), [("艾尼瓦尔·卡德尔·阿不都热依木江", Service.IN_SERVICE), ("戴", Service.RETIRED)]
)
def test_long_names_and_people_without_a_post_have_a_page(
    as_: SignIn, hr: Account, bureau: Bureau, name: str, status: Service
) -> None:
    officer = officer_in(bureau.liudi, "021999", name)
    if status != Service.IN_SERVICE:
        change_status(officers=[officer], status=status, since=MARCH, actor=SYSTEM, now=MARCH)
    page = as_(hr).get(f"/people/{officer.uuid}/")
    assert name in page.content.decode()
    assert page.context["person"].number == "021999"


def test_somebody_is_taken_on_and_stands_in_the_list(as_: SignIn, south_hr: Account, bureau: Bureau) -> None:
    client = as_(south_hr)
    form = {
        "name": "孟新",
        "id_number": "11010519491231002X",
        "category": "officer",
        "police_number": "022301",
        "joined_on": "2026-03-01",
        "on": "2026-03-01",
        "unit": bureau.liudi.code,
        "post": "民警",
        "stream": "",
        "status": "probation",
        "established": "on",
        "reason": "招录",
        "document_no": "临公政〔2026〕30号",
    }
    wrong = {"id_number": "110105194912310021", "police_number": "22301", "unit": bureau.beiqiao.code}
    for field, value in wrong.items():
        page = client.post("/people/new/", {**form, field: value})
        assert list(page.context["form"].errors) == [field]
    assert client.post("/people/new/", {**form, "police_number": ""}).context["form"].errors.keys() == {"police_number"}
    answer = client.post("/people/new/", form)
    officer = Officer.objects.get(name="孟新")
    assert answer.url == f"/people/{officer.uuid}/"
    assert (officer.born_on, officer.sex) == (date(1949, 12, 31), "female")
    assert listed(client, status="probation") == ["孟新"]
    twice = client.post("/people/new/", {**form, "police_number": "022302"})
    assert twice.context["form"].errors.keys() == {"id_number"}
    helper = {**form, "name": "马小军", "category": "auxiliary", "police_number": "", "status": "in_service"}
    assert client.post("/people/new/", {**helper, "id_number": "990000199001010108"}).status_code in {200, 302}


def test_as_of_today_is_said(as_: SignIn, hr: Account, dai: Officer) -> None:
    assert day_of(clock.now()).isoformat() in as_(hr).get("/people/").content.decode()
