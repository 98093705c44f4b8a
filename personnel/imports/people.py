"""A list of people against what is recorded: taken on, changed field by field, unchanged."""

from collections.abc import Mapping, Sequence
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
    refuse_same_person,
)
from personnel.imports.reading import Entry
from personnel.imports.rules import END, MEND, OPEN, Held, Step, facts_of_id_number, holding, place
from personnel.imports.states import Kind
from personnel.imports.verdicts import Verdict
from personnel.officers.rules import NEVER
from personnel.officers.states import LOSING_RANK, SERVICE_MOVES, SERVING, Category, Relation, Service
from records.days import day_of, start_of
from records.faults import CellFault

IN_PLACE = ("name", "sex", "born_on", "joined_on")
POST_FIELDS = ("unit", "post", "stream", "is_head", "acting")
DIFFERING = {"sex_differs": "sex", "born_differs": "born_on"}
POSTS = {Category.OFFICER.value: "民警", Category.AUXILIARY.value: "辅警"}


def compare_people(entries: Sequence[Entry], question: Question) -> tuple[list[Verdict], People]:
    """What each row of a list of people would do."""
    verdicts, people = match(entries, question.day)
    refuse_same_person(verdicts)
    refuse_same_number(verdicts)
    for verdict in verdicts:
        _forgive_recorded(verdict)
        if verdict.entry.faults:
            continue
        check_scope(verdict, question)
        if verdict.entry.faults:
            continue
        if verdict.person is None:
            _take_on(verdict, people, question)
        else:
            _change(verdict, verdict.person, people, question)
            refuse_own(verdict, question)
    return verdicts, people


def _forgive_recorded(verdict: Verdict) -> None:
    """Where the file says of sex and birth what is recorded, it changes nothing, whatever the identity number says."""
    entry, person = verdict.entry, verdict.person
    if person is not None and entry.faults:
        same = {code for code, name in DIFFERING.items() if entry.values.get(name) == getattr(person, name)}
        entry.faults = [fault for fault in entry.faults if fault.code not in same]


def _take_on(verdict: Verdict, people: People, question: Question) -> None:
    entry, values = verdict.entry, verdict.entry.values
    for name in ("id_number", "joined_on", "unit"):
        if name not in values:
            entry.refuse("value_missing", name, word=_word(name))
    status = {"category": Category.OFFICER.value, "status": Service.IN_SERVICE.value, **_said_status(values)}
    status.setdefault("established", status["category"] == Category.OFFICER)
    _check_status(entry, status)
    if status["status"] not in SERVING:
        entry.refuse("new_not_serving", "status")
    if entry.faults:
        return
    born_on, sex = facts_of_id_number(values["id_number"])
    values.update(born_on=born_on, sex=sex)
    joined = start_of(values["joined_on"])
    first = max(question.day, joined)
    verdict.steps.append(Step("status", OPEN, joined, status))
    if "number" in values:
        others = [held for _pk, held in people.numbers.get(values["number"], ())]
        since = max([joined, *(held.until for held in others if held.until)])
        _number(verdict, None, people, since)
    rank_since = _instant(values.get("rank_since")) or first
    _add(verdict, "rank_since", lambda: _rank(None, values, status["category"], first, rank_since))
    check_joined(entry, joined, rank_since, "rank_since")
    post = {"post": POSTS[status["category"]], "stream": "", "duties": [], "is_head": False, "acting": False}
    post |= {name: values[name] for name in POST_FIELDS if name in values}
    since = _instant(values.get("post_since")) or first
    check_joined(entry, joined, since, "post_since")
    _check_post(entry, post, status["category"])
    if check_unit(entry, question, since):
        post["unit"] = question.units.by_code[values["unit"]].pk
        verdict.steps.append(Step(Relation.ESTABLISHED.value, OPEN, since, post))
    _legal(verdict, None, first)


def _change(verdict: Verdict, person: Person, people: People, question: Question) -> None:
    entry, values = verdict.entry, verdict.entry.values
    for name in IN_PLACE:
        if name in values and values[name] != getattr(person, name):
            verdict.columns[name] = values[name]
    status = _status(verdict, person, question)
    if entry.faults or status is None:
        return
    if status.values["status"] not in SERVING:
        _leave(verdict, person, status)
        return
    joined = start_of(verdict.columns.get("joined_on", person.joined_on))
    if "number" in values:
        _number(verdict, person, people, max(question.day, joined))
    rank_since = _instant(values.get("rank_since"))
    category = status.values["category"]
    _add(verdict, "rank_since", lambda: _rank(person, values, category, question.day, rank_since))
    _post(verdict, person, category, question, joined)
    _legal(verdict, person, question.day)


def _status(verdict: Verdict, person: Person, question: Question) -> Held | None:
    """Whether and as what he serves from now on; None where that is refused."""
    entry = verdict.entry
    since = _instant(entry.values.get("status_since")) if "status" in entry.values else None
    held = person.held("status")
    old = holding(held, max(since or question.day, question.day))
    said = _said_status(entry.values)
    if old is not None and said.get("status", old.values["status"]) not in SERVING:
        said["established"] = False
    whole = {**(old.values if old else {"category": Category.OFFICER.value, "established": True}), **said}
    if whole["category"] == Category.AUXILIARY and "established" not in said:
        said["established"] = whole["established"] = False
    _check_status(entry, whole)
    if "status" not in whole:
        entry.refuse("not_serving", "status", day=day_of(question.day).isoformat())
    elif old is not None and whole["status"] != old.values["status"]:
        before, after = Service(old.values["status"]), Service(whole["status"])
        if after not in SERVICE_MOVES[before]:
            word = fields_of(Kind.OFFICERS)["status"].widget.render
            entry.refuse("status_move", "status", old=word(before.value), new=word(after.value))
    if entry.faults:
        return None
    if old is not None and all(old.values[name] == value for name, value in said.items()):
        return old
    _add(verdict, "status_since", lambda: place("status", held, said, day=question.day, since=since, defaults=whole))
    if entry.faults:
        return None
    return Held(None, verdict.steps[-1].since, None, verdict.steps[-1].values) if verdict.steps else old


