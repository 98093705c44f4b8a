"""The list of people: its first page, and a search by a part of the name, each beside the same bare statements."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.html import strip_tags

from records import clock
from tests.bench.frame import Row, Size, expect, take_turns
from tests.bench.pages import bare_page, real_page
from tests.bench.personnel.bureau import reader

SOUGHT = "陈明"
_WHO = """
FROM personnel_officer officer
WHERE officer.id IN (
  SELECT post.officer_id FROM personnel_appointment post
  JOIN personnel_unitclosure tree ON tree.descendant_id = post.unit_id AND tree.ancestor_id = 1
   AND tree.valid_from <= %(at)s AND (tree.valid_to IS NULL OR tree.valid_to > %(at)s)
  WHERE post.closed_by_id IS NULL AND post.valid_from <= %(at)s AND (post.valid_to IS NULL OR post.valid_to > %(at)s))
 AND officer.id IN (
  SELECT officer_id FROM personnel_servicestatus WHERE closed_by_id IS NULL AND status IN ('in_service', 'probation')
   AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s))
"""
_COUNT = "SELECT count(*)" + _WHO
_FIRST = "SELECT officer.id" + _WHO
_HOLDS = "closed_by_id IS NULL AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)"
_SHOWN = f"""
SELECT officer.uuid, officer.name, number.number, rank.rank, post.post, post.stream, unit.short_name, status.status
FROM personnel_officer officer
LEFT JOIN (SELECT * FROM personnel_policenumber WHERE {_HOLDS}) number ON number.officer_id = officer.id
LEFT JOIN (SELECT * FROM personnel_rank WHERE {_HOLDS}) rank ON rank.officer_id = officer.id
LEFT JOIN (SELECT * FROM personnel_servicestatus WHERE {_HOLDS}) status ON status.officer_id = officer.id
LEFT JOIN (SELECT * FROM personnel_appointment WHERE relation = 'established' AND {_HOLDS}) post
 ON post.officer_id = officer.id
LEFT JOIN (SELECT * FROM personnel_unitversion WHERE {_HOLDS}) unit ON unit.unit_id = post.unit_id
WHERE officer.id = ANY(%(page)s)
"""


def people(size: Size) -> Row:
    """The first page of everybody who serves."""
    return _measured("list", "/people/", "", {"at": clock.now()})


def search(size: Size) -> Row:
    """The first page of those who bear a part of a name."""
    condition = " AND officer.name LIKE %(q)s"
    return _measured("search", f"/people/?q={SOUGHT}", condition, {"at": clock.now(), "q": f"%{SOUGHT}%"})


def _measured(name: str, address: str, condition: str, params: dict[str, str | datetime]) -> Row:
    count, first = _COUNT + condition, f"{_FIRST}{condition} ORDER BY officer.pinyin, officer.id LIMIT 50"
    with connection.cursor() as cursor:
        cursor.execute(count, params)
        found = cursor.fetchone()[0]
        cursor.execute(first, params)
        page: list[Any] = [row[0] for row in cursor.fetchall()]
    ours = real_page(reader(), address)
    words = strip_tags(ours())
    expect(f"{found:,}" in words or str(found) in words, True, f"whether the page counts {found} people")
    bare = bare_page([(count, params), (first, params), (_SHOWN, {**params, "page": page})])
    timing = take_turns(ours, bare)
    return Row(
        name=name,
        value=timing.ratio,
        bound=2,
        figures={"page_ms": timing.ours, "people": found},
        floor={"ms": timing.floor},
    )


# Rows are known by their function's name: ROWS=list
people.__name__ = "list"
