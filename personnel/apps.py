"""Who: units, officers, appointments, accounts, roles and the home page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PersonnelConfig(AppConfig):
    name = "personnel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from personnel.actions import ACTIONS, PROGRAMS, REASONS  # noqa: PLC0415  (models must be loaded first)
        from personnel.audit import contributions as audit  # noqa: PLC0415
        from personnel.changes.reasons import register_reasons  # noqa: PLC0415
        from personnel.corrections import contributions as corrections  # noqa: PLC0415
        from personnel.corrections import facts  # noqa: PLC0415
        from personnel.directory import moments, touched  # noqa: PLC0415
        from personnel.home import contributions, touches  # noqa: PLC0415
        from personnel.home.menu import Section, register  # noqa: PLC0415
        from personnel.imports import contributions as imports  # noqa: PLC0415
        from personnel.inbox import endings, wording  # noqa: PLC0415
        from personnel.roles.wording import NOTICES  # noqa: PLC0415
        from personnel.structure import touched as units_touched  # noqa: PLC0415
        from records.actions import register_actions, register_programs  # noqa: PLC0415
        from records.files import register_file_owner  # noqa: PLC0415
        from records.jobs import when_ended  # noqa: PLC0415
        from records.notices import register_notices  # noqa: PLC0415

        register_actions(ACTIONS)
        register_programs(PROGRAMS)
        register_reasons(REASONS)
        contributions.timeline.register(moments.moments)
        touches.officer_touches.register(touched.touches)
        touches.unit_touches.register(units_touched.touches)
        for notices in (NOTICES, corrections.NOTICES, wording.NOTICES):
            register_notices(notices)
        register_file_owner("personnel.correction", corrections.may_read_proof)
        contributions.waiting_work.register("corrections.answer", corrections.to_answer)
        contributions.waiting_work.register("audit.view", audit.to_look_into)
        facts.offer()
        imports.offer()
        when_ended(endings.tell_owner)
        register(Section.OWN, _("Home"), "personnel:home", order=0)
        register(Section.OWN, _("My file"), "personnel:own_file", order=60)
        register(
            Section.UNIT,
            _("Requests for correction"),
            "personnel:corrections",
            permission="corrections.answer",
            order=60,
        )
        register(Section.SYSTEM, _("Accounts"), "personnel:account_desk", permission="accounts.manage", order=5)
        register(Section.UNIT, _("Unit tree"), "personnel:units", permission="units.view", order=30)
        register(
            Section.UNIT, pgettext_lazy("page", "People"), "personnel:officers", permission="officers.view", order=20
        )
        register(Section.SYSTEM, _("Roles"), "personnel:roles", permission="roles.view", order=10)
        register(Section.SYSTEM, _("What roles may do"), "personnel:roles_overview", permission="roles.view", order=15)
        register(Section.SYSTEM, _("Audit entries"), "personnel:audit", permission="audit.view", order=20)
        register(Section.SYSTEM, _("Background work"), "personnel:all_jobs", permission="jobs.view", order=30)
