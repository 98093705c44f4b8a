"""How an officer stands in the registry: computed from facts and the clock, never stored."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """In the order in which they want attention."""

    EXPIRED = "expired", _("expired")
    RESTRICTED = "restricted", _("restricted")
    WAITING = "waiting", _("waiting for confirmation")
    NEVER = "never", _("without basic")
    ENDING = "ending", _("ends within 30 days")
    HEAD_WITHOUT = "head_without", _("head without intermediate")
    HELD = "held", _("holds")

    @property
    def place(self) -> int:
        """Its place in the order: what queries compute."""
        return list(Standing).index(self)

    @classmethod
    def at(cls, place: int) -> "Standing":
        """The standing at a place of the order."""
        return list(cls)[place]


# The meaning of each (personnel/home/marks.py).
KINDS = {
    Standing.EXPIRED: "no",
    Standing.RESTRICTED: "stopped",
    Standing.WAITING: "pending",
    Standing.NEVER: "absent",
    Standing.ENDING: "soon",
    Standing.HEAD_WITHOUT: "missing",
    Standing.HELD: "done",
}
