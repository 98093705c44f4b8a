"""The roles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an account may be besides an officer looking at his own things."""

    OFFICER = "officer", _("officer")
    TRAINER = "trainer", _("trainer")
    REVIEWER = "reviewer", _("question reviewer")
    EXAM_OFFICER = "exam_officer", _("exam officer")
    INVIGILATOR = "invigilator", _("invigilator")
    MARKER = "marker", _("marker")
    UNIT_CLERK = "unit_clerk", _("unit clerk")
    HR = "hr", _("qualification manager")
    ASSESSOR = "assessor", _("assessor")
    SYSTEM_ADMIN = "system_admin", _("system administrator")
    SECURITY_ADMIN = "security_admin", _("security administrator")
    AUDITOR = "auditor", _("auditor")
    SERVICE = "service", _("service account")
