"""Words about roles: of notices, and of what each permission allows."""

from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from personnel.access.permissions import PERMISSIONS
from personnel.access.states import Role

_TEXTS: Final = {
    "given": _("You are now {role}: %(place)s"),
    "ended": _("You are no longer {role}: %(place)s"),
}

PERMISSION_WORDS: Final[dict[str, Promise]] = {
    "officers.view": _("See the people of the units"),
    "officers.manage": _("Transfer people, change their status, import and correct"),
    "officers.identify": _("See identity numbers in full"),
    "corrections.answer": _("Answer requests for correction"),
    "units.view": _("See the unit tree"),
    "units.manage": _("Found, move and close units"),
    "accounts.manage": _("Open, lock and reset accounts"),
    "roles.view": _("See who holds which role"),
    "roles.manage": _("Give and end roles"),
    "audit.view": _("Read the audit entries"),
    "jobs.view": _("See how background work fares"),
    "registry.view": _("See levels, claims and restrictions"),
    "registry.confirm": _("Confirm and revoke levels"),
    "registry.restrict": _("Restrict and reinstate officers"),
    "evidence.import": _("Take over lists of results and levels"),
    "gate.ask": _("Ask the qualification check"),
    "bank.view": _("Read question banks"),
    "bank.import": _("Write and import questions, see their keys"),
    "bank.review": _("Approve questions, see their keys"),
    "paper.manage": _("Compose and freeze papers"),
    "sitting.view": _("See sittings and who is registered"),
    "sitting.manage": _("Plan and run sittings"),
    "sitting.moderate": _("Approve the figures of a sitting"),
    "sitting.invigilate": _("Watch the sitting that is assigned"),
    "attempts.mark": _("Mark the answers that are assigned"),
    "results.view": _("See results"),
    "course.manage": _("Publish courses and enrol people"),
    "scoring.view": _("See the unit assessment"),
    "scoring.manage": _("Compute the unit assessment"),
}


SHORT_NAMES: Final[dict[Role, Promise]] = {
    Role.OFFICER: pgettext_lazy("short", "Officer"),
    Role.TRAINER: pgettext_lazy("short", "Trainer"),
    Role.REVIEWER: pgettext_lazy("short", "Reviewer"),
    Role.EXAM_OFFICER: pgettext_lazy("short", "Exams"),
    Role.INVIGILATOR: pgettext_lazy("short", "Invigilator"),
    Role.MARKER: pgettext_lazy("short", "Marker"),
    Role.UNIT_CLERK: pgettext_lazy("short", "Clerk"),
    Role.HR: pgettext_lazy("short", "Qualification"),
    Role.ASSESSOR: pgettext_lazy("short", "Assessor"),
    Role.SYSTEM_ADMIN: pgettext_lazy("short", "System"),
    Role.SECURITY_ADMIN: pgettext_lazy("short", "Security"),
    Role.AUDITOR: pgettext_lazy("short", "Audit"),
    Role.SERVICE: pgettext_lazy("short", "Service"),
}


def allowed_words(role: Role) -> list[Promise]:
    """What the role may do, in words."""
    return [words for code, words in PERMISSION_WORDS.items() if code in PERMISSIONS[role]]


def notice_code(what: str, role: Role) -> str:
    """Code of the notice that a role was given or ended."""
    return f"personnel.role_{what}.{role.value}"


NOTICES: Final[dict[str, Promise]] = {
    notice_code(what, role): format_lazy(text, role=role.label) for what, text in _TEXTS.items() for role in Role
}
