"""A list of appointments and transfers against what is recorded; each row is a post from a day on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from personnel.imports.columns import fields_of
from personnel.imports.known import People, Person
from personnel.imports.matching import (
    Question,
    check_joined,
    check_scope,
    check_unit,
    match,
    refuse_own,
    refuse_same_number,
    serves_at,
)
from personnel.imports.reading import Entry
from personnel.imports.rules import Held, after, overlapping, place_post
from personnel.imports.states import Kind
from personnel.imports.verdicts import Verdict
from personnel.officers.rules import NEVER, Charged, find_apart_in_time
from personnel.officers.states import POLICE_DUTIES, SERVING, Category, Relation
from records.days import day_of, end_of, start_of
from records.faults import CellFault

EXCLUSIVE = (Relation.ESTABLISHED.value, Relation.WORKING.value)


def compare_posts(entries: Sequence[Entry], question: Question) -> tuple[list[Verdict], People]:
    """What each row of a list of posts would do."""
    verdicts, people = match(entries, question.day)
    refuse_same_number(verdicts)
    theirs: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.person is None and not verdict.entry.faults:
            verdict.entry.refuse("nobody", "id_number" if "id_number" in verdict.entry.values else "number")
        check_scope(verdict, question)
        if verdict.person is not None and not verdict.entry.faults:
            theirs[verdict.person.pk].append(verdict)
    for rows in theirs.values():
        _refuse_overlapping(rows, question)
        _place(rows, question)
        for verdict in rows:
            refuse_own(verdict, question)
    return verdicts, people


def _since(entry: Entry, question: Question) -> datetime:
    return start_of(entry.values["since"]) if "since" in entry.values else question.day


def _until(entry: Entry) -> datetime | None:
    return end_of(entry.values["until"]) if "until" in entry.values else None


def _relation(entry: Entry) -> str:
    return str(entry.values.get("relation", Relation.ESTABLISHED.value))


def _refuse_overlapping(rows: Sequence[Verdict], question: Question) -> None:
    """Main posts of one person follow each other; all rows that overlap are refused."""
    for relation in EXCLUSIVE:
        same = [row for row in rows if _relation(row.entry) == relation]
        for row in same:
            until = _until(row.entry)
            if until is not None and until <= _since(row.entry, question):
                row.entry.refuse("until_before", "until")
        same = [row for row in same if not row.entry.faults]
        for one, other in overlapping([(_since(row.entry, question), _until(row.entry)) for row in same]):
            for row, beside in ((same[one], same[other]), (same[other], same[one])):
                row.entry.refuse("posts_overlap", "since", sheet=beside.entry.sheet, row=beside.entry.row)


def _place(rows: Sequence[Verdict], question: Question) -> None:
    """Row by row, from the earliest day on, each on top of what those before have done."""
    person = rows[0].person
    if person is None:
        return
    held = {relation: list(person.held(relation)) for relation in Relation.values}
    order = sorted(rows, key=lambda row: (_since(row.entry, question), repr(sorted(row.entry.values.items(), key=str))))
    for verdict in order:
        entry = verdict.entry
        since, relation = _since(entry, question), _relation(entry)
        if entry.faults or not _may_begin(entry, person, since, question):
            continue
        try:
            step = place_post(
                relation,
                held[relation],
                _values(entry, question),
                since=since,
                until=_until(entry),
                is_exclusive=relation in EXCLUSIVE,
            )
        except CellFault as fault:
            entry.fault(fault, "since")
            continue
        if step is not None:
            verdict.steps.append(step)
            held[relation] = after(held[relation], step)
            _refuse_apart(entry, held, step.since)


def _may_begin(entry: Entry, person: Person, since: datetime, question: Question) -> bool:
    check_joined(entry, start_of(person.joined_on), since, "since")
    if not entry.faults and not serves_at(person, since, SERVING):
        entry.refuse("not_serving", "since", day=day_of(since).isoformat())
    if not entry.faults:
        check_unit(entry, question, since)
    status = next((held for held in person.held("status") if held.since <= since < (held.until or NEVER)), None)
    if status is not None and status.values["category"] == Category.AUXILIARY:
        duties = POLICE_DUTIES.intersection(entry.values.get("duties", ()))
        if duties or entry.values.get("is_head") or entry.values.get("acting"):
            entry.refuse("auxiliary_post", "duties" if duties else "is_head")
    return not entry.faults


def _values(entry: Entry, question: Question) -> dict[str, Any]:
    """A row says all of a post: what it doesn't name is not so."""
    values = entry.values
    return {
        "unit": question.units.by_code[values["unit"]].pk,
        "post": values["post"],
        "duties": values.get("duties", []),
        "stream": values.get("stream", ""),
        "is_head": values.get("is_head", False),
        "acting": values.get("acting", False),
    }


def _refuse_apart(entry: Entry, held: dict[str, list[Held]], since: datetime) -> None:
    posts = [post for posts in held.values() for post in posts if (post.until or NEVER) > since]
    apart = find_apart_in_time(Charged(tuple(post.values["duties"]), post.since, post.until) for post in posts)
    if apart is not None:
        word = fields_of(Kind.POSTS)["duties"].widget.written
        entry.refuse("duties_apart", "duties", one=word[apart.one.value], other=word[apart.other.value])
