"""Why an item should be looked at before results are released."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Doubt(TextChoices):
    """What the figures of an item say against it; they inform, people decide."""

    HARD = "hard", _("fewer than 20% of the marks")
    NEGATIVE = "negative", _("better officers answer it worse")
    WEAK = "weak", _("hardly tells better from worse")
    WRONG_PREFERRED = "wrong_preferred", _("a wrong option is chosen more often than the key")
