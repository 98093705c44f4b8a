"""The unit tree as a list to choose from."""

from collections import defaultdict
from datetime import datetime

from personnel.units.models import Unit, UnitQuerySet


def unit_choices(instant: datetime, units: UnitQuerySet | None = None) -> list[tuple[str, str]]:
    """[(code, short name)] of the units that stood at the instant, each under its parent, indented by its depth.

    units: only these (a reader's scope); one whose parent isn't among them stands at the left.
    """
    rows = list((Unit.objects.all() if units is None else units).named_at(instant).order_by("code"))
    known = {unit.pk for unit in rows}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in rows:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    choices: list[tuple[str, str]] = []

    def add(parent: int | None, depth: int) -> None:
        for unit in below[parent]:
            choices.append((unit.code, "　" * depth + unit.short_name))
            add(unit.pk, depth + 1)

    add(None, 0)
    return choices
