"""Inside a room: urls → views | api | tasks | commands → resources | forms → verbs → models → rules → states."""

import pytest

from tests.architecture.sources import Source, sources

PAGES, PARSING, VERBS, MODELS, RULES, STATES = 1, 2, 3, 4, 5, 6
RANKS = {
    "urls": 0,
    "apps": 0,
    "views": PAGES,
    "api": PAGES,
    "admin": PAGES,
    "tasks": PAGES,
    "commands": PAGES,
    "forms": PARSING,
    "resources": PARSING,
    "models": MODELS,
    "guards": RULES,  # what a table's rows are refused, as SQL
    "rules": RULES,
    "states": STATES,
}
IMPURE = ("django.http", "django.db.transaction", "records.clock", "records.audit")
NEVER_IN_RULES = ("django.db", "django.core", *IMPURE, "records.models", "django.utils.timezone")
NEVER_IN_MODELS = ("django.http", "django.shortcuts", "ninja")


def rank_of(module: str) -> int:
    """How far down a module stands in its room: known by the first of its names that says it; others are verbs."""
    return next((RANKS[part] for part in module.split(".")[1:] if part in RANKS), VERBS)


def rank_when_imported(module: str) -> int:
    """The same, but what holds only values (of a field, of facts) may be imported by rules and models, too."""
    imported = imported_modules(modules()[module])
    is_of_values = not any(rank_of(name) == MODELS for name in imported) and not any(
        name.startswith(IMPURE) for name in modules()[module].imports()
    )
    return RULES if rank_of(module) == VERBS and is_of_values else rank_of(module)


def room_of(module: str) -> str:
    """The folder of the activity that a module belongs to, or the app where it has none."""
    return ".".join(module.split(".")[:-1][:2])


def modules() -> dict[str, Source]:
    return {source.name: source for source in sources() if not source.name.startswith("config")}


def imported_modules(source: Source) -> set[str]:
    """The project's modules that a module imports, whether whole or a name of them."""
    known = modules()
    return {
        name if name in known else name.rpartition(".")[0]
        for name in source.imports()
        if name in known or name.rpartition(".")[0] in known
    }


def test_imports_in_a_room_go_down() -> None:
    upwards = sorted(
        f"{source.name} imports {target}"
        for source in modules().values()
        for target in imported_modules(source)
        if room_of(target) == room_of(source.name) and rank_when_imported(target) < rank_of(source.name)
    )

    assert upwards == []


@pytest.mark.parametrize(("room", "never"), [("rules", NEVER_IN_RULES), ("models", NEVER_IN_MODELS)])
def test_a_room_keeps_out(room: str, never: tuple[str, ...]) -> None:
    """Rules are pure: no database, no request, no clock. Models know no request."""
    faults = sorted(
        f"{source.name} imports {name}"
        for source in modules().values()
        if source.name.rpartition(".")[2] == room
        for name in source.imports()
        if name.startswith(never)
    )

    assert faults == []
