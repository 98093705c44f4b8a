"""Words of this floor's audit entries."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Final[dict[str, Promise]] = {
    "personnel.unit_founded": _("Unit founded"),
    "personnel.unit_moved": _("Unit moved in the tree"),
    "personnel.unit_changed": _("Unit renamed or reclassified"),
    "personnel.unit_closed": _("Unit closed"),
    "personnel.unit_reopened": _("Unit reopened"),
    "personnel.officer_taken_on": _("Person taken on"),
    "personnel.officer_appointed": _("Officer appointed"),
    "personnel.officer_post_ended": _("Post ended"),
    "personnel.officer_in_service": _("Officer re-instated"),
    "personnel.officer_probation": _("Officer put on probation"),
    "personnel.officer_retired": _("Officer retired"),
    "personnel.officer_resigned": _("Officer resigned"),
    "personnel.officer_dismissed": _("Officer dismissed"),
    "personnel.officer_died": _("Officer died"),
    "personnel.officer_rank_awarded": _("Rank awarded"),
    "personnel.officer_number_given": _("Police number given"),
    "personnel.officer_number_corrected": _("Police number corrected"),
    "personnel.first_review_recorded": _("First legal review recorded"),
    "personnel.account_opened": _("Account opened"),
    "personnel.password_changed": _("Password changed"),
    "personnel.signed_in": _("Signed in"),
    "personnel.sign_in_refused": _("Sign-in refused"),
    "personnel.role_given": _("Role given"),
    "personnel.role_ended": _("Role ended"),
    "personnel.roles_exported": _("List of roles exported"),
    "personnel.audit_exported": _("Audit entries exported"),
}

PROGRAMS: Final[dict[str, Promise]] = {
    "sign-in": _("sign-in"),
    "demo": _("demo data"),
}
