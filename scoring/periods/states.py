"""Grades, lines, and how people are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Grade(TextChoices):
    """What a unit's score amounts to."""

    EXCELLENT = "excellent", pgettext_lazy("grade", "excellent")
    MEETS = "meets", pgettext_lazy("grade", "meets")
    BELOW = "below", pgettext_lazy("grade", "below")
    UNRATED = "unrated", pgettext_lazy("grade", "not rated")


class Line(TextChoices):
    """Where a unit stands against the two lines of those without basic."""

    WITHIN = "within", _("within the lines")
    NOT_EXCELLENT = "not_excellent", _("over the first line: not excellent")
    FAILS = "fails", _("over the second line: below the standard")


class Counted(TextChoices):
    """How a registration for an exam is counted."""

    PASSED = "passed", pgettext_lazy("counted", "passed")
    FAILED = "failed", pgettext_lazy("counted", "not passed")
    EXCUSED = "excused", pgettext_lazy("counted", "absent with a reason")
    ABSENT = "absent", pgettext_lazy("counted", "absent without a reason")


SAT = (Counted.PASSED, Counted.FAILED)


class Standing(TextChoices):
    """Whether an established officer holds basic; all but the first count as without."""

    HOLDS = "holds", pgettext_lazy("standing", "holds basic")
    NEVER = "never", pgettext_lazy("standing", "never obtained")
    ENDED = "ended", pgettext_lazy("standing", "expired or revoked")
    SUSPENDED = "suspended", pgettext_lazy("standing", "suspended")


WITHOUT = (Standing.NEVER, Standing.ENDED, Standing.SUSPENDED)
