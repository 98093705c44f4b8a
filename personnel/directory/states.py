"""Choices of the list's filters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Place(TextChoices):
    """How somebody is posted."""

    HEAD = "head", pgettext_lazy("post filter", "heads a unit")
    ACTING = "acting", pgettext_lazy("post filter", "acting head")
    SECONDED = "seconded", pgettext_lazy("post filter", "seconded")
    CONCURRENT = "concurrent", pgettext_lazy("post filter", "with a concurrent post")
    NONE = "none", pgettext_lazy("post filter", "without a post")


# What the status filter offers besides each single status.
SERVING = "serving"
ANY = "any"
STATUS_CHOICES = ((SERVING, _("serving")), (ANY, _("everybody, former ones too")))
