"""The auditor reads everything and changes nothing; nobody else reads it."""

from collections.abc import Callable
from io import BytesIO

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from personnel.accounts.models import Account
from records.models import AuditEntry


def test_only_the_auditor_sees_the_list(
    as_: Callable[[Account], Client], auditor: Account, hr: Account, dai_account: Account
) -> None:
    assert as_(auditor).get("/audit/").status_code == 200
    assert as_(hr).get("/audit/").status_code == 403
    assert as_(dai_account).get("/audit/export/").status_code == 403
    assert Client().get("/audit/").status_code == 302


def test_the_list_is_filtered_by_the_address(as_: Callable[[Account], Client], auditor: Account) -> None:
    page = as_(auditor).get("/audit/", {"action": "personnel.role_given"})
    actions = {entry.action for entry, *_words in page.context["rows"]}
    assert actions == {"personnel.role_given"}
    assert not as_(auditor).get("/audit/", {"who": "没有这个人"}).context["rows"]


def test_the_list_takes_few_queries(
    as_: Callable[[Account], Client], auditor: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(auditor)
    with django_assert_max_num_queries(9):
        client.get("/audit/")


def test_an_export_holds_what_the_list_shows_and_is_itself_an_entry(
    as_: Callable[[Account], Client], auditor: Account
) -> None:
    response = as_(auditor).get("/audit/export/", {"action": "personnel.role_given"})
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) - 1 == AuditEntry.objects.filter(action="personnel.role_given").count()
    assert AuditEntry.objects.get(action="personnel.audit_exported").actor_uuid == auditor.uuid
