"""Who: units, officers, appointments, accounts, roles and the home page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonnelConfig(AppConfig):
    name = "personnel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from personnel.actions import ACTIONS, PROGRAMS  # noqa: PLC0415  (models must be loaded first)
        from personnel.home.menu import Section, register  # noqa: PLC0415
        from personnel.roles.wording import NOTICES  # noqa: PLC0415
        from records.actions import register_actions, register_programs  # noqa: PLC0415
        from records.notices import register_notices  # noqa: PLC0415

        register_actions(ACTIONS)
        register_programs(PROGRAMS)
        register_notices(NOTICES)
        register(Section.OWN, _("Home"), "personnel:home", order=0)
        register(Section.SYSTEM, _("Roles"), "personnel:roles", permission="roles.view", order=10)
        register(Section.SYSTEM, _("What roles may do"), "personnel:roles_overview", permission="roles.view", order=15)
        register(Section.SYSTEM, _("Audit entries"), "personnel:audit", permission="audit.view", order=20)
