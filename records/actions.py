"""What the codes of audit entries mean: each floor registers its own words in AppConfig.ready."""

from collections.abc import Mapping

from django.utils.functional import Promise

_LABELS: dict[str, Promise] = {}


def register_actions(labels: Mapping[str, Promise]) -> None:
    """Add the words of a floor's actions, by code ("exams.paper_frozen")."""
    _LABELS.update(labels)


def label_of(action: str) -> str:
    """The action's words in the reader's language; the code itself where no floor has named it."""
    return str(_LABELS.get(action, action))


def known_actions() -> list[tuple[str, str]]:
    """[(code, words)], by words, for a filter."""
    return sorted(((code, str(label)) for code, label in _LABELS.items()), key=lambda pair: pair[1])
