"""What the codes of audit entries, and the names of acting programs, mean: each floor registers its own words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.actor import SYSTEM

ACTIONS: Final[dict[str, Promise]] = {
    "records.job_cancelled": _("Background work cancelled"),
    "records.plan_discarded": _("Import discarded"),
    "records.audit_verified": _("Audit chain verified"),
    "records.audit_broken": _("Audit chain found broken"),
    "records.file_read": _("File downloaded"),
}
PROGRAMS: Final[dict[str, Promise]] = {"audit": _("audit chain")}

_LABELS: dict[str, Promise] = {}
_PROGRAMS: dict[str, Promise] = {}


def register_actions(labels: Mapping[str, Promise]) -> None:
    """Add the words of a floor's actions, by code ("exams.paper_frozen")."""
    _LABELS.update(labels)


def label_of(action: str) -> str:
    """The action's words in the reader's language; the code itself where no floor has named it."""
    return str(_LABELS.get(action, action))


def known_actions() -> list[tuple[str, str]]:
    """[(code, words)], by words, for a filter."""
    return sorted(((code, str(label)) for code, label in _LABELS.items()), key=lambda pair: pair[1])


def register_programs(labels: Mapping[str, Promise]) -> None:
    """Add the words of a floor's own actors, by the name that `Actor.system` got ("clock")."""
    _PROGRAMS.update(labels)


def known_programs() -> dict[str, str]:
    """The programs that act by themselves: {name: words}."""
    return {name: str(label) for name, label in _PROGRAMS.items()}


def actor_shown(name: str, role: str) -> str:
    """Who acted, in the reader's language: a person by name, the system by what acted in it."""
    return gettext("System (%(program)s)") % {"program": _PROGRAMS.get(name, name)} if role == SYSTEM else name
