"""Every address of the house: the URLconf, walked, and the operations of the API."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Brought by others, by the beginning of their names: allauth's pages and the API's own description of itself.
THIRD_PARTY = ("account_", "mfa_", "usersessions_", "api:openapi-", "api:api-root", "set_language")
# Without a name there is no row: what lies under /api/ and isn't there.
NAMELESS = ("config.problems.not_found",)


@dataclass(frozen=True)
class Address:
    """A named address: its name with its namespace, its view, the names of its parameters."""

    name: str
    view: Callable[..., Any]
    parameters: frozenset[str]

    @property
    def is_third_party(self) -> bool:
        """Whether its name begins like those that others bring."""
        return self.name.startswith(THIRD_PARTY)


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, in the URLconf's order."""
    return tuple(_walk(get_resolver().url_patterns, "", frozenset()))


def _walk(patterns: list[Any], namespace: str, above: frozenset[str]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = above | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, parameters)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or f"{pattern.callback.__module__}.{pattern.callback.__name__}"
            yield Address(f"{namespace}{name}", pattern.callback, parameters)


def declarations(view: Callable[..., Any]) -> list[str | None]:
    """What the view declares, looking under its decorators: one permission, or None for any signed-in account."""
    found = []
    while True:
        if "required_permission" in vars(view):
            found.append(vars(view)["required_permission"])
            break
        if (inner := getattr(view, "__wrapped__", None)) is None:
            break
        view = inner
    return found


def operations(view: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The functions behind an address of the API; empty for a page."""
    path_view = inspect.getclosurevars(view).nonlocals.get("self") if inspect.isfunction(view) else None
    path_view = path_view or getattr(view, "__self__", None)
    return [operation.view_func for operation in getattr(path_view, "operations", [])]
