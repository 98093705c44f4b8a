"""What this floor's acts are called in the list of audit entries."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {
    "courses.course_published": _("Course published"),
    "courses.enrolled": _("Enrolled on a course"),
    "courses.begun": _("Course begun"),
    "courses.completed": _("Course completed"),
    "courses.failed": _("Course failed"),
    "courses.withdrawn": _("Taken off a course"),
    "courses.roll_exported": _("Roll of a course exported"),
    "courses.hours_credited": _("Training hours credited"),
}
