"""The registry: evidence, levels, gate decisions, certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualificationsConfig(AppConfig):
    name = "qualifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from personnel.changes.reasons import register_reasons  # noqa: PLC0415
        from personnel.home import contributions, correctable, touches  # noqa: PLC0415  (models must be loaded first)
        from personnel.home.menu import Section, register  # noqa: PLC0415
        from qualifications.actions import ACTIONS, PROGRAMS, REASONS  # noqa: PLC0415
        from qualifications.registry import contributions as own  # noqa: PLC0415
        from qualifications.registry import touched  # noqa: PLC0415
        from records.actions import register_actions, register_programs  # noqa: PLC0415

        register_actions(ACTIONS)
        register_reasons(REASONS)
        register_programs(PROGRAMS)
        register(Section.OWN, _("My qualification"), "qualifications:mine", order=50)
        register(Section.QUALIFICATION, _("Registry"), "qualifications:list", permission="registry.view", order=10)
        register(
            Section.QUALIFICATION, _("Qualification check"), "qualifications:gate", permission="gate.ask", order=20
        )
        contributions.waiting_work.register("registry.confirm", own.to_confirm)
        contributions.held_badges.register(own.held_badges)
        contributions.next_steps.register(own.next_steps)
        contributions.figures.register(own.figures)
        contributions.cards.register(own.cards)
        contributions.timeline.register(own.moments)
        correctable.register(_("Levels"), {"level": _("Level")}, own.recorded_levels, order=50)
        touches.officer_touches.register(touched.touches)
        touches.unit_touches.register(touched.unit_touches)
        contributions.officer_links.register(touched.links)
