"""The security administrator gives and ends roles on pages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.officers import NewPost, appoint
from personnel.officers.states import Category, Stream
from personnel.roles.models import RoleGrant
from personnel.roles.roles import give_role
from records import clock
from records.days import start_of
from tests.people import SYSTEM, Bureau, account_of, officer_in, with_role


def test_a_role_is_given_by_police_number(
    as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau
) -> None:
    account_of(officer_in(bureau.yanchi, "0A2196", "何晓晨"))
    form = {
        "number": "0a2196",
        "role": "trainer",
        "unit": bureau.south.code,
        "stream": "",
        "document_no": "临公政〔2026〕1号",
    }
    assert as_(security_admin).post("/roles/give/", form).status_code == 302
    grant = RoleGrant.objects.get(role=Role.TRAINER)
    assert (grant.account.display_name, grant.unit_id, grant.given_by_name) == ("何晓晨", bureau.south.pk, "安然")


def test_an_unknown_number_is_said_at_its_field(
    as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau
) -> None:
    form = {"number": "999999", "role": "trainer", "unit": bureau.south.code, "document_no": "x"}
    page = as_(security_admin).post("/roles/give/", form)
    assert list(page.context["form"].errors) == ["number"]
    assert not RoleGrant.objects.filter(role=Role.TRAINER).exists()


def test_a_role_given_to_oneself_is_refused_at_its_field(
    as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau
) -> None:
    form = {"number": "010009", "role": "hr", "unit": bureau.bureau.code, "document_no": "x"}
    page = as_(security_admin).post("/roles/give/", form)
    assert list(page.context["form"].errors) == ["number"]


def test_a_sub_bureaus_administrator_keeps_to_its_units(
    as_: Callable[[Account], Client], bureau: Bureau, hr: Account, south_hr: Account, security_admin: Account
) -> None:
    south = with_role(account_of(officer_in(bureau.south, "020009", "安宁")), Role.SECURITY_ADMIN, bureau.south)
    client = as_(south)
    page = client.get("/roles/")
    assert {row.grant.account for row in page.context["rows"]} == {south, south_hr}
    assert client.get(f"/roles/{RoleGrant.objects.get(account=hr).uuid}/end/").status_code == 404
    form = {"number": "010009", "role": "trainer", "unit": bureau.north.code, "document_no": "x"}
    assert list(client.post("/roles/give/", form).context["form"].errors) == ["unit"]


def test_ending_asks_first(as_: Callable[[Account], Client], security_admin: Account, hr: Account) -> None:
    grant = RoleGrant.objects.get(account=hr)
    client = as_(security_admin)
    assert "刘芳" in client.get(f"/roles/{grant.uuid}/end/").content.decode()
    grant.refresh_from_db()
    assert grant.valid_to is None
    client.post(f"/roles/{grant.uuid}/end/", {"document_no": "临公政〔2026〕2号"})
    grant.refresh_from_db()
    assert grant.valid_to is not None
    assert as_(hr).get("/roles/").status_code == 403


@pytest.fixture
def roles(bureau: Bureau, hr: Account, south_hr: Account, security_admin: Account, dai_account: Account) -> None:
    """戴启明 is trainer for ten more days; 刘芳, 许静 and 安然 hold their roles without end."""
    give_role(
        account=dai_account,
        role=Role.TRAINER,
        unit=bureau.south,
        stream=Stream.TRAFFIC,
        until=clock.now() + timedelta(days=10),
        actor=SYSTEM,
    )


def names(page: Any) -> list[str]:
    """Who is listed."""
    return [row.grant.account.display_name for row in page.context["rows"]]


@pytest.mark.usefixtures("roles")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"刘芳", "许静", "安然", "戴启明"}),
        ("shown=soon", {"戴启明"}),
        ("shown=ahead", set()),
        ("shown=away", {"许静"}),
        ("who=021306", {"戴启明"}),
        ("unit=110100000000", {"许静", "戴启明"}),
        ("role=hr", {"刘芳", "许静"}),
    ],
)
def test_the_list_is_narrowed_by_the_address(
    as_: Callable[[Account], Client],
    security_admin: Account,
    south_hr: Account,
    bureau: Bureau,
    query: str,
    expected: set[str],
) -> None:
    moves = NewPost(unit=bureau.beiqiao, post="民警", since=clock.now() - timedelta(hours=1))
    assert south_hr.officer is not None
    appoint(posts=[(south_hr.officer, moves)], actor=SYSTEM)
    assert set(names(as_(security_admin).get(f"/roles/?{query}"))) == expected


@pytest.mark.usefixtures("roles")
def test_the_list_asks_few_questions(
    as_: Callable[[Account], Client], security_admin: Account, django_assert_max_num_queries: Any
) -> None:
    client = as_(security_admin)
    client.get("/roles/")
    with django_assert_max_num_queries(14):
        client.get("/roles/")


@pytest.mark.usefixtures("roles")
def test_an_auditor_reads_roles_and_gives_none(
    as_: Callable[[Account], Client], auditor: Account, hr: Account, bureau: Bureau
) -> None:
    client = as_(auditor)
    assert "刘芳" in client.get("/roles/").content.decode()
    assert client.get("/roles/export/").status_code == 200
    assert "审定试题" in client.get("/roles/overview/").content.decode()
    assert client.get("/roles/give/").status_code == 403
    assert client.post(f"/roles/{RoleGrant.objects.get(account=hr).uuid}/end/").status_code == 403


@pytest.mark.usefixtures("roles")
def test_everybody_reads_what_his_own_roles_allow(as_: Callable[[Account], Client], dai_account: Account) -> None:
    page = as_(dai_account).get("/roles/mine/").content.decode()
    assert "编写、导入试题" in page
    assert "刘芳" not in page


def test_a_first_and_a_last_day(as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau) -> None:
    account_of(officer_in(bureau.yanchi, "0A2196", "何晓晨"))
    form = {"number": "0A2196", "role": "trainer", "unit": bureau.south.code, "document_no": "x"}
    client = as_(security_admin)
    days = {"first_day": "2001-01-01", "last_day": "2001-01-02"}
    assert list(client.post("/roles/give/", form | days).context["form"].errors) == ["first_day"]
    days = {"first_day": "2099-01-02", "last_day": "2099-01-01"}
    assert list(client.post("/roles/give/", form | days).context["form"].errors) == ["last_day"]
    days = {"first_day": "0001-01-01", "last_day": "9999-12-31"}
    assert list(client.post("/roles/give/", form | days).context["form"].errors) == ["first_day", "last_day"]
    assert client.post("/roles/give/", form | {"first_day": "2099-01-01"}).status_code == 302
    assert RoleGrant.objects.get(role=Role.TRAINER).valid_from == start_of(date(2099, 1, 1))


def test_a_role_where_the_person_does_not_serve_is_given_once_that_is_confirmed(
    as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau
) -> None:
    account = account_of(officer_in(bureau.hr_office, "010031", "江南月"))
    form = {"number": "010031", "role": "trainer", "unit": bureau.south.code, "stream": "", "document_no": "号"}
    client = as_(security_admin)
    page = client.post("/roles/give/", form)
    assert "人员不在该单位" in page.content.decode()
    assert not RoleGrant.objects.filter(account=account).exists()

    form["confirmed"] = page.context["confirm"]
    assert client.post("/roles/give/", form).status_code == 302
    assert "人员不在该单位" in client.get("/roles/", {"who": "010031"}).content.decode()


def test_an_auxiliary_gets_no_role_that_changes_results(
    as_: Callable[[Account], Client], security_admin: Account, bureau: Bureau
) -> None:
    account_of(officer_in(bureau.south, "0F0031", "甘小辅", category=Category.AUXILIARY, established=False))
    form = {"number": "0F0031", "unit": bureau.south.code, "stream": "", "document_no": "号"}
    client = as_(security_admin)
    assert list(client.post("/roles/give/", form | {"role": "hr"}).context["form"].errors) == ["role"]
    assert client.post("/roles/give/", form | {"role": "unit_clerk"}).status_code == 302


def test_nothing_is_chosen_beforehand_and_a_first_day_is_asked_for(
    as_: Callable[[Account], Client], security_admin: Account
) -> None:
    page = as_(security_admin).get("/roles/give/")
    assert [page.context["form"].fields[name].choices[0] for name in ("role", "unit")] == [("", "请选择")] * 2
    assert 'name="first_day"' in page.content.decode()


def test_what_roles_may_do_stacks_on_a_phone(as_: Callable[[Account], Client], security_admin: Account) -> None:
    words = as_(security_admin).get("/roles/overview/").content.decode()
    assert 'class="dense cards"' in words
    assert '<span class="phone-only">资格管理</span>' in words
