"""Named people of a small bureau, made by the ordinary verbs; tests speak of them by name.

临澄市公安局 has two sub-bureaux: 澄南分局 (with 砚池路派出所 and 柳堤街派出所) and 澄北分局 (with 北桥派出所).
"""

from dataclasses import dataclass
from datetime import date, datetime

from personnel.access.states import Role
from personnel.accounts.accounts import open_accounts
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.officers import NewOfficer, NewPost, take_on
from personnel.officers.rules import id_number_check
from personnel.officers.states import Category, Sex, Stream
from personnel.roles.roles import give_role
from personnel.units.models import Unit
from personnel.units.states import UnitKind
from personnel.units.units import NewUnit, found_units
from records.actor import Actor
from records.days import start_of

FOUNDED = start_of(date(2011, 1, 1))
TODAY = date(2026, 11, 24)
NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
PASSWORD = "Chengnan-2026"
SYSTEM = Actor.system("tests")

_UNITS = (
    ("BUREAU", "110000000000", "临澄市公安局", "市局", UnitKind.BUREAU, False, None),
    ("SOUTH", "110100000000", "临澄市公安局澄南分局", "澄南分局", UnitKind.SUB_BUREAU, True, "110000000000"),
    ("NORTH", "110200000000", "临澄市公安局澄北分局", "澄北分局", UnitKind.SUB_BUREAU, True, "110000000000"),
    ("YANCHI", "110101000000", "澄南分局砚池路派出所", "砚池路派出所", UnitKind.STATION, True, "110100000000"),
    ("LIUDI", "110102000000", "澄南分局柳堤街派出所", "柳堤街派出所", UnitKind.STATION, True, "110100000000"),
    ("BEIQIAO", "110201000000", "澄北分局北桥派出所", "北桥派出所", UnitKind.STATION, True, "110200000000"),
    ("HR_OFFICE", "110001000000", "临澄市公安局政治部", "政治部", UnitKind.OFFICE, False, "110000000000"),
)


@dataclass(frozen=True)
class Bureau:
    """The units by short names."""

    bureau: Unit
    south: Unit
    north: Unit
    yanchi: Unit
    liudi: Unit
    beiqiao: Unit
    hr_office: Unit


def found_bureau() -> Bureau:
    """The units, founded on 2011-01-01."""
    units = found_units(
        units=[
            NewUnit(code=code, name=name, short_name=short, kind=kind, is_law_enforcement=law, parent_code=parent)
            for _key, code, name, short, kind, law, parent in _UNITS
        ],
        actor=SYSTEM,
        since=FOUNDED,
        now=FOUNDED,
    )
    return Bureau(**{row[0].lower(): unit for row, unit in zip(_UNITS, units, strict=True)})


def id_number(sequence: int, born_on: date = date(1990, 1, 1)) -> str:
    """A made-up identity number with a right checksum, in an area code that no place has."""
    first_17 = f"990000{born_on:%Y%m%d}{sequence:03d}"
    return first_17 + id_number_check(first_17)


def officer_in(
    unit: Unit,
    number: str,
    name: str,
    *,
    since: date = date(2015, 7, 1),
    post: str = "民警",
    stream: Stream = Stream.NONE,
    **differences: object,
) -> Officer:
    """One officer taken on in the unit; `differences` go to NewOfficer."""
    begins = start_of(since)
    new = NewOfficer(
        **{  # type: ignore[arg-type]
            "name": name,
            "sex": Sex.MALE,
            "born_on": date(1990, 1, 1),
            "id_number": id_number(Officer.objects.count() + 1),
            "joined_on": since,
            "since": begins,
            "police_number": number,
            "rank": "" if differences.get("category") == Category.AUXILIARY else "二级警司",
            "post": NewPost(unit=unit, post=post, since=begins, stream=stream),
            **differences,
        }
    )
    return take_on(officers=[new], actor=SYSTEM, now=begins)[0]


def account_of(officer: Officer, *, password: str = PASSWORD) -> Account:
    """An account whose password was changed already."""
    account = open_accounts(officers=[officer], actor=SYSTEM, passwords={officer.pk: password}, now=FOUNDED)[0]
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    account.refresh_from_db()
    return account


def with_role(account: Account, role: Role, unit: Unit) -> Account:
    """The account, given the role for the unit since the bureau's founding."""
    give_role(account=account, role=role, unit=unit, actor=SYSTEM, now=FOUNDED)
    return account


def actor_of(account: Account, role: Role | str = "") -> Actor:
    """The account as an actor of verbs."""
    return Actor(uuid=account.uuid, name=account.display_name, role=str(role))
