"""Rows of the list of sittings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from exams.delivery.models import Attempt
from exams.desk.steps import MARKS
from exams.sittings.models import Registration, Sitting
from exams.sittings.states import SittingState


@dataclass(frozen=True, slots=True)
class Row:
    """A sitting with its state by the clock and how many are registered and done."""

    sitting: Sitting
    state: SittingState
    kind: str
    registered: int
    submitted: int


def rows_of(sittings: Iterable[Sitting], now: datetime) -> list[Row]:
    """Two counts for all of them."""
    shown = list(sittings)
    live = Registration.objects.live().filter(sitting__in=shown).order_by()
    registered = dict(live.values_list("sitting").annotate(count=Count("pk")))
    done = Attempt.objects.filter(sitting__in=shown).finished_at(now).order_by()
    submitted = dict(done.values_list("sitting").annotate(count=Count("pk")))
    return [
        Row(one, state, MARKS[state], registered.get(one.pk, 0), submitted.get(one.pk, 0))
        for one in shown
        for state in [one.state_at(now)]
    ]
