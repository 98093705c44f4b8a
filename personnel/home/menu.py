"""The navigation: each floor registers its pages, a reader sees those that are his."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """Parts of the navigation, in their order; the first has no heading."""

    OWN = "own", ""
    UNIT = "unit", _("Unit")
    QUALIFICATION = "qualification", _("Qualification")
    BANK = "bank", _("Question bank")
    EXAMS = "exams", _("Exams")
    TRAINING = "training", _("Training")
    ASSESSMENT = "assessment", _("Assessment")
    SYSTEM = "system", _("System")


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the navigation. permission None: for every officer ("own" pages)."""

    section: Section
    label: str | Promise
    url_name: str
    permission: str | None
    order: int


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as the reader sees it."""

    label: str | Promise
    url: str
    current: bool


_items: list[Item] = []


def register(
    section: Section, label: str | Promise, url_name: str, *, permission: str | None = None, order: int = 100
) -> None:
    """Add a page to the navigation; call it in AppConfig.ready. Registering it twice changes nothing."""
    item = Item(section, label, url_name, permission, order)
    if all(known.url_name != url_name for known in _items):
        _items.append(item)


def shown_to(request: HttpRequest) -> Sequence[tuple[str | Promise, list[ShownItem]]]:
    """[(heading, items)] for the request's reader; sections without an item are left out."""
    permissions: frozenset[str] = request.permissions  # type: ignore[attr-defined]
    is_officer = getattr(request.user, "officer_id", None) is not None
    mine = [item for item in _items if (item.permission in permissions if item.permission else is_officer)]
    here = _current(mine, request.path)
    return [
        (section.label, [ShownItem(item.label, reverse(item.url_name), item is here) for item in rows])
        for section in Section
        if (rows := sorted((item for item in mine if item.section == section), key=lambda item: item.order))
    ]


def _current(items: list[Item], path: str) -> Item | None:
    """The item whose address begins the path, the longest winning."""
    fitting = [item for item in items if path.startswith(reverse(item.url_name))]
    exact = [item for item in fitting if reverse(item.url_name) != "/" or path == "/"]
    return max(exact, key=lambda item: len(reverse(item.url_name)), default=None)
