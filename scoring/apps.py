"""Unit assessments: schemes, indicators, periods."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from personnel.home.menu import Section, register  # noqa: PLC0415  (models must be loaded first)
        from personnel.home.touches import unit_touches  # noqa: PLC0415
        from records.actions import register_actions  # noqa: PLC0415
        from records.jobs import register_jobs  # noqa: PLC0415
        from scoring.actions import ACTIONS, JOBS  # noqa: PLC0415
        from scoring.periods import touched  # noqa: PLC0415

        register_actions(ACTIONS)
        register_jobs(JOBS)
        unit_touches.register(touched.touches)
        register(Section.ASSESSMENT, _("Unit assessment"), "scoring:home", permission="scoring.view", order=10)
