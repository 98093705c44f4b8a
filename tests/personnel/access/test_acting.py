"""An act is written down in the role that it was done in, not in whichever role somebody was given first."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from personnel.access.acting import acting_for
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.roles.models import RoleGrant
from records.actor import Actor
from records.models import AuditEntry
from tests import people
from tests.people import Bureau


@pytest.fixture
def clerk_and_hr(bureau: Bureau) -> Account:
    """周敏, unit clerk of 砚池路派出所 first, then qualification manager of 澄南分局."""
    officer = people.officer_in(bureau.yanchi, "021900", "周敏")
    account = people.with_role(people.account_of(officer), Role.UNIT_CLERK, bureau.yanchi)
    return people.with_role(account, Role.HR, bureau.south)


def acting(account: Account, permission: str | None) -> Actor:
    grants = RoleGrant.objects.filter(account=account).select_related("unit").order_by("pk")
    return acting_for(people.actor_of(account), grants, permission, is_officer=True)


def test_the_role_is_the_one_that_carries_the_permission(clerk_and_hr: Account, bureau: Bureau) -> None:
    confirming, asking = acting(clerk_and_hr, "registry.confirm"), acting(clerk_and_hr, "gate.ask")

    assert (confirming.role, confirming.unit) == (Role.HR, bureau.south.uuid)
    assert (asking.role, asking.unit) == (Role.UNIT_CLERK, bureau.yanchi.uuid)


def test_what_anybody_may_do_an_officer_does_as_an_officer(clerk_and_hr: Account) -> None:
    own = acting(clerk_and_hr, None)

    assert (own.role, own.unit) == (Role.OFFICER, None)


def test_a_program_without_an_officer_keeps_what_it_is() -> None:
    program = Actor(uuid=uuid4(), name="对接", role=Role.SERVICE)

    assert acting_for(program, [], None, is_officer=False) == program


def test_an_export_of_the_registry_says_in_which_role(
    as_: Callable[[Account], Client], clerk_and_hr: Account, bureau: Bureau
) -> None:
    assert as_(clerk_and_hr).get("/registry/export/").status_code == 200

    entry = AuditEntry.objects.get(action="registry.exported")
    assert (entry.actor_role, entry.actor_unit) == (Role.HR, bureau.south.uuid)
    assert entry.address == "127.0.0.1"


def test_whose_account_it_is_stands_masked_in_the_label(dai_account: Account, bureau: Bureau) -> None:
    people.with_role(dai_account, Role.UNIT_CLERK, bureau.south)

    assert AuditEntry.objects.get(action="personnel.role_given").subject_label == "戴**"
