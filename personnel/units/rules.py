"""The tree over time, as a pure function of who was whose parent when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple


class ParentPeriod(NamedTuple):
    """unit had parent (None: a root) in [start, end); end None is open."""

    unit: int
    parent: int | None
    start: datetime
    end: datetime | None


class Link(NamedTuple):
    """ancestor stood depth levels above descendant in [start, end)."""

    ancestor: int
    descendant: int
    depth: int
    start: datetime
    end: datetime | None


class CycleError(ValueError):
    """A unit would stand under itself from an instant on."""

    def __init__(self, unit: int, since: datetime) -> None:
        super().__init__(unit, since)
        self.unit, self.since = unit, since


class OrphanError(ValueError):
    """A unit would stand under one that does not stand, from an instant on."""

    def __init__(self, unit: int, parent: int, since: datetime) -> None:
        super().__init__(unit, parent, since)
        self.unit, self.parent, self.since = unit, parent, since


def closure(periods: Iterable[ParentPeriod]) -> list[Link]:
    """All (ancestor, descendant) pairs with their periods, each unit being its own ancestor at depth 0.

    Adjacent periods of one pair at one depth are joined. A above B until a day and B above A from it is fine; raises
    CycleError where a unit would stand under itself at any instant, OrphanError where a parent doesn't stand
    throughout.
    """
    by_unit: dict[int, list[ParentPeriod]] = defaultdict(list)
    for period in periods:
        by_unit[period.unit].append(period)
    for own in by_unit.values():
        own.sort(key=lambda period: period.start)
    links = []
    for unit in by_unit:
        links += _joined(_links_of(unit, by_unit))
    return links


def _links_of(unit: int, by_unit: Mapping[int, Sequence[ParentPeriod]]) -> list[Link]:
    """Upwards from each of the unit's periods, cut to the time that the unit itself spent under each ancestor."""
    links: list[Link] = []
    waiting: list[tuple[Link, int | None, tuple[int, ...]]]
    waiting = [(Link(unit, unit, 0, period.start, period.end), period.parent, (unit,)) for period in by_unit[unit]]
    while waiting:
        link, parent, path = waiting.pop()
        links.append(link)
        if parent is None:
            continue
        if parent in path:
            raise CycleError(parent, link.start)
        above = [period for period in by_unit.get(parent, ()) if meets(period, link.start, link.end)]
        _refuse_gaps(link, parent, above, path[-1])
        for period in above:
            start, end = max(link.start, period.start), earlier_end(link.end, period.end)
            waiting.append((Link(parent, unit, link.depth + 1, start, end), period.parent, (*path, parent)))
    return links


def _refuse_gaps(link: Link, parent: int, above: Sequence[ParentPeriod], child: int) -> None:
    """The parent's periods, in their order, must cover the link's time without a gap."""
    reached: datetime | None = link.start
    for period in above:
        if reached is None or period.start > reached:
            break
        reached = period.end
    if reached is not None and (link.end is None or reached < link.end):
        raise OrphanError(child, parent, reached)


def meets(period: ParentPeriod, start: datetime, end: datetime | None) -> bool:
    """Whether the period and [start, end) have a time in common."""
    return (period.end is None or period.end > start) and (end is None or period.start < end)


def earlier_end(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends, None being never."""
    if one is None or other is None:
        return one or other
    return min(one, other)


def _joined(links: list[Link]) -> list[Link]:
    ordered = sorted(links, key=lambda link: (link.ancestor, link.depth, link.start))
    result = ordered[:1]
    for before, link in pairwise(ordered):
        if before[:3] == link[:3] and before.end == link.start:
            result[-1] = result[-1]._replace(end=link.end)
        else:
            result.append(link)
    return result
