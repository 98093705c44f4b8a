"""What a row changes, field by field, in the words of the lists."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from personnel.imports.columns import known_fields
from personnel.imports.known import Units
from personnel.imports.rules import END, FOLLOW, MEND, Step
from personnel.imports.states import Outcome
from personnel.imports.verdicts import Difference, Verdict
from records.days import day_of

SINCE = {"number": "number", "status": "status_since", "rank": "rank_since", "review": "first_review", "unit": "since"}
DAYS_OF_POSTS = "post_since"
RESOLUTION = timedelta(microseconds=1)


def differences_of(verdict: Verdict, units: Units, at: datetime) -> list[Difference]:
    """What changes of somebody or a unit that is recorded; nothing for who is new."""
    if verdict.outcome != Outcome.CHANGED:
        return []
    found = [
        Difference(name, _rendered(name, getattr(verdict.person, name)), _rendered(name, value), "", mended=True)
        for name, value in verdict.columns.items()
    ]
    for step in verdict.steps:
        found.extend(_of_step(step, units, at))
    return found


def _of_step(step: Step, units: Units, at: datetime) -> Iterator[Difference]:
    old = step.held.values if step.held and step.how in (FOLLOW, MEND, END) else {}
    since = day_of(step.since).isoformat()
    if step.how == END:
        shown = "　".join(filter(None, (_shown(name, value, units, at) for name, value in old.items())))
        yield Difference(_name_of(step), shown, "", since, mended=False)
        return
    for name, value in step.values.items():
        before, after = _shown(name, old.get(name), units, at), _shown(name, value, units, at)
        if before != after and (old or after):
            yield Difference(name, before, after, since, mended=step.how == MEND)
    if step.held is not None and step.how == MEND:
        if step.held.since != step.since:
            name = SINCE.get(step.fact, DAYS_OF_POSTS)
            yield Difference(name, day_of(step.held.since).isoformat(), since, since, mended=True)
        if step.held.until != step.until:
            yield Difference("until", _last(step.held.until), _last(step.until), since, mended=True)
    elif step.fact == "review":
        yield Difference("first_review", "", since, since, mended=False)


def _name_of(step: Step) -> str:
    return step.fact if step.fact in known_fields() else "post"


def _shown(name: str, value: Any, units: Units, at: datetime) -> str:
    if value is None:
        return ""
    if name == "unit":
        return units.by_pk[value].name_at(at) if value in units.by_pk else ""
    if name == "parent":
        return units.by_code[value].name_at(at) if value in units.by_code else str(value)
    return _rendered(name, value)


def _rendered(name: str, value: Any) -> str:
    return str(known_fields()[name].widget.render(value))


def _last(until: datetime | None) -> str:
    """The last day of a period that ends there."""
    return "" if until is None else day_of(until - RESOLUTION).isoformat()
