"""The unit tree as of a day, with headcounts and heads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from personnel.officers.models import Appointment, Officer
from personnel.officers.questions import headcounts_in
from personnel.structure.seen import seen_among, units_at
from personnel.units.forms import in_tree_order
from personnel.units.models import Unit
from personnel.units.states import UnitKind
from records.actor import Actor

OPEN_TO = 1
"""So deep the tree is open at first."""


@dataclass(slots=True, kw_only=True)
class Node:
    """A unit in the tree. own, below: its established headcount without and with what stands under it."""

    unit: Unit
    depth: int
    own: int
    below: int
    heads: Sequence[str] = ()
    is_open: bool = False
    is_found: bool = False
    children: list["Node"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The word of its kind."""
        return str(UnitKind(self.unit.kind).label)


def chart_at(*, actor: Actor, instant: datetime, now: datetime, text: str = "", whole: bool = False) -> list[Node]:
    """The reader's units in the order of the tree; with a text, only those that fit and what stands above them."""
    units = list(units_at(actor, instant, now))
    own = headcounts_in(instant)
    below = _summed(units, own)
    heads = heads_of([unit.pk for unit in units], actor=actor, instant=instant, now=now)
    nodes = [
        Node(unit=unit, depth=depth, own=own.get(unit.pk, 0), below=below[unit.pk], heads=heads.get(unit.pk, ()))
        for unit, depth in in_tree_order(units)
    ]
    if text:
        nodes = _fitting(nodes, text)
    return _nested(nodes, whole=whole or bool(text))


def heads_of(units: Iterable[int], *, actor: Actor, instant: datetime, now: datetime) -> dict[int, list[str]]:
    """{unit: names} of those at the head of the units at the instant whom the reader may see; acting ones, too."""
    posts = Appointment.objects.believed().holding_at(instant).filter(Q(is_head=True) | Q(acting=True))
    rows = posts.filter(unit__in=set(units)).order_by("-is_head", "pk").values_list("unit_id", "officer_id")
    heads = list(rows)
    seen = seen_among(actor, [officer for _unit, officer in heads], now)
    known = dict(Officer.objects.filter(pk__in=seen).values_list("pk", "name"))
    names: dict[int, list[str]] = defaultdict(list)
    for unit, officer in heads:
        if officer in known:
            names[unit].append(known[officer])
    return names


def _summed(units: Sequence[Unit], own: dict[int, int]) -> dict[int, int]:
    """Headcounts of subtrees: a scope has everything that stands below its units, so the sum is whole."""
    total = {unit.pk: own.get(unit.pk, 0) for unit in units}
    for unit, _depth in reversed([*in_tree_order(units)]):
        if unit.parent_id in total:
            total[unit.parent_id] += total[unit.pk]
    return total


def _fitting(nodes: Sequence[Node], text: str) -> list[Node]:
    """What bears the text in its name or begins with it as its code, and the way down to it."""
    kept: list[Node] = []
    wanted: int | None = None  # the depth of whose ancestor is wanted next, reading from below
    for node in reversed(nodes):
        node.is_found = text in node.unit.name or text in node.unit.short_name or node.unit.code.startswith(text)
        if node.is_found or (wanted is not None and node.depth < wanted):
            wanted = node.depth
            kept.append(node)
    return kept[::-1]


def _nested(nodes: list[Node], *, whole: bool) -> list[Node]:
    """The same lines, each with those right under it and whether it is open."""
    path: list[Node] = []
    for node in nodes:
        node.is_open = whole or node.depth < OPEN_TO
        del path[node.depth :]
        if path:
            path[-1].children.append(node)
        path.append(node)
    return nodes
