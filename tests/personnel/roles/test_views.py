"""The security administrator gives and ends roles on pages."""

from collections.abc import Callable

from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.roles.models import RoleGrant
from tests.people import Bureau, account_of, officer_in, with_role


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
    assert {grant.account for grant in page.context["page"]} == {south, south_hr}
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
