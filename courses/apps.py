"""Courses, study and hours."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.actions import ACTIONS  # noqa: PLC0415  (models must be loaded first)
        from records.actions import register_actions  # noqa: PLC0415

        register_actions(ACTIONS)
