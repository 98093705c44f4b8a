"""Choices of attempts and the moves that one may make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AttemptState(TextChoices):
    """One officer's run; started → submitted and admitted → absent are the clock's, too."""

    ADMITTED = "admitted", pgettext_lazy("attempt", "not begun")
    STARTED = "started", pgettext_lazy("attempt", "answering")
    SUBMITTED = "submitted", pgettext_lazy("attempt", "handed in")
    VOID = "void", pgettext_lazy("attempt", "void")
    ABSENT = "absent", pgettext_lazy("attempt", "absent")


MOVES: dict[AttemptState, frozenset[AttemptState]] = {
    AttemptState.ADMITTED: frozenset({AttemptState.STARTED, AttemptState.ABSENT}),
    AttemptState.STARTED: frozenset({AttemptState.SUBMITTED, AttemptState.VOID}),
    AttemptState.SUBMITTED: frozenset(),
    AttemptState.VOID: frozenset(),
    AttemptState.ABSENT: frozenset(),
}


class EndedBy(TextChoices):
    """Who ended an attempt; "" while it runs."""

    NOBODY = "", ""
    OFFICER = "officer", _("by the officer")
    INVIGILATOR = "invigilator", _("by the invigilator")
    CLOCK = "clock", _("at the deadline")


class EventKind(TextChoices):
    """What happened to an attempt."""

    STARTED = "started", _("started")
    RESUMED = "resumed", _("opened again")
    EXTENDED = "extended", _("given more time")
    ENDED = "ended", _("ended")
    VOIDED = "voided", _("declared void")
