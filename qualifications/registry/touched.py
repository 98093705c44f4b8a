"""What an act of HR touches in the registry: restrictions that stand, levels, heads without the level they need."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.home.contributions import OfficerLink
from personnel.home.touches import Touch
from personnel.officers.models import Appointment, Officer
from personnel.officers.questions import heads_at
from personnel.officers.states import LEAVING, Act
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.restrictions.models import Restriction
from qualifications.states import Level

MOVING = frozenset({Act.TRANSFER, Act.SECOND, Act.END_SECONDMENT, Act.REINSTATE})


def touches(officer: Officer, act: Act, on: datetime) -> Iterator[Touch]:
    """What HR should know before."""
    url = reverse("qualifications:officer", args=[officer.uuid])
    if act in MOVING or act in LEAVING:
        for row in Restriction.objects.believed().holding_at(on).filter(officer=officer):
            words = {"kind": row.get_kind_display(), "document": row.document_no}
            text = _("%(kind)s stands (%(document)s) and goes on.") % words
            yield Touch(text=text, kind="stopped", url=url, order=70)
    if act in {Act.TRANSFER, Act.APPOINT, Act.REINSTATE}:
        yield from _without_intermediate(officer, on, url)
    if act in LEAVING:
        if LevelRecord.objects.believed().holding_at(on).filter(officer=officer).exists():
            text = _("The levels stay in the registry, but the check no longer allows any duty.")
            yield Touch(text=text, kind="stopped", url=url, order=75)
        if LevelClaim.objects.live().filter(officer=officer).exists():
            yield Touch(text=_("A level waits for confirmation."), kind="pending", url=url, order=76)


def _without_intermediate(officer: Officer, on: datetime, url: str) -> Iterator[Touch]:
    held = LevelRecord.objects.believed().holding_at(on).filter(officer=officer)
    if not held.filter(level__in=[Level.INTERMEDIATE, Level.ADVANCED]).exists():
        text = _(
            "Holds no intermediate level: as head of a law-enforcement unit the check would refuse or grant grace."
        )
        yield Touch(text=text, kind="missing", url=url, order=78)


def unit_touches(units: "QuerySet[Any]", since: datetime) -> Iterator[Touch]:
    """Heads of law-enforcement units without the level that they need, and restrictions of people there."""
    holders = LevelRecord.objects.holders_at(since, Level.INTERMEDIATE)
    heads = heads_at(since).filter(unit__in=units).exclude(officer__in=holders).values("officer_id").distinct()
    text = _("Heads of law-enforcement units without the intermediate level")
    yield Touch(text=text, kind="missing", count=heads.count(), order=80)
    posts = Appointment.objects.believed().overlapping(since, None).filter(unit__in=units)
    restrictions = Restriction.objects.believed().holding_at(since).filter(officer__in=posts.values("officer_id"))
    text = _("Restrictions of people there that stand and go on")
    yield Touch(text=text, kind="stopped", count=restrictions.count(), order=82)


def links(officer: Officer, _now: datetime) -> Iterator[OfficerLink]:
    """The officer's page in the registry."""
    url = reverse("qualifications:officer", args=[officer.uuid])
    yield OfficerLink(text=_("Registry"), url=url, permission="registry.view")
