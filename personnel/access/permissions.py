"""What each role may do: the one place. Views, the API and querysets ask for a permission, never for a role."""

from typing import Final

from personnel.access.states import Role

# Roles that 等保 level 3 keeps apart (三员) hold nothing of the field's work.
PERMISSIONS: Final[dict[Role, frozenset[str]]] = {
    Role.OFFICER: frozenset(),
    Role.TRAINER: frozenset({"bank.view", "bank.import", "course.manage", "units.view"}),
    Role.REVIEWER: frozenset({"bank.view", "bank.review", "units.view"}),
    Role.EXAM_OFFICER: frozenset(
        {
            "bank.view",
            "paper.manage",
            "sitting.view",
            "sitting.manage",
            "sitting.moderate",
            "results.view",
            "officers.view",
            "units.view",
        }
    ),
    Role.INVIGILATOR: frozenset({"units.view"}),
    Role.MARKER: frozenset(),
    Role.UNIT_CLERK: frozenset({"results.view", "officers.view", "units.view", "gate.ask"}),
    Role.HR: frozenset(
        {
            "officers.view",
            "officers.manage",
            "units.view",
            "registry.view",
            "registry.confirm",
            "registry.restrict",
            "gate.ask",
            "evidence.import",
            "results.view",
        }
    ),
    Role.ASSESSOR: frozenset({"results.view", "scoring.view", "scoring.manage", "units.view", "officers.view"}),
    Role.SYSTEM_ADMIN: frozenset(),
    Role.SECURITY_ADMIN: frozenset({"roles.manage", "units.view"}),
    Role.AUDITOR: frozenset({"audit.view"}),
    Role.SERVICE: frozenset({"gate.ask"}),
}

# Duties that one person may not hold together within one bureau: the pair, whichever comes first.
INCOMPATIBLE: Final[frozenset[frozenset[Role]]] = frozenset(
    {
        frozenset({Role.HR, Role.MARKER}),
        frozenset({Role.HR, Role.EXAM_OFFICER}),
        frozenset({Role.AUDITOR, Role.SECURITY_ADMIN}),
        frozenset({Role.AUDITOR, Role.SYSTEM_ADMIN}),
        frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
        frozenset({Role.TRAINER, Role.EXAM_OFFICER}),
    }
)


def roles_with(permission: str) -> list[Role]:
    """The roles that hold the permission."""
    return [role for role, held in PERMISSIONS.items() if permission in held]


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """All that the roles together may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles)) if roles else frozenset()
