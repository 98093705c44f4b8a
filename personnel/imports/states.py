"""Choices of an import: what kind of list, and what becomes of a row."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a list is about."""

    UNITS = "units", pgettext_lazy("list", "Units")
    OFFICERS = "officers", pgettext_lazy("list", "People")
    POSTS = "posts", pgettext_lazy("list", "Appointments and transfers")


class Outcome(TextChoices):
    """What becomes of a row."""

    NEW = "new", pgettext_lazy("row of a list", "new")
    CHANGED = "changed", pgettext_lazy("row of a list", "changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of a list", "unchanged")
    MISSING = "missing", pgettext_lazy("row of a list", "missing from the file")
    REFUSED = "refused", pgettext_lazy("row of a list", "refused")


APPLIED = (Outcome.NEW, Outcome.CHANGED)
PERMISSIONS = {Kind.UNITS: "units.manage", Kind.OFFICERS: "officers.manage", Kind.POSTS: "officers.manage"}
