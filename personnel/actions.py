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
    "personnel.units_exported": _("Unit tree exported"),
    "personnel.officer_taken_on": _("Person taken on"),
    "personnel.officer_appointed": _("Officer appointed"),
    "personnel.officer_transferred": _("Officer transferred"),
    "personnel.officer_seconded": _("Officer seconded"),
    "personnel.officer_post_ended": _("Post ended"),
    "personnel.officer_in_service": _("Officer re-instated"),
    "personnel.officer_probation": _("Officer put on probation"),
    "personnel.officer_retired": _("Officer retired"),
    "personnel.officer_resigned": _("Officer resigned"),
    "personnel.officer_dismissed": _("Officer dismissed"),
    "personnel.officer_died": _("Officer died"),
    "personnel.officer_established": _("Put on the establishment"),
    "personnel.officer_unestablished": _("Taken off the establishment"),
    "personnel.officer_rank_awarded": _("Rank awarded"),
    "personnel.officer_number_given": _("Police number given"),
    "personnel.officer_number_corrected": _("Police number corrected"),
    "personnel.officer_legal_qualified": _("Legal profession qualification recorded"),
    "personnel.first_review_recorded": _("First legal review recorded"),
    "personnel.officer_corrected": _("Personal data corrected"),
    "personnel.officer_taken_back": _("Act on an officer taken back"),
    "personnel.officer_identified": _("Identity number seen in full"),
    "personnel.officer_sought": _("Somebody sought by identity number"),
    "personnel.account_opened": _("Account opened"),
    "personnel.password_changed": _("Password changed"),
    "personnel.signed_in": _("Signed in"),
    "personnel.signed_out": _("Signed out"),
    "personnel.sign_in_refused": _("Sign-in refused"),
    "personnel.password_refused": _("Present password refused"),
    "personnel.password_reset": _("Password reset"),
    "personnel.account_locked": _("Account locked"),
    "personnel.account_unlocked": _("Account unlocked"),
    "personnel.certificate_refused": _("Certificate refused"),
    "personnel.code_refused": _("Code of the second factor refused"),
    "personnel.locked_out": _("Locked out after failed attempts"),
    "personnel.sessions_ended": _("Sessions ended"),
    "personnel.second_factor_enrolled": _("Second factor set up"),
    "personnel.second_factor_off": _("Second factor turned off"),
    "personnel.second_factor_reset": _("Second factor reset"),
    "personnel.recovery_codes_renewed": _("Recovery codes renewed"),
    "personnel.role_given": _("Role given"),
    "personnel.role_ended": _("Role ended"),
    "personnel.roles_exported": _("List of roles exported"),
    "personnel.correction_asked": _("Correction asked for"),
    "personnel.correction_withdrawn": _("Request for correction withdrawn"),
    "personnel.correction_accepted": _("Corrected as asked"),
    "personnel.correction_refused": _("Request for correction refused"),
    "personnel.own_identity_shown": _("Own identity number looked at in full"),
    "personnel.audit_exported": _("Audit entries exported"),
}

PROGRAMS: Final[dict[str, Promise]] = {
    "sign-in": _("sign-in"),
    "demo": _("demo data"),
}

# Words of this floor's changes: the same acts, as they stand in an officer's or a unit's own history.
REASONS: Final[dict[str, Promise]] = {
    code.removeprefix("personnel.").replace("_", ".", 1): words
    for code, words in ACTIONS.items()
    if code.startswith(("personnel.officer_", "personnel.unit_"))
} | {"officer.first_review": ACTIONS["personnel.first_review_recorded"]}
