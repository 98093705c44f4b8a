"""The rows of matrix.txt as values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

MATRIX = Path(__file__).with_name("matrix.txt")
OFFICERS, EVERYBODY, ANYONE = "officers", "everybody", "anyone"
GROUPS = {"anonymous": (ANYONE,), "service": (EVERYBODY, ANYONE)}


@dataclass(frozen=True)
class Row:
    """line: where it stands. who: {(reader, place)}. names: None where the answer is not looked into."""

    line: int
    models: tuple[str, ...]
    name: str
    query: str
    kind: str
    method: str
    who: frozenset[tuple[str, str]]
    names: frozenset[str] | None
    count: int | None


@cache
def rows() -> tuple[Row, ...]:
    """All of them."""
    models: tuple[str, ...] = ()
    found = []
    for number, text in enumerate(MATRIX.read_text(encoding="utf-8").splitlines(), 1):
        text = text.split("#", 1)[0].strip() if text.lstrip().startswith("#") else text.strip()
        if not text:
            continue
        if text.startswith("["):
            models = tuple(text.strip("[]").split())
            continue
        found.append(_row(number, models, text))
    return tuple(found)


def _row(line: int, models: tuple[str, ...], text: str) -> Row:
    parts = [part.strip() for part in text.split("|")]
    name, kind, method, who, *shown = parts
    name, _, query = name.partition("?")
    words = shown[0].split() if shown else None
    counts = [word for word in words or () if word.startswith("=")]
    return Row(
        line=line,
        models=models,
        name=name.strip(),
        query=query,
        kind=kind if kind != "-" else "",
        method=method,
        who=frozenset(_who(word) for word in who.split()),
        names=None if words is None else frozenset(word for word in words if word not in counts and word != "-"),
        count=int(counts[0].removeprefix("=")) if counts else None,
    )


def _who(word: str) -> tuple[str, str]:
    reader, _, place = word.partition("@")
    return reader, place or "own"


def row_for(found: list[Row], reader: str, place: str) -> Row | None:
    """The row that allows this reader at this place: one that names him goes before his groups'."""
    for word in (reader, *GROUPS.get(reader, (OFFICERS, EVERYBODY, ANYONE))):
        for row in found:
            if (word, place) in row.who:
                return row
    return None
