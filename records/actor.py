"""Who acts: a small value that every verb takes, so that this floor needs no account."""

from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

SYSTEM: Final = "system"  # the role of a program


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or program behind an act.

    uuid: of the account, or a stable one for a program. name: as shown in the audit list.
    role: code of the role acted in ("" where none). unit: uuid of the unit of that role.
    address: network address of the request, "" where there is none.
    """

    uuid: UUID
    name: str
    role: str = ""
    unit: UUID | None = None
    address: str = ""

    @classmethod
    def system(cls, name: str) -> "Actor":
        """An act of the system itself (a command, a periodic verb), known by its name."""
        return cls(uuid=uuid5(NAMESPACE_URL, f"zige:{name}"), name=name, role=SYSTEM)
