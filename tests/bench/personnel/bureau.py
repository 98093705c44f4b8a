"""A bureau of thousands of units and tens of thousands of people, made in the database.

A hundredth of the units stand right under the bureau, a quarter under those, the rest under these. Every eleventh
of the middle ones stood under another sub-bureau until 2024. A third of the people were transferred in 2023, every
fortieth is seconded, every fiftieth retired in 2022. The tree's projection is built by the verb.
"""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.fields import encrypted
from personnel.officers.models import Officer
from personnel.units.models import Unit
from personnel.units.tree import rebuild_closure
from tests.bench.frame import Size
from tests.people import account_of, with_role

PAST_DAY = date(2022, 6, 1)  # before the moves and the transfers

_CHANGES = """
INSERT INTO personnel_change (id, uuid, officer_id, unit_id, recorded_at, actor_uuid, actor_name, actor_role,
                              reason_code, params, document_no)
SELECT n, gen_random_uuid(),
       CASE WHEN n > {units} THEN (n - {units} - 1) % {officers} + 1 END, CASE WHEN n <= {units} THEN n END,
       timestamptz '2011-01-01' + n * interval '1 second', '{actor}', 'bench', 'system', 'bench.made', '{{}}', ''
FROM generate_series(1, {units} + 2 * {officers}) n
"""

_UNITS = """
INSERT INTO personnel_unit (id, uuid, code, last_change_id)
SELECT n, gen_random_uuid(), lpad((110000000000 + n)::text, 12, '0'), n FROM generate_series(1, {units}) n
"""

# Under whom unit n stands; `moved` is whom those who moved stood under before.
_PARENT = """CASE WHEN n = 1 THEN NULL WHEN n <= {tops} THEN 1
 WHEN n <= {middles} THEN 2 + (n + {shift}) % ({tops} - 1) ELSE {tops} + 1 + n % ({middles} - {tops}) END"""

_VERSIONS = """
INSERT INTO personnel_unitversion (uuid, unit_id, name, short_name, kind, is_law_enforcement, parent_id,
                                   valid_from, valid_to, opened_by_id)
SELECT gen_random_uuid(), n, '某市公安局第' || n || '单位', '第' || n || '单位',
       CASE WHEN n = 1 THEN 'bureau' WHEN n <= {tops} THEN 'sub_bureau' WHEN n <= {middles} THEN 'station'
            ELSE 'team' END,
       n % 7 <> 0, {parent}, '{since}', {until}, n
FROM generate_series(1, {units}) n WHERE {which}
"""

_OFFICERS = """
INSERT INTO personnel_officer (id, uuid, name, sex, born_on, id_number, id_number_hash, joined_on, pinyin,
                               last_change_id)
SELECT n, gen_random_uuid(),
       substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏', 1 + n % 30, 1)
         || substr('明华建国志文思远晓晨云帆若谷清芳静墨渊然启望舒', 1 + n / 30 % 22, 1)
         || substr('伟强磊洋勇军杰娟涛超霞平刚桂英玉兰萍红梅', 1 + n / 660 % 20, 1),
       CASE WHEN n % 5 = 0 THEN 'female' ELSE 'male' END, date '1970-01-01' + n % 10000, '{token}',
       'bench' || md5(n::text), date '2010-07-01' + n % 3000, '', {units} + {officers} + n
FROM generate_series(1, {officers}) n
"""

