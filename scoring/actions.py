"""Words of this floor's audit entries."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {
    "scoring.scheme_adopted": _("Scheme put in force"),
    "scoring.period_computed": _("Unit assessment computed"),
    "scoring.figures_exported": _("Unit assessment exported"),
}

JOBS: Final = {
    "scoring.compute_period": _("Computing of a unit assessment"),
}
