"""What a list may do to what is recorded, as pure functions: where a fact begins, who stands under himself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from personnel.officers.rules import NEVER, born_and_sex
from records.days import day_of
from records.faults import CellFault

OPEN: Final = "open"
FOLLOW: Final = "follow"
MEND: Final = "mend"
END: Final = "end"


class Held(NamedTuple):
    """A recorded fact: its row's key (None: of this file), its period and its values."""

    pk: int | None
    since: datetime
    until: datetime | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to the facts of one kind of one subject.

    how: open (none held), follow (what holds ends at since), mend (what holds is corrected), end (it ends at since).
    """

    fact: str
    how: str
    since: datetime
    values: dict[str, Any]
    held: Held | None = None
    until: datetime | None = None


def holding(held: Sequence[Held], at: datetime) -> Held | None:
    """The fact that holds at the instant."""
    return next((fact for fact in held if fact.since <= at < (fact.until or NEVER)), None)


def place(
    fact: str,
    held: Sequence[Held],
    said: Mapping[str, Any],
    *,
    day: datetime,
    since: datetime | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> Step | None:
    """How a fact comes to hold as the list says; None where it does already.

    said: what the list says of it. day: of the list. since: from when it holds, where the list says so.
    Raises CellFault("later_fact" | "overlaps" | "holds_since").
    """
    look = max(since or day, day)
    now = holding(held, look)
    if now is not None and since is not None and _shown(since) == _shown(now.since):
        since = now.since
    start = since or day
    values = {**(now.values if now else defaults or {}), **said}
    if now is not None and values == now.values:
        return _moved_start(fact, held, now, since)
    for other in held:
        if other.since > look:
            raise CellFault("later_fact", day=_shown(other.since))
        if now is None and (other.until or NEVER) > start:
            raise CellFault("overlaps", day=_shown(other.since))
    if now is None:
        return Step(fact, OPEN, start, values)
    if now.since > start:
        raise CellFault("later_fact", day=_shown(now.since))
    if now.since == start:
        return Step(fact, MEND, start, values, now, now.until)
    return Step(fact, FOLLOW, start, values, now)


def _moved_start(fact: str, held: Sequence[Held], now: Held, since: datetime | None) -> Step | None:
    """The same fact, said to hold from another day: an earlier one is mended where nothing stands in between."""
    if since is None or since == now.since:
        return None
    if since > now.since:
        raise CellFault("holds_since", day=_shown(now.since))
    for other in held:
        if other is not now and other.since < now.since and (other.until or NEVER) > since:
            raise CellFault("overlaps", day=_shown(other.since))
    return Step(fact, MEND, since, now.values, now, now.until)


def place_post(
    relation: str,
    held: Sequence[Held],
    values: Mapping[str, Any],
    *,
    since: datetime,
    until: datetime | None,
    is_exclusive: bool,
) -> Step | None:
    """How one row of the list of posts comes to hold from its day; held: the posts of that relation.

    Raises CellFault("later_fact" | "overlaps" | "holds_since" | "post_twice").
    """
    said = dict(values)
    same_day = next((post for post in held if post.since == since and (is_exclusive or _same_place(post, said))), None)
    if same_day is not None:
        end = until or same_day.until
        if same_day.values == said and end == same_day.until:
            return None
        if same_day.pk is None:
            raise CellFault("post_twice")
        return Step(relation, MEND, since, said, same_day, end)
    if not is_exclusive:
        going_on = next((post for post in held if _same_place(post, said) and _holds(post, since)), None)
        if going_on is not None:
            raise CellFault("holds_since", day=_shown(going_on.since))
        return Step(relation, OPEN, since, said, until=until)
    later = next((post for post in held if post.since > since), None)
    if later is not None and (until is None or until > later.since):
        raise CellFault("later_fact", day=_shown(later.since))
    now = holding(held, since)
    if now is None:
        return Step(relation, OPEN, since, said, until=until)
    if now.values == said:
        raise CellFault("holds_since", day=_shown(now.since))
    if later is not None or (until is not None and now.until != until):
        raise CellFault("overlaps", day=_shown(now.since))
    return Step(relation, FOLLOW, since, said, now, until)


def _same_place(post: Held, values: Mapping[str, Any]) -> bool:
    return bool(post.values["unit"] == values["unit"] and post.values["post"] == values["post"])


def _holds(post: Held, at: datetime) -> bool:
    return post.since <= at < (post.until or NEVER)


def after(held: Sequence[Held], step: Step | None) -> list[Held]:
    """The facts as they will be once the step is done."""
    if step is None:
        return list(held)
    kept = [fact for fact in held if fact is not step.held]
    if step.how in (FOLLOW, END) and step.held is not None and step.held.since < step.since:
        kept.append(step.held._replace(until=step.since))
    if step.how != END:
        kept.append(Held(None, step.since, step.until, step.values))
    return sorted(kept, key=lambda fact: fact.since)


def overlapping(periods: Sequence[tuple[datetime, datetime | None]]) -> list[tuple[int, int]]:
    """Pairs of places whose periods overlap; a place may stand in several."""
    return [
        (one, other)
        for one in range(len(periods))
        for other in range(one + 1, len(periods))
        if periods[one][0] < (periods[other][1] or NEVER) and periods[other][0] < (periods[one][1] or NEVER)
    ]


def circles(parents: Mapping[str, str | None]) -> set[str]:
    """The units that would stand under themselves."""
    state: dict[str, bool] = {}
    found: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in state:
            state[code] = True
            path.append(code)
            code = parents.get(code)
        if code is not None and code in path:
            found.update(path[path.index(code) :])
        for passed in path:
            state[passed] = False
    return found


def facts_of_id_number(id_number: str) -> tuple[date, str]:
    """The day of birth and the sex that an identity number names. Raises CellFault("id_number_day")."""
    try:
        born_on, sex = born_and_sex(id_number)
    except ValueError:
        raise CellFault("id_number_day") from None
    return born_on, sex.value


def _shown(instant: datetime) -> str:
    return day_of(instant).isoformat()
