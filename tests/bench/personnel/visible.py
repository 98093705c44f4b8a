"""What the filter of a reader's scope costs: queries more than without it."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.officers.models import Officer
from personnel.units.models import Unit
from tests.bench.frame import Row, Size, expect, take_turns
from tests.bench.personnel.bureau import reader
from tests.people import actor_of

PAGE = 50
_POSTED = "SELECT count(DISTINCT officer_id) FROM personnel_appointment WHERE closed_by_id IS NULL AND valid_to IS NULL"


def visible(size: Size) -> Row:
    """A page of officers and all units, with and without `visible_to`, to HR of the whole bureau."""
    actor = actor_of(reader())
    officers, units = Officer.objects.order_by("pk"), Unit.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute(_POSTED)
        expect(officers.visible_to(actor).count(), cursor.fetchone()[0], "how many officers HR sees")
    expect(units.visible_to(actor).count(), size["units"], "how many units HR sees")
    pairs: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: list(officers.visible_to(actor)[:PAGE]), lambda: list(officers[:PAGE])),
        (lambda: list(units.visible_to(actor)), lambda: list(units)),
    ]
    extra = max(_queries(ours) - _queries(floor) for ours, floor in pairs)
    timing = take_turns(*pairs[0])
    return Row(
        name="visible",
        value=extra,
        bound=1,
        figures={"queries_more": extra, "page_ms": timing.ours},
        floor={"page_ms": timing.floor},
        is_ratio=False,
    )


def _queries(function: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)
