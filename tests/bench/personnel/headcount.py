"""The established headcount of a unit and all below it on a past day: the unit's page beside the bare statement."""

from django.db import connection
from django.utils.html import strip_tags

from personnel.officers.questions import headcount_below, headcounts_below
from personnel.units.models import Unit
from records.days import start_of
from tests.bench.frame import Row, Size, expect, take_turns
from tests.bench.pages import bare_page, real_page
from tests.bench.personnel.bureau import PAST_DAY, reader

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
    """Of one sub-bureau. The page tells besides who heads it, who is posted there, and the same of all right below."""
    at = start_of(PAST_DAY)
    params = {"at": at, "unit": SUB_BUREAU}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, params)
        people = cursor.fetchone()[0]
    expect(headcount_below(SUB_BUREAU, at), people, "the headcount of a sub-bureau on a past day")
    page = real_page(reader(), f"/units/{Unit.objects.get(pk=SUB_BUREAU).uuid}/?on={PAST_DAY}")
    expect(f"{people:,}" in strip_tags(page()), True, "whether the page tells the headcount")
    bare = bare_page([(_SQL, params)])
    asked = take_turns(lambda: headcount_below(SUB_BUREAU, at), bare)
    every = take_turns(lambda: headcounts_below(at), bare, rounds=5)
    timing = take_turns(page, bare)
    return Row(
        name="headcount",
        value=timing.ratio,
        bound=2,
        figures={"page_ms": timing.ours, "question_ms": asked.ours, "all_units_ms": every.ours, "people": people},
        floor={"ms": timing.floor},
    )
