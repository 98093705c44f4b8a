"""Choices of exams, sittings and registrations, and the moves that they may make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from qualifications.states import Level


class ExamKind(TextChoices):
    """What an exam is held for."""

    MONTHLY = "monthly", _("monthly test")
    SPECIAL = "special", _("special test")
    BASIC = "basic", _("basic level exam")
    INTERMEDIATE = "intermediate", _("intermediate level exam")
    ADVANCED = "advanced", _("advanced level exam")
    MAKE_UP = "make_up", _("make-up exam")


# The level that a pass counts for, "" for a test that counts for none; a make-up exam says it itself.
LEVEL_OF_KIND: dict[ExamKind, str] = {
    ExamKind.MONTHLY: "",
    ExamKind.SPECIAL: "",
    ExamKind.BASIC: Level.BASIC,
    ExamKind.INTERMEDIATE: Level.INTERMEDIATE,
    ExamKind.ADVANCED: Level.ADVANCED,
}


class SittingState(TextChoices):
    """Where a sitting stands; published → open → closed are the clock's, too."""

    PLANNED = "planned", _("planned")
    PUBLISHED = "published", _("published")
    OPEN = "open", _("open")
    SUSPENDED = "suspended", _("suspended")
    CANCELLED = "cancelled", _("cancelled")
    CLOSED = "closed", _("closed")
    MARKED = "marked", _("marked")
    MODERATED = "moderated", _("moderated")
    RELEASED = "released", _("released")


# A planned or published sitting may still be called off; marking again keeps the state.
SITTING_MOVES: dict[SittingState, frozenset[SittingState]] = {
    SittingState.PLANNED: frozenset({SittingState.PUBLISHED, SittingState.CANCELLED}),
    SittingState.PUBLISHED: frozenset({SittingState.OPEN, SittingState.CANCELLED}),
    SittingState.OPEN: frozenset({SittingState.SUSPENDED, SittingState.CLOSED}),
    SittingState.SUSPENDED: frozenset({SittingState.OPEN, SittingState.CANCELLED}),
    SittingState.CLOSED: frozenset({SittingState.MARKED}),
    SittingState.MARKED: frozenset({SittingState.MARKED, SittingState.MODERATED}),
    SittingState.MODERATED: frozenset({SittingState.MARKED, SittingState.RELEASED}),
    SittingState.RELEASED: frozenset(),
    SittingState.CANCELLED: frozenset(),
}

# What the column holds while the clock decides between published, open and closed.
CLOCKED = (SittingState.PUBLISHED, SittingState.OPEN)
OVER = (SittingState.CLOSED, SittingState.MARKED, SittingState.MODERATED, SittingState.RELEASED)


class RegistrationState(TextChoices):
    """From the wish to the seat."""

    REQUESTED = "requested", _("requested")
    UNIT_APPROVED = "unit_approved", _("approved by the unit")
    CONFIRMED = "confirmed", _("confirmed")
    SEATED = "seated", _("seated")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("refused")


REGISTRATION_MOVES: dict[RegistrationState, frozenset[RegistrationState]] = {
    RegistrationState.REQUESTED: frozenset(
        {RegistrationState.UNIT_APPROVED, RegistrationState.REFUSED, RegistrationState.WITHDRAWN}
    ),
    RegistrationState.UNIT_APPROVED: frozenset(
        {RegistrationState.CONFIRMED, RegistrationState.REFUSED, RegistrationState.WITHDRAWN}
    ),
    RegistrationState.CONFIRMED: frozenset({RegistrationState.SEATED, RegistrationState.WITHDRAWN}),
    RegistrationState.SEATED: frozenset({RegistrationState.WITHDRAWN}),
    RegistrationState.WITHDRAWN: frozenset(),
    RegistrationState.REFUSED: frozenset(),
}

LIVE = (
    RegistrationState.REQUESTED,
    RegistrationState.UNIT_APPROVED,
    RegistrationState.CONFIRMED,
    RegistrationState.SEATED,
)


class Absence(TextChoices):
    """Why somebody who was registered did not come; "" where nobody has said."""

    NONE = "", _("no reason given")
    MATERNITY = "maternity", _("maternity leave")
    TASK_FORCE = "task_force", _("on a task force")
    SECONDED = "seconded", _("seconded")
    SICK = "sick", _("sick leave")
    DUTY = "duty", _("on duty")
    OTHER = "other", _("other")
