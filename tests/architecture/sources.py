"""The project's own sources, as the tests of its structure read them."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@cache
def settings_of(tool: str) -> dict[str, Any]:
    """The table of a tool in pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][tool]
    return table


FLOORS: tuple[str, ...] = tuple(settings_of("importlinter")["root_packages"])  # from the top down


@dataclass(frozen=True)
class Source:
    """One module."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> Iterator[str]:
        """The modules and names that it imports, in full; what stands under TYPE_CHECKING too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


@cache
def sources() -> tuple[Source, ...]:
    """All modules of all floors but the migrations."""
    paths = [
        path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts
    ]
    return tuple(Source(path, path.read_text(encoding="utf-8")) for path in paths)
