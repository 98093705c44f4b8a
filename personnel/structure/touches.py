"""What a move or a closing of a unit touches. Upper floors say what they know in AppConfig.ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from personnel.officers.models import Appointment
from personnel.officers.states import Relation
from personnel.units.models import Unit, UnitClosure
from records.periods import reaching


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """So many things of one kind. names: some of them, where they bear names that everybody may read."""

    label: str | Promise
    count: int
    names: tuple[str, ...] = ()


Contributor = Callable[["QuerySet[Any]", datetime], Iterable[Touch]]
MOST_NAMES = 6


class Touches:
    """Who knows something that belongs to units."""

    def __init__(self) -> None:
        self._contributors: list[Contributor] = []

    def register(self, contributor: Contributor) -> None:
        """Add a contributor: it gets the keys of the units (a subquery) and the instant; twice is the same as once."""
        if contributor not in self._contributors:
            self._contributors.append(contributor)

    def collect(self, units: "QuerySet[Any]", since: datetime) -> list[Touch]:
        """What there is of all kinds; kinds of which there is none are left out."""
        found = [touch for contributor in self._contributors for touch in contributor(units, since)]
        return [touch for touch in found if touch.count]


unit_touches = Touches()


def touched_by(unit: Unit, since: datetime) -> list[Touch]:
    """What a change of the unit's place or its closing reaches, from the instant on."""
    links = UnitClosure.objects.at(since).filter(ancestor=unit)
    return unit_touches.collect(links.values("descendant_id"), since)


def _of_this_floor(units: "QuerySet[Any]", since: datetime) -> Iterable[Touch]:
    named = Unit.objects.filter(pk__in=units).named_at(since).order_by("code")
    names = [unit.short_name for unit in named]
    yield Touch(label=_("Units, with those below"), count=len(names), names=tuple(names[:MOST_NAMES]))
    posts = Appointment.objects.believed().overlapping(since, None).filter(unit_id__in=units)
    for relation, label in (
        (Relation.ESTABLISHED, _("People established there")),
        (Relation.WORKING, _("People seconded there")),
        (Relation.CONCURRENT, _("People with a concurrent post there")),
    ):
        yield Touch(label=label, count=posts.filter(relation=relation).values("officer_id").distinct().count())
    grants = apps.get_model("personnel", "RoleGrant")._default_manager.filter(reaching(since), unit_id__in=units)
    yield Touch(label=_("Roles given for these units"), count=grants.count())


unit_touches.register(_of_this_floor)
