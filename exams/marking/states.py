"""Choices of results."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(TextChoices):
    """What came of a registration."""

    PASSED = "passed", _("passed")
    FAILED = "failed", pgettext_lazy("result", "failed")
    ABSENT = "absent", _("absent")


class Source(TextChoices):
    """Where a result comes from."""

    MARKED = "marked", _("marked here")
    OUTSIDE = "outside", _("from a list")
