"""What the registry's audit entries mean."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "registry.evidence_recorded": _("Evidence recorded"),
    "registry.evidence_withdrawn": _("Evidence withdrawn"),
    "registry.claim_raised": _("Became eligible for a level"),
    "registry.claim_proposed": _("Level proposed"),
    "registry.claim_refused": _("Level refused"),
    "registry.level_confirmed": _("Level confirmed"),
    "registry.level_renewed": _("Level renewed"),
    "registry.level_imported": _("Level taken over from earlier records"),
    "registry.level_revoked": _("Level revoked"),
    "registry.level_corrected": _("Level record corrected"),
    "registry.restricted": _("Officer restricted"),
    "registry.reinstated": _("Restriction lifted"),
    "registry.restriction_corrected": _("Restriction corrected"),
    "registry.restriction_served": _("Restriction served"),
    "registry.appeal_filed": _("Appeal filed"),
    "registry.appeal_answered": _("Appeal answered"),
    "registry.exported": _("Registry exported"),
}

PROGRAMS = {
    "gate command": _("gate on the command line"),
}

# Words of this floor's changes: the same acts, as they stand in an officer's own history.
REASONS = {
    "evidence.recorded": ACTIONS["registry.evidence_recorded"],
    "evidence.withdrawn": ACTIONS["registry.evidence_withdrawn"],
    "level.confirmed": ACTIONS["registry.level_confirmed"],
    "level.renewed": ACTIONS["registry.level_renewed"],
    "level.imported": ACTIONS["registry.level_imported"],
    "level.revoked": ACTIONS["registry.level_revoked"],
    "level.corrected": ACTIONS["registry.level_corrected"],
    "restriction.opened": ACTIONS["registry.restricted"],
    "restriction.reinstated": ACTIONS["registry.reinstated"],
    "restriction.corrected": ACTIONS["registry.restriction_corrected"],
}
