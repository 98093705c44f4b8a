"""The tree over time, as a pure function of who was whose parent when."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
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
    """Units would stand under themselves at some time."""


def closure(periods: Iterable[ParentPeriod]) -> list[Link]:
    """All (ancestor, descendant) pairs with their periods, each unit being its own ancestor at depth 0.

    Adjacent periods of one pair at one depth are joined. Raises CycleError.
    """
    by_unit: dict[int, list[ParentPeriod]] = defaultdict(list)
    for period in periods:
        by_unit[period.unit].append(period)
    known: dict[int, list[Link]] = {}
    for unit in by_unit:
        _links_of(unit, by_unit, known, frozenset())
    return [link for links in known.values() for link in links]


def _links_of(
    unit: int, by_unit: dict[int, list[ParentPeriod]], known: dict[int, list[Link]], path: frozenset[int]
) -> list[Link]:
    if unit in known:
        return known[unit]
    if unit in path:
        raise CycleError(unit)
    links = []
    for period in by_unit.get(unit, []):
        links.append(Link(unit, unit, 0, period.start, period.end))
        if period.parent is None:
            continue
        for above in _links_of(period.parent, by_unit, known, path | {unit}):
            start = max(above.start, period.start)
            end = earlier_end(above.end, period.end)
            if end is None or start < end:
                links.append(Link(above.ancestor, unit, above.depth + 1, start, end))
    known[unit] = _joined(links)
    return known[unit]


def earlier_end(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends, None being never."""
    if one is None or other is None:
        return one or other
    return min(one, other)


def _joined(links: list[Link]) -> list[Link]:
    result: list[Link] = []
    for link in sorted(links, key=lambda link: (link.ancestor, link.depth, link.start)):
        last = result[-1] if result else None
        if last and last[:3] == link[:3] and last.end == link.start:
            result[-1] = last._replace(end=link.end)
        else:
            result.append(link)
    return result
