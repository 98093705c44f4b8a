"""How far an officer is with a course."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrolmentState(TextChoices):
    """Enrolled, then attending from the first part on, then one of three ends."""

    ENROLLED = "enrolled", pgettext_lazy("course", "not begun")
    ATTENDING = "attending", pgettext_lazy("course", "in progress")
    COMPLETED = "completed", pgettext_lazy("course", "completed")
    FAILED = "failed", pgettext_lazy("course", "failed")
    WITHDRAWN = "withdrawn", _("withdrawn")


MOVES: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.ENROLLED: frozenset({EnrolmentState.ATTENDING, EnrolmentState.WITHDRAWN}),
    EnrolmentState.ATTENDING: frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.COMPLETED: frozenset(),
    EnrolmentState.FAILED: frozenset(),
    EnrolmentState.WITHDRAWN: frozenset(),
}

OPEN_STATES = (EnrolmentState.ENROLLED, EnrolmentState.ATTENDING)
ENDED_STATES = (EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.WITHDRAWN)
# An officer has at most one of these for a course: who failed or withdrew may be enrolled again.
KEPT_STATES = (*OPEN_STATES, EnrolmentState.COMPLETED)
