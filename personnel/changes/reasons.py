"""What the codes of changes mean: each floor registers its own words in AppConfig.ready."""

from collections.abc import Mapping

from django.utils.functional import Promise

_LABELS: dict[str, Promise] = {}


def register_reasons(labels: Mapping[str, Promise]) -> None:
    """Add the words of a floor's changes, by code ("officer.transferred")."""
    _LABELS.update(labels)


def words_of(code: str) -> str:
    """The change in the reader's language; the code itself where no floor has named it."""
    return str(_LABELS.get(code, code))
