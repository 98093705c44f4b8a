"""The security administrator keeps accounts: he opens, locks, resets, and never his own."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from personnel.access.states import Role
from personnel.account_desk.listing import Standing
from personnel.accounts.models import Account
from personnel.accounts.second_factor import is_enrolled
from personnel.officers.models import Officer
from records import clock
from records.models import AuditEntry
from tests.people import PASSWORD, Bureau, account_of, officer_in, with_role
from tests.second_factor import enrolled

As = Callable[[Account], Client]


@pytest.fixture
def south_admin(bureau: Bureau) -> Account:
    """安宁, security administrator of 澄南分局 only."""
    account = account_of(officer_in(bureau.south, "020009", "安宁"))
    return with_role(account, Role.SECURITY_ADMIN, bureau.south)


def names_in(client: Client, **query: str) -> set[str]:
    page = client.get(reverse("personnel:account_desk"), query)
    return {row.officer.name for row in page.context["rows"]}


def page_of(account: Account, act: str = "desk_account") -> str:
    return reverse(f"personnel:{act}", args=[account.uuid])


def sign_in(login: str, password: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def test_the_list_says_how_accounts_stand(as_: As, security_admin: Account, dai_account: Account, he: Officer) -> None:
    client = as_(security_admin)
    page = client.get(reverse("personnel:account_desk"))
    stands = {row.officer.name: row.standing for row in page.context["rows"]}
    assert stands["戴启明"] == Standing.FRESH
    assert stands["何晓晨"] == Standing.NONE
    assert names_in(client, standing="none") == {"何晓晨"}
    assert names_in(client, who="0a21") == {"何晓晨"}
    assert names_in(client, who="戴") == {"戴启明"}
    assert names_in(client, role="security_admin") == {"安然"}


def test_the_list_is_filtered_by_unit_and_second_factor(
    as_: As, security_admin: Account, dai_account: Account, he: Officer, bureau: Bureau
) -> None:
    enrolled(dai_account)
    client = as_(security_admin)
    assert names_in(client, unit=bureau.south.code) == {"戴启明", "何晓晨"}
    assert names_in(client, factor="on") == {"戴启明"}
    assert names_in(client, factor="off") == {"安然"}


def test_a_sub_bureaus_administrator_keeps_to_its_people(
    as_: As, south_admin: Account, security_admin: Account, dai_account: Account, bai: Officer
) -> None:
    client = as_(south_admin)
    assert names_in(client) == {"安宁", "戴启明"}
    assert client.get(page_of(dai_account)).status_code == 200
    north = account_of(bai)
    for act in ("desk_account", "lock_account", "reset_password", "unlock_account", "end_account_sessions"):
        assert client.get(page_of(north, act)).status_code == 404
    assert client.get(reverse("personnel:other_accounts")).status_code == 404
    form = client.get(reverse("personnel:open_accounts"), {"numbers": "010009"}).context["form"]
    assert list(form.errors) == ["numbers"]


def test_nobody_else_keeps_accounts(as_: As, hr: Account, auditor: Account, dai_account: Account) -> None:
    for account in (hr, auditor, dai_account):
        client = as_(account)
        for name in ("account_desk", "other_accounts", "open_accounts", "open_other_account", "password_slips"):
            assert client.get(reverse(f"personnel:{name}")).status_code == 403


def test_accounts_of_a_unit_are_opened_after_looking(
    as_: As, security_admin: Account, he: Officer, bureau: Bureau
) -> None:
    client = as_(security_admin)
    asked = client.get(reverse("personnel:open_accounts"), {"unit": bureau.yanchi.code})
    assert asked.context["people"] == [he]
    assert not Account.objects.filter(officer=he).exists()
    opened = client.post(reverse("personnel:open_accounts"), {"officer": [str(he.uuid)]})
    assert opened.headers["Location"] == reverse("personnel:password_slips")
    (line,) = client.get(reverse("personnel:password_slips")).context["lines"]
    assert (line["login"], line["unit"]) == ("0A2196", "砚池路派出所")
    assert line["password"] not in str(dict(client.session))
    fresh = sign_in("0a2196", line["password"])
    assert fresh.get("/").headers["Location"] == reverse("personnel:change_password")
    assert client.get(reverse("personnel:open_accounts"), {"unit": bureau.yanchi.code}).context["people"] == []


def test_opening_twice_changes_nothing(as_: As, security_admin: Account, he: Officer) -> None:
    client = as_(security_admin)
    client.post(reverse("personnel:open_accounts"), {"officer": [str(he.uuid)]})
    again = client.post(reverse("personnel:open_accounts"), {"officer": [str(he.uuid)]})
    assert again.status_code == 409
    assert Account.objects.filter(officer=he).count() == 1


def test_what_is_no_uuid_opens_nothing(as_: As, security_admin: Account, he: Officer) -> None:
    answer = as_(security_admin).post(reverse("personnel:open_accounts"), {"officer": ["x"]})
    assert answer.status_code == 409  # nobody was chosen
    assert not Account.objects.filter(officer=he).exists()


def test_slips_are_a_workbook_until_they_are_handed_out(as_: As, security_admin: Account, he: Officer) -> None:
    client = as_(security_admin)
    client.post(reverse("personnel:open_accounts"), {"officer": [str(he.uuid)]})
    (line,) = client.get(reverse("personnel:password_slips")).context["lines"]
    book = client.get(reverse("personnel:password_slips_workbook"))
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["何晓晨", "0A2196", "砚池路派出所", line["password"]]
    client.post(reverse("personnel:password_slips"))
    assert client.get(reverse("personnel:password_slips")).context["lines"] == []


def test_an_account_without_an_officer_has_a_login_name(as_: As, security_admin: Account) -> None:
    client = as_(security_admin)
    short = client.post(
        reverse("personnel:open_other_account"), {"login_name": "021306", "display_name": "某公司", "reason": "运维"}
    )
    assert list(short.context["form"].errors) == ["login_name"]
    form = {"login_name": "vendor-1", "display_name": "某公司", "reason": "运维"}
    client.post(reverse("personnel:open_other_account"), form)
    rows = client.get(reverse("personnel:other_accounts")).context["rows"]
    assert [row.account.login_name for row in rows] == ["vendor-1"]
    assert AuditEntry.objects.filter(action="personnel.account_opened", reason="运维").exists()


def test_a_reset_password_is_a_first_one_and_ends_sessions(
    as_: As, security_admin: Account, dai_account: Account
) -> None:
    inside = sign_in("021306", PASSWORD)
    client = as_(security_admin)
    client.post(page_of(dai_account, "reset_password"), {"reason": "本人忘记"})
    (line,) = client.get(reverse("personnel:password_slips")).context["lines"]
    assert inside.get("/").status_code == 302
    assert sign_in("021306", PASSWORD).get("/").status_code == 302
    fresh = sign_in("021306", line["password"])
    assert fresh.get("/").headers["Location"] == reverse("personnel:change_password")
    assert AuditEntry.objects.get(action="personnel.password_reset").reason == "本人忘记"


def test_a_locked_account_is_out_until_it_is_unlocked(as_: As, security_admin: Account, dai_account: Account) -> None:
    inside = sign_in("021306", PASSWORD)
    client = as_(security_admin)
    asked = client.get(page_of(dai_account, "lock_account"))
    assert "戴启明" in asked.content.decode()
    assert inside.get("/").status_code == 200
    client.post(page_of(dai_account, "lock_account"), {"reason": "停职调查"})
    assert inside.get("/").status_code == 302
    refused = Client().post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    assert "本账号已停用" in refused.content.decode()
    assert "停职调查" in client.get(page_of(dai_account)).content.decode()
    client.post(page_of(dai_account, "unlock_account"), {"reason": "调查结束"})
    assert sign_in("021306", PASSWORD).get("/").status_code == 200


def test_a_lock_out_is_lifted(as_: As, security_admin: Account, dai_account: Account) -> None:
    for _time in range(5):
        sign_in("021306", "wrong")
    assert sign_in("021306", PASSWORD).get("/").status_code == 302
    client = as_(security_admin)
    assert client.get(page_of(dai_account)).context["locked_out"]
    client.post(page_of(dai_account, "unlock_account"), {"reason": "本人到场"})
    assert sign_in("021306", PASSWORD).get("/").status_code == 200


def test_sessions_and_second_factor_of_another(as_: As, security_admin: Account, dai_account: Account) -> None:
    enrolled(dai_account)
    client = as_(security_admin)
    client.post(page_of(dai_account, "reset_second_factor"), {"reason": "手机丢失"})
    assert not is_enrolled(dai_account)
    inside = sign_in("021306", PASSWORD)
    client.post(page_of(dai_account, "end_account_sessions"), {"reason": "在他处登录"})
    assert inside.get("/").status_code == 302


def test_never_his_own(as_: As, security_admin: Account) -> None:
    enrolled(security_admin)
    client = as_(security_admin)
    for act in ("reset_password", "lock_account", "unlock_account", "end_account_sessions", "reset_second_factor"):
        answer = client.post(page_of(security_admin, act), {"reason": "试"})
        assert (answer.status_code, "不能对本人账号" in answer.content.decode()) == (409, True), act
    security_admin.refresh_from_db()
    assert security_admin.is_active
    assert is_enrolled(security_admin)


def test_an_act_without_its_reason_is_not_done(as_: As, security_admin: Account, dai_account: Account) -> None:
    page = as_(security_admin).post(page_of(dai_account, "lock_account"), {"reason": " "})
    assert list(page.context["form"].errors) == ["reason"]
    dai_account.refresh_from_db()
    assert dai_account.is_active


def test_the_list_takes_few_queries(
    as_: As, security_admin: Account, bureau: Bureau, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(security_admin)
    for place in range(8):
        account_of(officer_in(bureau.liudi, f"03100{place}", f"张{place}"))
    with django_assert_max_num_queries(14):
        client.get(reverse("personnel:account_desk"))


def test_sign_ins_are_seen(as_: As, security_admin: Account, dai_account: Account) -> None:
    sign_in("021306", PASSWORD)
    page = as_(security_admin).get(page_of(dai_account))
    assert len(page.context["sessions"]) == 1
    assert names_in(as_(security_admin), standing="open") == {"戴启明", "安然"}
    assert clock.now() >= dai_account.sessions.get().started_at


def test_a_number_with_an_account_is_left_out_and_named(
    as_: As, security_admin: Account, dai_account: Account, he: Officer
) -> None:
    page = as_(security_admin).get(reverse("personnel:open_accounts"), {"numbers": "021306 0A2196"})
    assert [officer.name for officer in page.context["people"]] == ["何晓晨"]
    assert "已有账号：021306" in page.content.decode()
