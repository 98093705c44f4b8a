"""The established headcount of a unit and all below it on a past day."""

from typing import Any

from django.db import connection

from personnel.officers.questions import headcount_below
from records.days import start_of
from tests.bench.frame import Row, Size, expect, take_turns
from tests.bench.personnel.bureau import PAST_DAY

_SQL = """
SELECT count(*) FROM personnel_appointment post
JOIN personnel_servicestatus status ON status.officer_id = post.officer_id AND status.closed_by_id IS NULL
 AND status.valid_from <= %(at)s AND (status.valid_to IS NULL OR status.valid_to > %(at)s)
 AND status.status IN ('in_service', 'probation') AND status.category = 'officer' AND status.established
JOIN personnel_unitclosure tree ON tree.descendant_id = post.unit_id AND tree.ancestor_id = %(unit)s
 AND tree.valid_from <= %(at)s AND (tree.valid_to IS NULL OR tree.valid_to > %(at)s)
WHERE post.relation = 'established' AND post.closed_by_id IS NULL
 AND post.valid_from <= %(at)s AND (post.valid_to IS NULL OR post.valid_to > %(at)s)
"""
SUB_BUREAU = 2


def headcount(size: Size) -> Row:
    """Of one sub-bureau: the question in Python beside bare SQL."""
    at = start_of(PAST_DAY)

    def ours() -> int:
        return headcount_below(SUB_BUREAU, at)

    def floor() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, {"at": at, "unit": SUB_BUREAU})
            return cursor.fetchone()[0]

    expect(ours(), floor(), "the headcount of a sub-bureau on a past day")
    timing = take_turns(ours, floor)
    return Row(
        name="headcount",
        value=timing.ratio,
        bound=2,
        figures={"ms": timing.ours, "people": floor()},
        floor={"ms": timing.floor},
    )
