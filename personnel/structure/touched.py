"""What a move or a closing of a unit touches on this floor: units, people, roles."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.home.touches import Touch, unit_touches
from personnel.officers.models import Appointment
from personnel.officers.states import Relation
from personnel.units.models import Unit, UnitClosure
from records.periods import reaching

MOST_NAMES = 6


def touched_by(unit: Unit, since: datetime) -> list[Touch]:
    """What a change of the unit's place or its closing reaches, from the instant on."""
    links = UnitClosure.objects.at(since).filter(ancestor=unit)
    return unit_touches.collect(links.values("descendant_id"), since)


def touches(units: "QuerySet[Any]", since: datetime) -> Iterator[Touch]:
    """Units by name, people and roles by number."""
    named = Unit.objects.filter(pk__in=units).named_at(since).order_by("code")
    names = [unit.short_name for unit in named]
    yield Touch(text=_("Units, with those below"), count=len(names), names=tuple(names[:MOST_NAMES]), order=10)
    posts = Appointment.objects.believed().overlapping(since, None).filter(unit_id__in=units)
    for relation, text in (
        (Relation.ESTABLISHED, _("People established there")),
        (Relation.WORKING, _("People seconded there")),
        (Relation.CONCURRENT, _("People with a concurrent post there")),
    ):
        people = posts.filter(relation=relation).values("officer_id").distinct()
        yield Touch(text=text, count=people.count(), order=20)
    grants = apps.get_model("personnel", "RoleGrant")._default_manager.filter(reaching(since), unit_id__in=units)
    yield Touch(text=_("Roles given for these units"), count=grants.count(), order=30)
