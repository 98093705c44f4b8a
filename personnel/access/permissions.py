"""What each role may do: the one place. Views, the API and querysets ask for a permission, never for a role."""

from typing import Final

from personnel.access.states import Role

# Roles that 等保 level 3 keeps apart (三员) hold nothing of the field's work.
PERMISSIONS: Final[dict[Role, frozenset[str]]] = {
    Role.OFFICER: frozenset(),
    Role.TRAINER: frozenset({"bank.view", "bank.import", "course.manage", "paper.manage", "units.view"}),
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
    Role.INVIGILATOR: frozenset({"sitting.invigilate"}),
    Role.MARKER: frozenset({"attempts.mark"}),
    Role.UNIT_CLERK: frozenset({"results.view", "officers.view", "units.view", "gate.ask"}),
    Role.HR: frozenset(
        {
            "officers.view",
            "officers.manage",
            "officers.identify",
            "corrections.answer",
            "units.view",
            "units.manage",
            "registry.view",
            "registry.confirm",
            "registry.restrict",
            "gate.ask",
            "evidence.import",
            "results.view",
        }
    ),
    Role.ASSESSOR: frozenset({"results.view", "scoring.view", "scoring.manage", "units.view", "officers.view"}),
    Role.SYSTEM_ADMIN: frozenset({"jobs.view"}),
    Role.SECURITY_ADMIN: frozenset({"accounts.manage", "roles.manage", "roles.view", "units.view"}),
    Role.AUDITOR: frozenset({"audit.view", "roles.view"}),
    Role.SERVICE: frozenset({"gate.ask"}),
}

# Held for exactly what is assigned (a sitting, a pool of papers to mark), whose unit ever it is; never for a unit.
ASSIGNED: Final[frozenset[Role]] = frozenset({Role.INVIGILATOR, Role.MARKER})

# Every officer is one by his account; service accounts are given keys; the assigned roles come with their object.
GIVEN: Final[tuple[Role, ...]] = tuple(
    role for role in Role if role not in {Role.OFFICER, Role.SERVICE} and role not in ASSIGNED
)

# Duties that one person may not hold at the same time within one bureau: the pair, whichever comes first.
INCOMPATIBLE: Final[frozenset[frozenset[Role]]] = frozenset(
    {
        frozenset({Role.HR, Role.MARKER}),
        frozenset({Role.HR, Role.EXAM_OFFICER}),
        frozenset({Role.TRAINER, Role.EXAM_OFFICER}),
        frozenset({Role.EXAM_OFFICER, Role.MARKER}),
    }
)

# Nor anywhere: 三员 are three people, and an auditor changes nothing, so he is nothing that changes something.
APART: Final[frozenset[frozenset[Role]]] = frozenset(
    {
        frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
        *(frozenset({Role.AUDITOR, role}) for role in Role if role not in {Role.AUDITOR, Role.OFFICER}),
    }
)


def roles_with(permission: str) -> list[Role]:
    """The roles that hold the permission."""
    return [role for role, held in PERMISSIONS.items() if permission in held]


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """All that the roles together may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles)) if roles else frozenset()


# What only shows something. Everything else changes a result, a level, a role or what leads to them, and asks its
# holder for a second factor; a permission that is new here counts among those until it is entered.
ONLY_SHOWING: Final[frozenset[str]] = frozenset(
    {
        "audit.view",
        "bank.view",
        "gate.ask",
        "officers.view",
        "registry.view",
        "results.view",
        "roles.view",
        "scoring.view",
        "sitting.invigilate",
        "sitting.view",
        "units.view",
    }
)


def needs_second_factor(permissions: frozenset[str]) -> bool:
    """Whether whoever holds these signs in with a second factor."""
    return bool(permissions - ONLY_SHOWING)
