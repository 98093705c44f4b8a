"""Choices of the unit tree."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a unit is; the order is that of the bureau's own lists."""

    BUREAU = "bureau", _("bureau")
    SUB_BUREAU = "sub_bureau", _("sub-bureau")
    DETACHMENT = "detachment", _("detachment")
    BRIGADE = "brigade", _("brigade")
    STATION = "station", _("police station")
    TEAM = "team", _("team")
    OFFICE = "office", _("office")
