"""The floor of question banks, papers and exams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    """Rooms in the order of the data's way: law, bank, papers, then sittings onwards."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exams"
    verbose_name = _("Exams")
