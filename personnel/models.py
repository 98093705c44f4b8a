"""Gathers the tables of this floor's rooms."""

from personnel.accounts.models import Account
from personnel.changes.models import Change
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    NameInitials,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit, UnitClosure, UnitVersion

__all__ = [
    "Account",
    "Appointment",
    "Change",
    "FirstReview",
    "LegalQualification",
    "NameInitials",
    "Officer",
    "PoliceNumber",
    "Rank",
    "RoleGrant",
    "ServiceStatus",
    "Unit",
    "UnitClosure",
    "UnitVersion",
]
