"""Fixtures: the small bureau and its people, one for each role."""

from tests import environment  # isort: skip  (first: it says which settings hold)

from collections.abc import Callable

import pytest
from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from tests import people, second_factor
from tests.people import Bureau

__all__ = ["environment"]

pytest_plugins = ["tests.isolation", "tests.browsers", "tests.served", "tests.ledger"]


@pytest.fixture
def bureau(db: None) -> Bureau:
    """The units."""
    return people.found_bureau()


@pytest.fixture
def dai(bureau: Bureau) -> Officer:
    """戴启明, an officer of 柳堤街派出所, public order."""
    return people.officer_in(bureau.liudi, "021306", "戴启明", stream=Stream.PUBLIC_ORDER)


@pytest.fixture
def he(bureau: Bureau) -> Officer:
    """何晓晨, an officer of 砚池路派出所 with a letter in the number."""
    return people.officer_in(bureau.yanchi, "0A2196", "何晓晨", stream=Stream.PUBLIC_ORDER)


@pytest.fixture
def bai(bureau: Bureau) -> Officer:
    """白云帆, an officer of the other sub-bureau."""
    return people.officer_in(bureau.beiqiao, "030001", "白云帆")


@pytest.fixture
def dai_account(dai: Officer) -> Account:
    """The account of 戴启明: an officer and nothing else."""
    return people.account_of(dai)


@pytest.fixture
def trainer(bureau: Bureau) -> Account:
    """韩墨, trainer of the bureau."""
    return _with(bureau, "010001", "韩墨", Role.TRAINER)


@pytest.fixture
def reviewer(bureau: Bureau) -> Account:
    """邵文渊, question reviewer of the bureau."""
    return _with(bureau, "010002", "邵文渊", Role.REVIEWER)


@pytest.fixture
def exam_officer(bureau: Bureau) -> Account:
    """唐若谷, exam officer of the bureau."""
    return _with(bureau, "010003", "唐若谷", Role.EXAM_OFFICER)


@pytest.fixture
def second_exam_officer(bureau: Bureau) -> Account:
    """鲁清, another exam officer: the second person at moderation."""
    return _with(bureau, "010004", "鲁清", Role.EXAM_OFFICER)


@pytest.fixture
def hr(bureau: Bureau) -> Account:
    """刘芳, qualification manager of the bureau."""
    return _with(bureau, "010005", "刘芳", Role.HR)


@pytest.fixture
def south_hr(bureau: Bureau) -> Account:
    """许静, qualification manager of 澄南分局 only."""
    officer = people.officer_in(bureau.south, "010006", "许静")
    return people.with_role(people.account_of(officer), Role.HR, bureau.south)


@pytest.fixture
def assessor(bureau: Bureau) -> Account:
    """丁一鸣, assessor of the bureau."""
    return _with(bureau, "010007", "丁一鸣", Role.ASSESSOR)


@pytest.fixture
def auditor(bureau: Bureau) -> Account:
    """纪明, auditor."""
    return _with(bureau, "010008", "纪明", Role.AUDITOR)


@pytest.fixture
def security_admin(bureau: Bureau) -> Account:
    """安然, security administrator."""
    return _with(bureau, "010009", "安然", Role.SECURITY_ADMIN)


@pytest.fixture
def as_() -> Callable[[Account], Client]:
    """A browser signed in as the account, its second factor given; its session never grows old."""
    return second_factor.signed_in


def _with(bureau: Bureau, number: str, name: str, role: Role) -> Account:
    officer = people.officer_in(bureau.hr_office, number, name)
    return people.with_role(people.account_of(officer), role, bureau.bureau)