# (table, its columns, their values, valid_from, valid_to, opened_by, closed_by, which officers)
RETIRED, TRANSFERRED = "n % 50 = 0", "(n % 3 = 0 AND n % 50 <> 0)"
_AT_FIRST, _LATER = "{units} + n", "{units} + {officers} + n"
_UNIT, _FORMER_UNIT, _HOST = "1 + n * 7 % {units}", "1 + (n * 7 + 13) % {units}", "1 + (n * 7 + {units} / 2) % {units}"
_LEFT = f"CASE WHEN {RETIRED} THEN timestamptz '2022-01-01' END"
_POST = "unit_id, relation, post, duties, stream, is_head, acting"
_POSTED = "'民警', '[]'::jsonb, CASE WHEN n % 4 = 0 THEN 'public_order' ELSE '' END, n <= {units}, false"
_SINCE, _TRANSFER = "timestamptz '2015-01-01'", "timestamptz '2023-03-01'"
_STATUS = "category, status, established"
_FACTS = (
    ("servicestatus", _STATUS, "'officer', 'in_service', true", _SINCE, _LEFT, _AT_FIRST, "NULL", "true"),
    ("servicestatus", _STATUS, "'officer', 'retired', false", _LEFT, "NULL", _LATER, "NULL", RETIRED),
    ("policenumber", "number", "lpad(n::text, 6, '0')", _SINCE, _LEFT, _AT_FIRST, "NULL", "true"),
    ("rank", "rank, grade", "'二级警司', ''", _SINCE, "NULL", _AT_FIRST, "NULL", "true"),
    ("appointment", _POST, f"{_UNIT}, 'established', {_POSTED}", _SINCE, _LEFT, _AT_FIRST, "NULL",
     f"NOT {TRANSFERRED}"),
    ("appointment", _POST, f"{_FORMER_UNIT}, 'established', {_POSTED}", _SINCE, "NULL", _AT_FIRST, _LATER,
     TRANSFERRED),
    ("appointment", _POST, f"{_FORMER_UNIT}, 'established', {_POSTED}", _SINCE, _TRANSFER, _LATER, "NULL",
     TRANSFERRED),
    ("appointment", _POST, f"{_UNIT}, 'established', {_POSTED}", _TRANSFER, "NULL", _LATER, "NULL", TRANSFERRED),
    ("appointment", _POST, f"{_HOST}, 'working', {_POSTED}", _TRANSFER, "NULL", _LATER, "NULL",
     "n % 40 = 0 AND n % 50 <> 0"),
)  # fmt: skip


def found_large_bureau(size: Size) -> None:
    """Fill the database, then give one account each role that the rows need."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in _statements(size):
            cursor.execute(sql)
        for table in ("change", "unit", "officer"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('personnel_{table}', 'id'),"
                f" (SELECT max(id) FROM personnel_{table}))"
            )
        rebuild_closure()
    account = account_of(Officer.objects.get(pk=1))
    with_role(account, Role.HR, Unit.objects.get(pk=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def reader() -> Account:
    """HR of the whole bureau."""
    return Account.objects.get(officer_id=1)


def _statements(size: Size) -> list[str]:
    units, officers = size["units"], size["officers"]
    tops, middles = units // 100 + 1, units // 4
    values = {"units": units, "officers": officers, "tops": tops, "middles": middles, "actor": UUID(int=1)}
    values["token"] = encrypted("990000199001010017")
    moved = f"n > {tops} AND n <= {middles} AND n % 11 = 0"
    now = _PARENT.format(**values, shift=0)
    before = _PARENT.format(**values, shift=1)
    versions = [
        ("2011-01-01", "NULL", now, f"NOT ({moved})"),
        ("2011-01-01", "timestamptz '2024-01-01'", before, moved),
        ("2024-01-01", "NULL", now, moved),
    ]
    return [
        _CHANGES.format(**values),
        _UNITS.format(**values),
        *(
            _VERSIONS.format(**values, since=since, until=until, parent=parent, which=which)
            for since, until, parent, which in versions
        ),
        _OFFICERS.format(**values),
        *(_fact(*parts).format(**values) for parts in _FACTS),
    ]


def _fact(
    table: str, columns: str, row: str, since: str, until: str, opened_by: str, closed_by: str, which: str
) -> str:
    # Our own tables and numbers, nothing from outside.
    return (
        f"INSERT INTO personnel_{table} (uuid, officer_id, valid_from, valid_to, opened_by_id, closed_by_id, {columns})"
        f" SELECT gen_random_uuid(), n, {since}, {until}, {opened_by}, {closed_by}, {row}"
        f" FROM generate_series(1, {{officers}}) n WHERE {which}"
    )
