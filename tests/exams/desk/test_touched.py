"""What a unit's move or closing touches in the exams."""

from django.utils.translation import gettext as _

from exams.desk.contributions import unit_touches
from exams.sittings.models import Sitting
from exams.sittings.sittings import cancel_sitting
from personnel.units.models import Unit
from tests.exams.exam_rooms import FIRST, planned_sitting
from tests.people import NOW

SITTINGS = "Sittings whose results are not released"
BANKS, PAPERS = "Question banks of these units", "Papers of these units"


def counts(*units: Unit) -> dict[str, int | None]:
    keys = Unit.objects.filter(pk__in=[unit.pk for unit in units]).values("pk")
    return {str(touch.text): touch.count for touch in unit_touches(keys, NOW)}


def test_a_units_sittings_banks_and_papers_are_counted_not_named(bureau, django_assert_num_queries):
    planned_sitting(bureau.south)
    with django_assert_num_queries(3):
        found = counts(bureau.south, bureau.liudi)
    assert found == {_(SITTINGS): 1, _(BANKS): 1, _(PAPERS): 1}
    assert set(counts(bureau.north).values()) == {0}
    keys = Unit.objects.filter(pk=bureau.south.pk).values("pk")
    assert not any(touch.names for touch in unit_touches(keys, NOW))


def test_a_cancelled_sitting_waits_for_no_result(bureau):
    planned_sitting(bureau.south)
    cancel_sitting(sitting=Sitting.objects.get(), reason="机房检修", actor=FIRST, now=NOW)
    assert counts(bureau.south)[_(SITTINGS)] == 0
