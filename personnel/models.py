"""Gathers the tables of this floor's rooms."""

from personnel.accounts.models import Account, FailedAttempt, KnownAddress, PastPassword, Session
from personnel.changes.models import Change
from personnel.corrections.models import CorrectionRequest
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
    "CorrectionRequest",
    "FailedAttempt",
    "FirstReview",
    "KnownAddress",
    "LegalQualification",
    "NameInitials",
    "Officer",
    "PastPassword",
    "PoliceNumber",
    "Rank",
    "RoleGrant",
    "ServiceStatus",
    "Session",
    "Unit",
    "UnitClosure",
    "UnitVersion",
]
