"""A list of units against the tree: founded, renamed, moved, unchanged."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from personnel.imports.columns import fields_of
from personnel.imports.known import UNIT_VALUES, Units
from personnel.imports.matching import Question
from personnel.imports.reading import Entry
from personnel.imports.rules import OPEN, Step, circles, holding, place
from personnel.imports.states import Kind
from personnel.imports.verdicts import Verdict, refuse_twice
from records.days import day_of, start_of
from records.faults import CellFault

SAID = ("name", "short_name", "kind", "is_law_enforcement", "parent")
SHORT = 40


def compare_units(entries: Sequence[Entry], question: Question) -> list[Verdict]:
    """What each row of a list of units would do."""
    verdicts = [Verdict(entry) for entry in entries]
    refuse_twice(
        verdicts,
        {place: entry.values["code"] for place, entry in enumerate(entries) if "code" in entry.values},
        "unit_twice",
        "code",
    )
    for verdict in verdicts:
        if not verdict.entry.faults:
            _place(verdict, question)
    in_file = {verdict.entry.values["code"]: verdict for verdict in verdicts if "code" in verdict.entry.values}
    _refuse_circles(in_file, question)
    _refuse_parents(in_file, question)
    return verdicts


def _since(entry: Entry, question: Question) -> datetime:
    return start_of(entry.values["since"]) if "since" in entry.values else question.day


def _place(verdict: Verdict, question: Question) -> None:
    entry = verdict.entry
    said = {name: entry.values[name] for name in SAID if name in entry.values}
    known = question.units.by_code.get(entry.values["code"])
    if known is None or not known.versions:
        _found(verdict, said, question)
        return
    verdict.unit = known
    if known.pk not in question.units.scope:
        entry.refuse("outside_scope", "code")
        return
    since = start_of(entry.values["since"]) if "since" in entry.values else None
    # The day of a unit's founding is no change of a unit that is the same.
    now = holding(known.versions, max(since or question.day, question.day))
    if now is not None and all(now.values[name] == value for name, value in said.items()):
        return
    try:
        step = place("unit", known.versions, said, day=question.day, since=since)
    except CellFault as fault:
        entry.fault(fault, "since" if since else "code")
        return
    if step is not None and step.how == OPEN:
        entry.refuse("unit_closed", "code", day=day_of(question.day).isoformat())
    elif step is not None:
        verdict.steps.append(step)


def _found(verdict: Verdict, said: dict[str, Any], question: Question) -> None:
    entry = verdict.entry
    for name in ("name", "kind", "is_law_enforcement", "parent"):
        if name not in said:
            entry.refuse("value_missing", name, word=fields_of(Kind.UNITS)[name].column_name)
    said.setdefault("short_name", said.get("name", ""))
    if len(said["short_name"]) > SHORT:
        entry.refuse("too_long", "short_name", length=len(said["short_name"]), limit=SHORT)
    if not entry.faults:
        values = {name: said[name] for name in UNIT_VALUES}
        verdict.steps.append(Step("unit", OPEN, _since(entry, question), values))


def _refuse_circles(in_file: Mapping[str, Verdict], question: Question) -> None:
    parents = question.units.parents_at(question.day)
    for code, verdict in in_file.items():
        if not verdict.entry.faults and "parent" in verdict.entry.values:
            parents[code] = verdict.entry.values["parent"]
    for code in circles(parents):
        if code in in_file:
            in_file[code].entry.refuse("own_descendant", "parent")


def _refuse_parents(in_file: Mapping[str, Verdict], question: Question) -> None:
    """A unit stands under one that stands then, in scope; a refused one takes those below it along."""
    standing = [code for code, verdict in in_file.items() if not verdict.entry.faults]
    for code in standing:
        _check_parent(in_file[code], in_file, question)
    while refused := [code for code in standing if _hangs(in_file[code], in_file, question.units)]:
        for code in refused:
            in_file[code].entry.refuse("parent_refused", "parent")


def _hangs(verdict: Verdict, in_file: Mapping[str, Verdict], units: Units) -> bool:
    """Whether the row is good and the unit above is to be founded by a row that is refused."""
    parent = _new_parent(verdict)
    above = in_file.get(parent or "")
    return not verdict.entry.faults and above is not None and above.unit is None and bool(above.entry.faults)


def _new_parent(verdict: Verdict) -> str | None:
    """The unit above, where the row says something of it."""
    for step in verdict.steps:
        if step.held is None or step.values["parent"] != step.held.values["parent"]:
            parent = step.values["parent"]
            return str(parent) if parent else None
    return None


def _check_parent(verdict: Verdict, in_file: Mapping[str, Verdict], question: Question) -> None:
    parent = _new_parent(verdict)
    if parent is None:
        return
    entry, since = verdict.entry, verdict.steps[-1].since
    known = question.units.by_code.get(parent)
    if known is not None and known.versions:
        if known.pk not in question.units.scope:
            entry.refuse("outside_scope", "parent")
        elif holding(known.versions, since) is None:
            first = known.versions[0].since
            code, day = ("parent_later", first) if first > since else ("unit_closed", since)
            entry.refuse(code, "parent", day=day_of(day).isoformat())
        return
    above = in_file.get(parent)
    if above is None:
        entry.refuse("parent_unknown", "parent")
    elif above.steps and above.steps[-1].since > since:
        entry.refuse("parent_later", "parent", day=day_of(above.steps[-1].since).isoformat())
