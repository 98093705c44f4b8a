"""What this room brings to others: words of its audit entries, its background work and its faults, its menu entry."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from personnel.home.menu import Section, register
from personnel.imports.faults import FAULTS
from records.actions import register_actions
from records.faults import register_faults
from records.jobs import register_jobs

ACTIONS: Final[dict[str, Promise]] = {
    "personnel.units_imported": _("Units imported"),
    "personnel.officers_imported": _("People imported"),
    "personnel.posts_imported": _("Appointments imported"),
    "personnel.people_exported": _("List of people exported"),
    "personnel.identity_numbers_seen": _("Identity numbers looked at in full"),
    "personnel.refused_rows_exported": _("Refused rows of an import exported"),
}

JOBS: Final[dict[str, Promise]] = {
    "personnel.read_list": _("Checking a list of people or units"),
    "personnel.apply_list": _("Storing a list of people or units"),
}


def offer() -> None:
    """Called when the apps are ready."""
    register_actions(ACTIONS)
    register_faults(FAULTS)
    register_jobs(JOBS)
    register(Section.UNIT, _("Import units and people"), "personnel:imports", permission="officers.manage", order=40)
