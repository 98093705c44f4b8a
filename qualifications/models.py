"""The tables of the registry, gathered from its rooms."""

from qualifications.evidence.models import Evidence
from qualifications.gate.models import Decision
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.policies.models import PolicyVersion
from qualifications.restrictions.models import Restriction, RestrictionAppeal, Serving

__all__ = [
    "Decision",
    "Evidence",
    "LevelClaim",
    "LevelRecord",
    "PolicyVersion",
    "Restriction",
    "RestrictionAppeal",
    "Serving",
]
