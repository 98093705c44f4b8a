"""What stands at the door of an exam: whether one may enter, and if not, why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from exams.delivery.models import Attempt, Response
from exams.delivery.states import AttemptState
from exams.papers.models import FormItem
from exams.sittings.models import Registration
from exams.sittings.states import SittingState
from personnel.officers.models import Officer

PHASES = ("ahead", "open", "running", "suspended", "over", "missed", "cancelled")


@dataclass(frozen=True, slots=True)
class Door:
    """The door as it is at a moment. phase: one of PHASES; the room is there in "ahead", "open" and "running"."""

    registration: Registration
    officer: Officer
    phase: str
    count: int
    attempt: Attempt | None
    finished_at: datetime | None
    answered: int

    @property
    def may_enter(self) -> bool:
        """Whether the page brings the room along."""
        return self.phase in ("ahead", "open", "running")


def door_of(registration: Registration, now: datetime) -> Door:
    """What the officer of a registration finds at a moment."""
    attempts = Attempt.objects.filter(registration=registration).exclude(state=AttemptState.VOID)
    attempt = attempts.select_related("sitting").defer("order").first()
    phase = _phase(registration, attempt, now)
    counted = FormItem.objects.filter(form__paper=registration.sitting.paper_id)
    answered = 0
    if attempt is not None and phase == "over":
        answered = Response.objects.filter(attempt=attempt).exclude(answer=[]).count()
    return Door(
        registration=registration,
        officer=Officer.objects.with_post_at(now).get(pk=registration.officer_id),
        phase=phase,
        count=counted.aggregate(last=Max("number"))["last"] or 0,
        attempt=attempt,
        finished_at=attempt.finished_when(now) if attempt else None,
        answered=answered,
    )


def _phase(registration: Registration, attempt: Attempt | None, now: datetime) -> str:
    sitting = registration.sitting
    state = attempt.state_at(now) if attempt else AttemptState.ADMITTED
    if state == AttemptState.SUBMITTED:
        return "over"
    if sitting.state in (SittingState.CANCELLED, SittingState.SUSPENDED):
        return str(sitting.state)
    if state == AttemptState.STARTED:
        return "running"
    return {
        SittingState.PLANNED: "ahead",
        SittingState.PUBLISHED: "ahead",
        SittingState.OPEN: "open",
    }.get(sitting.state_at(now), "missed")
