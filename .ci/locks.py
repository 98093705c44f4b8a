"""Complains where a lock file doesn't fit what it is made from, or names a host."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def names_in(path: Path) -> set[str]:
    """The packages that a requirements file names, as registries spell them."""
    return {re.sub(r"[-_.]+", "-", name).lower() for name in NAME.findall(path.read_text(encoding="utf-8"))}


def find_faults() -> Iterator[str]:
    for source in sorted((ROOT / "requirements").glob("*.in")):
        lock = source.with_suffix(".txt")
        for name in sorted(names_in(source) - names_in(lock)):
            yield f"{lock.name} lacks {name} of {source.name}: run `make lock`"
    asked, locked = (
        json.loads((ROOT / name).read_text(encoding="utf-8")) for name in ("package.json", "package-lock.json")
    )
    for kind in ("dependencies", "devDependencies"):
        if asked.get(kind) != locked["packages"][""].get(kind):
            yield "package-lock.json doesn't fit package.json: run `make lock`"
    for path in [*(ROOT / "requirements").iterdir(), ROOT / "package-lock.json"]:
        if "://" in path.read_text(encoding="utf-8"):
            yield f"{path.name} names a host"


if __name__ == "__main__":
    faults = list(find_faults())
    print("\n".join(faults))
    sys.exit(bool(faults))
