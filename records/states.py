"""States of what this floor keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """A piece of background work."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class PlanState(TextChoices):
    """An import: parsed, then applied or discarded by a person."""

    PARSED = "parsed", _("to be confirmed")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("discarded")


PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.PARSED: frozenset({PlanState.APPLIED, PlanState.DISCARDED}),
    PlanState.APPLIED: frozenset(),
    PlanState.DISCARDED: frozenset(),
}
