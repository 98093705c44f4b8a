"""One unit's page as of a day."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from personnel.officers.questions import headcounts_below, headcounts_in
from personnel.structure.chart import heads_of
from personnel.structure.forms import TreeForm
from personnel.structure.history import changes_of, moments_of
from personnel.structure.people import members_of, posts_in
from personnel.structure.seen import units_at, units_ever, units_managed
from personnel.units.models import Unit, UnitClosure, UnitVersion
from personnel.units.states import UnitKind
from records.days import day_of


@requires("units.view")
@require_safe
def show_unit(request: Request, uuid: UUID) -> HttpResponse:
    """Where it stands, who heads it and who is there on the day; how it came about."""
    unit = get_object_or_404(units_ever(request.actor, request.now), uuid=uuid)
    form = TreeForm(request.GET, now=request.now)
    posts = posts_in(unit, actor=request.actor, instant=form.instant, now=request.now)
    page = paginate(request, posts)
    version = UnitVersion.objects.believed().holding_at(form.instant).filter(unit=unit).first()
    latest = UnitVersion.objects.believed().filter(unit=unit).order_by("-valid_from").first()
    context = {
        "unit": unit,
        "form": form,
        "day": form.day,
        "is_today": form.day == day_of(request.now),
        "version": version,
        "named": version or latest,
        "is_over": bool(latest and latest.valid_to and latest.valid_to <= request.now),
        "page": page,
        "members": members_of(list(page), unit, form.instant),
        "moments": moments_of(unit),
        "changes": changes_of(unit),
        "sees_people": "officers.view" in request.permissions,
        "may_manage": _manages(request, unit),
        **(_place(request, unit, form) if version else {}),
    }
    return render(request, "personnel/structure/unit.html", context)


def _manages(request: Request, unit: Unit) -> bool:
    return (
        "units.manage" in request.permissions and units_managed(request.actor, request.now).filter(pk=unit.pk).exists()
    )


def _place(request: Request, unit: Unit, form: TreeForm) -> dict[str, Any]:
    """The line above it and what stands right under it, with their headcounts and heads."""
    instant = form.instant
    seen = units_at(request.actor, instant, request.now)
    depths = dict(
        UnitClosure.objects.at(instant).filter(descendant=unit, depth__gt=0).values_list("ancestor_id", "depth")
    )
    above = sorted(seen.filter(pk__in=depths), key=lambda one: -depths[one.pk])
    right_below = UnitClosure.objects.at(instant).filter(ancestor=unit, depth=1)
    below = list(seen.filter(pk__in=right_below.values("descendant_id")).order_by("code"))
    keys = [unit.pk, *(one.pk for one in below)]
    counts = headcounts_below(instant, keys)
    heads = heads_of(keys, actor=request.actor, instant=instant, now=request.now)
    children = [
        {
            "unit": one,
            "kind": UnitKind(one.kind).label,
            "below": counts.get(one.pk, 0),
            "heads": heads.get(one.pk, ()),
        }
        for one in below
    ]
    own = headcounts_in(instant, [unit.pk]).get(unit.pk, 0)
    total = counts.get(unit.pk, 0)
    return {"above": above, "children": children, "own": own, "total": total, "heads": heads.get(unit.pk)}
