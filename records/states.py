"""States of what this floor keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """A piece of background work."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


# Running again → waiting: its worker was killed, and it is taken up once more.
JOB_MOVES: dict[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.CANCELLED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.WAITING}),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
JOB_ENDS = frozenset(state for state, moves in JOB_MOVES.items() if not moves)


class PlanState(TextChoices):
    """An import: parsed, then applied or discarded by a person; undecided for too long, it expires."""

    PARSED = "parsed", _("to be confirmed")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("discarded")
    EXPIRED = "expired", _("expired undecided")


PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.PARSED: frozenset({PlanState.APPLIED, PlanState.DISCARDED, PlanState.EXPIRED}),
    PlanState.APPLIED: frozenset(),
    PlanState.DISCARDED: frozenset(),
    PlanState.EXPIRED: frozenset(),
}
PLAN_ENDS = frozenset(state for state, moves in PLAN_MOVES.items() if not moves)
