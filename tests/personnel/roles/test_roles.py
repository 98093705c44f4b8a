"""Roles are given and ended by somebody else, and what one sees follows the unit tree."""

import pytest

from personnel.access.scope import may
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from personnel.roles.models import RoleGrant
from personnel.roles.roles import end_role, give_role
from records.models import AuditEntry
from records.refusals import Refusal
from tests import people
from tests.people import Bureau, actor_of


def test_nobody_gives_a_role_to_himself(security_admin: Account, bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refusal:
        give_role(account=security_admin, role=Role.HR, unit=bureau.bureau, actor=actor_of(security_admin))
    assert refusal.value.code == "roles.to_oneself"


def test_duties_that_do_not_go_together_are_refused(hr: Account, security_admin: Account, bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refusal:
        give_role(account=hr, role=Role.MARKER, unit=bureau.bureau, actor=actor_of(security_admin))
    assert refusal.value.code == "roles.incompatible"


def test_an_ended_role_allows_nothing(hr: Account, security_admin: Account, dai: Officer) -> None:
    assert may(actor_of(hr), "registry.view")
    grant = RoleGrant.objects.get(account=hr)
    end_role(grant=grant, actor=actor_of(security_admin))
    assert not may(actor_of(hr), "registry.view")
    assert not Officer.objects.visible_to(actor_of(hr)).filter(pk=dai.pk).exists()
    assert AuditEntry.objects.filter(action="personnel.role_ended", subject_uuid=grant.uuid).count() == 1


def test_people_are_seen_within_the_scope_of_the_role(
    south_hr: Account, hr: Account, dai: Officer, he: Officer, bai: Officer
) -> None:
    south = set(Officer.objects.visible_to(actor_of(south_hr)))
    assert {dai, he} <= south
    assert bai not in south
    assert {dai, he, bai} <= set(Officer.objects.visible_to(actor_of(hr)))


def test_an_officer_sees_himself_only(dai_account: Account, dai: Officer, he: Officer) -> None:
    assert list(Officer.objects.visible_to(actor_of(dai_account))) == [dai]


def test_a_grant_for_one_stream_reaches_only_posts_of_that_stream(
    security_admin: Account, bureau: Bureau, dai: Officer, bai: Officer
) -> None:
    give_role(
        account=people.account_of(bai),
        role=Role.HR,
        unit=bureau.bureau,
        stream=Stream.PUBLIC_ORDER,
        actor=actor_of(security_admin),
    )
    seen = set(Officer.objects.visible_to(actor_of(Account.objects.get(officer=bai))))
    assert seen == {dai, bai}  # 戴启明 by his stream, 白云帆 as himself
