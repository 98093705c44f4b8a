"""Where an officer's registrations stand: what lies ahead, what waits for its result, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from exams.marking.models import Result
from exams.sittings.models import Registration
from exams.sittings.states import Absence, SittingState
from personnel.officers.models import Officer


@dataclass(frozen=True, slots=True)
class Standing:
    """One registration at a moment. kind: mark of the components; action: ahead, enter, wait or none."""

    registration: Registration
    kind: str
    word: str | Promise
    action: str
    note: str | Promise = ""


WAITING: dict[SittingState, str | Promise] = {
    SittingState.OPEN: _("The sitting is still open."),
    SittingState.CLOSED: _("The sitting is over; it is being marked."),
    SittingState.MARKED: _("It is marked; a second person is looking at the figures."),
    SittingState.MODERATED: _("The figures are approved; the exam office is about to release the results."),
}


def standings_of(officer: Officer, now: datetime) -> list[Standing]:
    """Registrations without a released result, the next one first."""
    rows = (
        Registration.objects.live()
        .filter(officer=officer)
        .exclude(sitting__state__in=(SittingState.PLANNED, SittingState.RELEASED))
        .select_related("sitting__exam")
        .order_by("sitting__opens_at", "pk")
    )
    registrations = list(rows)
    attempts = Attempt.objects.filter(registration__in=registrations).exclude(state=AttemptState.VOID)
    by_registration = {attempt.registration_id: attempt for attempt in attempts.select_related("sitting")}
    return [standing_of(row, by_registration.get(row.pk), now) for row in registrations]


def standing_of(registration: Registration, attempt: Attempt | None, now: datetime) -> Standing:
    """One of them. The attempt is None where no paper has been laid out yet."""
    sitting = registration.sitting
    by_clock = sitting.state_at(now)
    state = attempt.state_at(now) if attempt else AttemptState.ADMITTED
    if sitting.state == SittingState.CANCELLED:
        return Standing(registration, "no", SittingState.CANCELLED.label, "none")
    if sitting.state == SittingState.SUSPENDED:
        return Standing(registration, "stopped", SittingState.SUSPENDED.label, "enter")
    if state == AttemptState.SUBMITTED:
        return Standing(registration, "pending", _("handed in"), "wait", WAITING.get(by_clock, ""))
    if state == AttemptState.STARTED:
        return Standing(registration, "running", _("running"), "enter")
    if by_clock == SittingState.PUBLISHED:
        return Standing(registration, "ahead", _("registered"), "ahead")
    if by_clock == SittingState.OPEN:
        return Standing(registration, "running", _("open now"), "enter")
    reason = Absence(registration.absence).label if registration.absence else ""
    return Standing(registration, "absent", _("absent"), "none", reason)


def results_of(officer: Officer) -> QuerySet[Result]:
    """Released results, the newest first."""
    return Result.objects.filter(officer=officer).current().select_related("exam", "sitting").order_by("-sat_on", "-pk")
