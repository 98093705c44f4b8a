"""Courses, study and hours."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses import contributions as own  # noqa: PLC0415  (models must be loaded first)
        from courses.actions import ACTIONS  # noqa: PLC0415
        from personnel.home import contributions, touches  # noqa: PLC0415
        from personnel.home.menu import Section, register  # noqa: PLC0415
        from records.actions import register_actions  # noqa: PLC0415

        register_actions(ACTIONS)
        contributions.figures.register(own.hours_figure)
        contributions.cards.register(own.course_card)
        contributions.next_steps.register(own.course_step)
        contributions.timeline.register(own.completed_courses)
        touches.officer_touches.register(own.touches)
        touches.unit_touches.register(own.unit_touches)
        register(Section.OWN, _("Study"), "courses:learning", order=30)
        register(Section.OWN, _("Training record"), "courses:record", order=50)
        register(Section.TRAINING, _("Courses"), "courses:manage", permission="course.manage", order=10)
