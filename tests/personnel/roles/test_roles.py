"""Roles are given and ended by somebody else, and what one sees follows the unit tree."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from personnel.access.scope import assigned_to, may, units_reached
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from personnel.roles.models import RoleGrant
from personnel.roles.roles import Object, assign_role, end_role, give_role
from personnel.units.models import Unit
from records.models import AuditEntry, Notice
from records.notices import words_of
from records.refusals import Refusal
from tests import people
from tests.people import FOUNDED, NOW, SYSTEM, Bureau, actor_of

DAY = timedelta(days=1)
LATER = NOW + 30 * DAY


@contextmanager
def refused(code: str, field: str = "") -> Iterator[None]:
    """The block ends with a refusal of that code, at that field."""
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.code == code
    assert not field or refusal.value.field == field


def sitting_of(unit: Unit) -> Object:
    """Something that can be assigned."""
    return Object(kind="exams.sitting", uuid=uuid4(), label="11月月考 第一场", unit=unit)


def test_nobody_gives_a_role_to_himself(security_admin: Account, bureau: Bureau) -> None:
    with refused("roles.to_oneself", "account"):
        give_role(account=security_admin, role=Role.HR, unit=bureau.bureau, actor=actor_of(security_admin))


def test_nor_does_he_get_one_from_an_administrator_whom_he_made_one(
    security_admin: Account, bureau: Bureau, dai_account: Account, bai: Officer
) -> None:
    second, third = dai_account, people.account_of(bai)
    for giver, receiver in ((security_admin, second), (second, third)):
        give_role(account=receiver, role=Role.SECURITY_ADMIN, unit=bureau.bureau, actor=actor_of(giver), now=NOW)
    with refused("roles.in_return", "account"):
        give_role(account=security_admin, role=Role.HR, unit=bureau.bureau, actor=actor_of(third), now=NOW)


def test_a_role_is_given_within_the_givers_own_units(bureau: Bureau, dai_account: Account, he: Officer) -> None:
    south = people.with_role(people.account_of(he), Role.SECURITY_ADMIN, bureau.south)
    with refused("roles.outside_scope", "unit"):
        give_role(account=dai_account, role=Role.TRAINER, unit=bureau.north, actor=actor_of(south), now=NOW)
    with refused("roles.outside_scope", "unit"):
        give_role(account=dai_account, role=Role.TRAINER, unit=bureau.bureau, actor=actor_of(south), now=NOW)
    grant = give_role(account=dai_account, role=Role.TRAINER, unit=bureau.liudi, actor=actor_of(south), now=NOW)
    foreign = people.with_role(
        people.account_of(people.officer_in(bureau.north, "030009", "安宁")), Role.HR, bureau.north
    )
    with refused("roles.outside_scope"):
        end_role(grant=RoleGrant.objects.get(account=foreign), actor=actor_of(south), now=NOW)
    end_role(grant=grant, actor=actor_of(south), now=NOW)


def test_whoever_looks_after_one_stream_gives_no_role_for_all(
    bureau: Bureau, dai_account: Account, he: Officer
) -> None:
    giver = people.account_of(he)
    give_role(
        account=giver, role=Role.SECURITY_ADMIN, unit=bureau.south, stream=Stream.TRAFFIC, actor=SYSTEM, now=FOUNDED
    )
    act = {"account": dai_account, "role": Role.TRAINER, "unit": bureau.south, "actor": actor_of(giver), "now": NOW}
    with refused("roles.outside_scope"):
        give_role(**act)
    assert give_role(**act, stream=Stream.TRAFFIC).stream == Stream.TRAFFIC


@pytest.mark.parametrize(
    ("period", "field"),
    [
        ({"until": NOW}, "last_day"),
        ({"until": NOW - DAY}, "last_day"),
        ({"since": NOW - DAY}, "first_day"),
        ({"since": LATER, "until": LATER - DAY}, "last_day"),
    ],
)
def test_a_period_lies_ahead(
    security_admin: Account, bureau: Bureau, dai_account: Account, period: dict[str, datetime], field: str
) -> None:
    with refused("roles.period", field):
        give_role(
            account=dai_account, role=Role.HR, unit=bureau.south, actor=actor_of(security_admin), now=NOW, **period
        )


def test_a_role_may_begin_later(security_admin: Account, bureau: Bureau, dai_account: Account) -> None:
    give_role(
        account=dai_account, role=Role.HR, unit=bureau.south, actor=actor_of(security_admin), since=LATER, now=NOW
    )
    actor = actor_of(dai_account)
    assert not may(actor, "registry.view", LATER - DAY)
    assert may(actor, "registry.view", LATER)


def test_duties_that_do_not_go_together_are_refused(hr: Account, security_admin: Account, bureau: Bureau) -> None:
    act = {"account": hr, "unit": bureau.bureau, "actor": actor_of(security_admin), "now": NOW}
    with refused("roles.incompatible", "role"):
        give_role(role=Role.EXAM_OFFICER, **act)
    with refused("roles.incompatible", "role"):
        give_role(role=Role.AUDITOR, **act)


def test_hr_marks_no_exam_of_its_bureau(hr: Account, south_hr: Account, bureau: Bureau) -> None:
    act = {"role": Role.MARKER, "actor": SYSTEM, "until": LATER, "now": NOW}
    with refused("roles.incompatible", "role"):
        assign_role(accounts=[hr], to=sitting_of(bureau.south), **act)
    assert len(assign_role(accounts=[south_hr], to=sitting_of(bureau.north), **act)) == 1


def test_duties_are_compared_with_those_that_begin_later(
    security_admin: Account, bureau: Bureau, dai_account: Account
) -> None:
    act = {"account": dai_account, "unit": bureau.south, "actor": actor_of(security_admin), "now": NOW}
    give_role(role=Role.HR, since=LATER, **act)
    with refused("roles.incompatible", "role"):
        give_role(role=Role.EXAM_OFFICER, **act)
    give_role(role=Role.EXAM_OFFICER, until=LATER, **act)


def test_two_sub_bureaux_are_two_bureaux(security_admin: Account, bureau: Bureau, dai_account: Account) -> None:
    act = {"account": dai_account, "actor": actor_of(security_admin), "now": NOW}
    give_role(role=Role.HR, unit=bureau.liudi, **act)
    give_role(role=Role.EXAM_OFFICER, unit=bureau.beiqiao, **act)
    with refused("roles.incompatible"):
        give_role(role=Role.EXAM_OFFICER, unit=bureau.yanchi, **act)  # another station of the same sub-bureau
    with refused("roles.incompatible"):
        give_role(role=Role.EXAM_OFFICER, unit=bureau.bureau, **act)


def test_what_is_assigned_is_assigned_and_not_given(bureau: Bureau, dai_account: Account) -> None:
    with refused("roles.not_given", "role"):
        give_role(account=dai_account, role=Role.INVIGILATOR, unit=bureau.south, actor=SYSTEM, now=NOW)
    with refused("roles.not_given", "role"):
        assign_role(
            accounts=[dai_account], role=Role.HR, to=sitting_of(bureau.south), until=LATER, actor=SYSTEM, now=NOW
        )


def test_an_assigned_role_opens_its_object_and_no_unit(bureau: Bureau, dai_account: Account) -> None:
    sitting = sitting_of(bureau.north)
    assign_role(accounts=[dai_account], role=Role.INVIGILATOR, to=sitting, until=LATER, actor=SYSTEM, now=NOW)
    actor = actor_of(dai_account)
    found = assigned_to(actor, "exams.sitting", "sitting.invigilate", NOW)
    assert [row["object_uuid"] for row in found] == [sitting.uuid]
    assert not units_reached(actor, "sitting.invigilate", NOW).exists()
    assert not assigned_to(actor, "exams.sitting", "sitting.invigilate", LATER).exists()
    assert not assigned_to(actor, "exams.pool", "sitting.invigilate", NOW).exists()


def test_whom_it_concerns_is_told(security_admin: Account, bureau: Bureau, dai_account: Account) -> None:
    actor = actor_of(security_admin)
    grant = give_role(account=dai_account, role=Role.TRAINER, unit=bureau.south, actor=actor, now=NOW)
    end_role(grant=grant, actor=actor, now=NOW + DAY)
    assert [words_of(notice) for notice in Notice.objects.filter(owner_uuid=dai_account.uuid).order_by("pk")] == [
        "您现为教官（命题），范围：澄南分局",
        "您不再是教官（命题），范围：澄南分局",
    ]
    labels = AuditEntry.objects.filter(subject_uuid=grant.uuid).values_list("subject_label", flat=True)
    assert set(labels) == {"戴**"}


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
