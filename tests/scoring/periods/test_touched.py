"""What a unit's move or closing touches in the assessment."""

from collections.abc import Callable
from datetime import date

from personnel.officers.models import Officer
from personnel.units.models import Unit
from records.days import start_of
from scoring.periods.touched import touches
from tests.people import Bureau
from tests.scoring.facts import computed


def months(unit: Unit, on: date) -> list[int | None]:
    return [touch.count for touch in touches(Unit.objects.filter(pk=unit.pk).values("pk"), start_of(on))]


def test_a_move_dated_back_into_an_assessed_month_says_so(
    bureau: Bureau, dai: Officer, django_assert_num_queries: Callable[[int], object]
) -> None:
    computed(date(2026, 10, 1))
    with django_assert_num_queries(1):
        assert months(bureau.liudi, date(2026, 10, 15)) == [1]
    assert months(bureau.liudi, date(2026, 11, 1)) == [0]
