"""What a scheme may count."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IndicatorCode(TextChoices):
    """The indicators that can be counted. None rewards fines, detentions, case counts or clearance rates."""

    PARTICIPATION = "participation", _("exam participation")
    PASS_RATE = "pass_rate", _("pass rate")
    MEAN_SCORE = "mean_score", _("mean score")
    BASIC_SHARE = "basic_share", _("share holding basic")
