"""Which rows of a model a reader sees, by places."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from tests.access.rows import Row, row_for
from tests.access.world import OWN, World, reader


def faults_of(world: World, label: str, rows: list[Row]) -> list[str]:
    """What is wrong with a model's `visible_to`, for all readers."""
    model: Any = apps.get_model(label)
    known = world.rows.get(model, {})
    everything = set().union(*known.values())
    wrong = []
    for role in world.readers:
        row = row_for(rows, role, OWN)
        places = row.names if row and row.names else frozenset()
        expected = _expected(known, places, role)
        seen = set(model._default_manager.visible_to(reader(world, role)).values_list("pk", flat=True)) & everything
        if seen != expected:
            more, less = _places(known, seen - expected), _places(known, expected - seen)
            wrong.append(f"{label} as {role}: sees too much of {more}, lacks of {less}")
    return wrong


def _expected(known: dict[str, set[int]], places: frozenset[str], role: str) -> set[int]:
    """Rows that are one's own are seen wherever `mine` or their place is."""
    named = {f"mine of {role}" if place == "mine" else place for place in places}
    return set().union(*(known.get(place, set()) for place in named))


def _places(known: dict[str, set[int]], keys: set[int]) -> list[str]:
    return sorted(place for place, rows in known.items() if rows & keys)


def has_visible_to(model: type[Model]) -> bool:
    """Whether rows of the model are asked for through `visible_to`."""
    return hasattr(model._default_manager, "visible_to")