def _leave(verdict: Verdict, person: Person, status: Held) -> None:
    """Who leaves service has no post and no police number any more; some lose their rank."""
    if not any(step.fact == "status" for step in verdict.steps):
        return
    ending = [*Relation.values, "number"]
    if status.values["status"] in LOSING_RANK:
        ending.append("rank")
    for fact in ending:
        for held in person.held(fact):
            if (held.until or NEVER) > status.since:
                verdict.steps.append(Step(fact, END, status.since, {}, held))


def _number(verdict: Verdict, person: Person | None, people: People, since: datetime) -> None:
    number = verdict.entry.values["number"]
    step_at = len(verdict.steps)
    held = person.held("number") if person else []
    _add(verdict, "number", lambda: place("number", held, {"number": number}, day=since))
    for step in verdict.steps[step_at:]:
        for pk, worn in people.numbers.get(number, ()):
            if (person is None or pk != person.pk) and (worn.until or NEVER) > step.since:
                verdict.entry.refuse("number_taken", "number", day=day_of(worn.since).isoformat())
                return


def _rank(
    person: Person | None, values: Mapping[str, Any], category: str, day: datetime, since: datetime | None
) -> Step | None:
    said = {name: values[name] for name in ("rank", "grade") if name in values}
    if not said:
        return None
    if category == Category.AUXILIARY:
        raise CellFault("auxiliary_rank")
    held = person.held("rank") if person else []
    return place("rank", held, said, day=day, since=since, defaults={"rank": "", "grade": ""})


def _post(verdict: Verdict, person: Person, category: str, question: Question, joined: datetime) -> None:
    entry, values = verdict.entry, verdict.entry.values
    since = _instant(values.get("post_since"))
    held = person.held(Relation.ESTABLISHED)
    now = holding(held, max(since or question.day, question.day))
    said = {name: values[name] for name in POST_FIELDS if name in values}
    if "unit" in said:
        unit = question.units.by_code.get(said["unit"])
        said["unit"] = unit.pk if unit else 0
    if now is None and "unit" not in said:
        return
    moves = now is None or said.get("unit", now.values["unit"]) != now.values["unit"]
    if moves:
        said = {"stream": now.values["stream"] if now else "", "duties": [], "is_head": False, "acting": False} | said
        said.setdefault("post", POSTS[category])
        if now is not None and "post" not in values and now.values["post"] != said["post"]:
            entry.refuse("value_missing", "post", word=_word("post"))
    before = len(verdict.steps)
    _add(verdict, "post_since", lambda: place(Relation.ESTABLISHED.value, held, said, day=question.day, since=since))
    if len(verdict.steps) == before:
        return
    step = verdict.steps[-1]
    if step.values.get("unit") and (not moves or check_unit(entry, question, step.since)):
        check_joined(entry, joined, step.since, "post_since")
        _check_post(entry, step.values, category)
    elif not step.values.get("unit"):
        entry.refuse("unit_unknown", "unit")


def _legal(verdict: Verdict, person: Person | None, day: datetime) -> None:
    values = verdict.entry.values
    if "certificate_no" in values:
        held = person.held("certificate") if person else []
        said = {"certificate_no": values["certificate_no"]}
        old = holding(held, day)
        if old is None:
            verdict.steps.append(Step("certificate", OPEN, day, said))
        elif old.values != said:
            verdict.steps.append(Step("certificate", MEND, old.since, said, old, old.until))
    if "first_review" in values:
        since = start_of(values["first_review"])
        held = person.held("review") if person else []
        if not held:
            verdict.steps.append(Step("review", OPEN, since, {}))
        elif held[0].since != since:
            verdict.steps.append(Step("review", MEND, since, {}, held[0], held[0].until))


def _add(verdict: Verdict, name: str, plan: Any) -> None:
    """Add the step that the rule finds; what it refuses is noted at the field, or at what it is about."""
    try:
        step = plan()
    except CellFault as fault:
        verdict.entry.fault(fault, name)
        return
    if step is not None:
        verdict.steps.append(step)


def _said_status(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("category", "status", "established") if name in values}


def _check_status(entry: Entry, status: Mapping[str, Any]) -> None:
    if status["category"] == Category.AUXILIARY and status.get("established"):
        entry.refuse("auxiliary_established", "established")


def _check_post(entry: Entry, post: Mapping[str, Any], category: str) -> None:
    if category == Category.AUXILIARY and (post["is_head"] or post["acting"]):
        entry.refuse("auxiliary_post", "is_head")


def _instant(day: Any) -> datetime | None:
    return start_of(day) if day else None


def _word(name: str) -> str:
    return str(fields_of(Kind.OFFICERS)[name].column_name)
