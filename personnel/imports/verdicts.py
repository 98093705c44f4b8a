"""What a list would do to one person or unit: its outcome, field by field, and the steps that store it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from personnel.imports.known import KnownUnit, Person
from personnel.imports.reading import Entry
from personnel.imports.rules import Step
from personnel.imports.states import Outcome


class Difference(NamedTuple):
    """One field: what is recorded, what the file says, from when that holds. mended: what was recorded was wrong."""

    field: str
    old: str
    new: str
    since: str
    mended: bool


@dataclass(slots=True)
class Verdict:
    """One row with what becomes of it. columns: of the person, corrected in place."""

    entry: Entry
    person: Person | None = None
    unit: KnownUnit | None = None
    digest: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """Refused where anything is wrong; new, changed or unchanged."""
        if self.entry.faults:
            return Outcome.REFUSED
        if self.person is None and self.unit is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.steps or self.columns else Outcome.UNCHANGED

    @property
    def mark(self) -> str:
        """A digest of all that applying it would do: the same again, or something has changed meanwhile."""
        known = self.person.pk if self.person else self.unit.pk if self.unit else None
        steps = [
            (step.fact, step.how, step.since.isoformat(), step.until, sorted(step.values.items()), step.held)
            for step in self.steps
        ]
        text = repr((known, sorted(self.columns.items()), steps))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_twice(verdicts: Iterable[Verdict], keys: Mapping[int, object], code: str, name: str) -> None:
    """Refuse all rows that share a key, naming another one of them. keys: by the verdict's place in the list."""
    rows = list(verdicts)
    places: dict[object, list[int]] = {}
    for place, key in keys.items():
        places.setdefault(key, []).append(place)
    for shared in places.values():
        for index, place in enumerate(shared if len(shared) > 1 else ()):
            other = rows[shared[index - 1 if index else 1]].entry
            rows[place].entry.refuse(code, name, sheet=other.sheet, row=other.row)
