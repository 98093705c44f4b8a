"""The floor of question banks, papers and exams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    """Rooms in the order of the data's way: law, bank, papers, then sittings onwards."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exams"
    verbose_name = _("Exams")

    def ready(self) -> None:
        """Words of audit entries."""
        from exams.actions import ACTIONS  # noqa: PLC0415  (models must be loaded first)
        from records.actions import register_actions  # noqa: PLC0415

        register_actions(ACTIONS)
