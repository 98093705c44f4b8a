"""Who: units, officers, appointments, accounts, roles and the home page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonnelConfig(AppConfig):
    name = "personnel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from personnel.home import menu  # noqa: PLC0415  (models must be loaded first)

        menu.register(menu.Section.OWN, _("Home"), "personnel:home", order=0)
