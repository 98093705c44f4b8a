"""The people of a sitting: who is registered and how far each is; and lists of officers to register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from exams.marking.marking import newest_run
from exams.marking.models import AttemptScore
from exams.sittings.models import Registration, Sitting
from exams.sittings.states import Absence, SittingState
from personnel.officers.lookup import find_many_by_police_number
from personnel.officers.models import Officer, ServiceStatus
from personnel.officers.rules import is_police_number, normalized_police_number
from personnel.units.models import Unit
from records.actor import Actor

MARKS = {
    AttemptState.ADMITTED: "ahead",
    AttemptState.STARTED: "running",
    AttemptState.SUBMITTED: "done",
    AttemptState.VOID: "no",
    AttemptState.ABSENT: "absent",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One registered officer as the sitting's list shows him."""

    registration: Registration
    officer: Officer
    attempt: Attempt | None
    state: AttemptState
    finished_at: datetime | None
    score: Decimal | None
    passed: bool | None

    @property
    def kind(self) -> str:
        """Mark of the state."""
        return MARKS[self.state]

    @property
    def word(self) -> str:
        """The state in words."""
        return str(self.state.label)

    @property
    def absence(self) -> str:
        """The reason of absence in words."""
        return str(Absence(self.registration.absence).label) if self.registration.absence else ""


def people_of(sitting: Sitting, rows: Sequence[Registration], now: datetime) -> list[Person]:
    """The registrations with their officers' posts, attempts and, once marked, scores: four statements."""
    officers = Officer.objects.with_post_at(sitting.opens_at).in_bulk([row.officer_id for row in rows])
    attempts = Attempt.objects.filter(registration__in=rows).exclude(state=AttemptState.VOID)
    by_registration = {
        attempt.registration_id: attempt for attempt in attempts.select_related("sitting").defer("order")
    }
    scores = dict(
        AttemptScore.objects.filter(run=newest_run(sitting), attempt__registration__in=rows).values_list(
            "attempt_id", "total"
        )
    )
    return [_person(sitting, row, officers[row.officer_id], by_registration.get(row.pk), scores, now) for row in rows]


def _person(
    sitting: Sitting,
    row: Registration,
    officer: Officer,
    attempt: Attempt | None,
    scores: dict[int, Decimal],
    now: datetime,
) -> Person:
    state = attempt.state_at(now) if attempt else AttemptState.ADMITTED
    if attempt is None and sitting.state_at(now) == SittingState.CLOSED:
        state = AttemptState.ABSENT
    score = scores.get(attempt.pk) if attempt else None
    passed = None if score is None else score >= sitting.exam.pass_mark
    return Person(row, officer, attempt, state, attempt.finished_when(now) if attempt else None, score, passed)


@dataclass(frozen=True, slots=True)
class Named:
    """Officers by their numbers, and what named nobody."""

    officers: dict[str, Officer]
    unknown: list[str]


def named_officers(numbers: Iterable[str], now: datetime) -> Named:
    """Today's holders of police numbers, in the order given."""
    wanted = list(dict.fromkeys(normalized_police_number(number) for number in numbers if number.strip()))
    valid = [number for number in wanted if is_police_number(number)]
    found = find_many_by_police_number(valid, now)
    return Named(
        {number: found[number] for number in wanted if number in found},
        [number for number in wanted if number not in found],
    )


def officers_below(unit: Unit, category: str, now: datetime) -> QuerySet[Officer]:
    """Who serves in the unit or below it, all or of one category."""
    people = Officer.objects.in_service_at(now).posted_below(unit.pk, now)
    if category:
        fitting = ServiceStatus.objects.believed().holding_at(now).filter(category=category)
        people = people.filter(pk__in=fitting.values("officer_id"))
    return people.order_by("pk")


def chosen_officers(
    numbers: Iterable[str], unit: Unit | None, category: str, actor: Actor, now: datetime
) -> tuple[list[Officer], list[str]]:
    """Whom numbers and a unit name within the actor's scope, and the numbers that name nobody there."""
    named = named_officers(numbers, now)
    officers = list(named.officers.values())
    if unit is not None:
        officers += officers_below(unit, category, now)
    visible = Officer.objects.visible_to(actor, "sitting.manage")
    within = set(visible.filter(pk__in=[one.pk for one in officers]).values_list("pk", flat=True))
    strangers = [number for number, one in named.officers.items() if one.pk not in within]
    return [one for one in officers if one.pk in within], named.unknown + strangers
