"""Founding, changing, moving, closing and reopening a unit: each shows first what it touches."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.touches import Touch
from personnel.structure.forms import MANAGE, ChangeForm, FoundForm, ParentForm, UnitActForm
from personnel.structure.seen import units_managed
from personnel.structure.touched import touched_by
from personnel.structure.views.steps import Act, in_two_steps
from personnel.units.alterations import alter_units, move_unit
from personnel.units.models import Unit, UnitVersion
from personnel.units.units import close_unit, found_units, reopen_unit
from records.days import day_of


def _managed(request: Request, uuid: UUID) -> tuple[Unit, UnitVersion]:
    """A unit that the reader may change, and what is last recorded of it."""
    unit = get_object_or_404(units_managed(request.actor, request.now), uuid=uuid)
    return unit, UnitVersion.objects.believed().filter(unit=unit).latest("valid_from")


def _today(request: Request, **initial: Any) -> dict[str, Any]:
    return {"on": day_of(request.now).isoformat(), **initial}


def _who(request: Request) -> dict[str, Any]:
    return {"actor": request.actor, "now": request.now}


def _nothing() -> list[Touch]:
    return []


@requires(MANAGE)
def found(request: Request) -> HttpResponse:
    """A new unit."""
    initial = _today(request, parent=request.GET.get("under"))
    form = FoundForm(request.POST or None, initial=initial, **_who(request))
    act = Act(
        title=_("Found a unit"),
        verb=gettext_lazy("Found the unit"),
        back=reverse("personnel:units"),
        do=lambda: found_units(units=[form.new_unit()], **form.act(), **_who(request)),
        told=lambda: (
            _("From %(day)s on %(unit)s stands under %(parent)s.")
            % {
                "day": form.cleaned_data["on"].isoformat(),
                "unit": form.cleaned_data["name"],
                "parent": form.cleaned_data["parent"].short_name,
            }
        ),
        touched=_nothing,
        done=_("The unit is founded."),
        then=lambda units: reverse("personnel:unit", args=[units[0].uuid]),
    )
    return in_two_steps(request, form, act)


@requires(MANAGE)
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Another name, kind or task."""
    unit, last = _managed(request, uuid)
    names = ("name", "short_name", "kind", "is_law_enforcement")
    form = ChangeForm(request.POST or None, initial=_today(request, **{name: getattr(last, name) for name in names}))
    act = Act(
        title=_("Rename or reclassify %(unit)s") % {"unit": last.short_name},
        verb=gettext_lazy("Record the change"),
        back=_page_of(unit),
        do=lambda: alter_units(
            alterations=[form.alteration(unit)],
            reason=form.cleaned_data["reason"],
            document_no=form.cleaned_data["document_no"],
            **_who(request),
        ),
        told=lambda: (
            _("From %(day)s on %(unit)s is called %(name)s. What was reported before keeps the old name.")
            % {"day": form.cleaned_data["on"].isoformat(), "unit": last.name, "name": form.cleaned_data["name"]}
        ),
        touched=lambda: touched_by(unit, form.since),
        done=_("The change is recorded."),
    )
    return in_two_steps(request, form, act)


@requires(MANAGE)
def move(request: Request, uuid: UUID) -> HttpResponse:
    """Another place in the tree."""
    unit, last = _managed(request, uuid)
    form = ParentForm(request.POST or None, initial=_today(request), **_who(request))
    act = Act(
        title=_("Move %(unit)s") % {"unit": last.short_name},
        verb=gettext_lazy("Move the unit"),
        back=_page_of(unit),
        do=lambda: move_unit(unit=unit, parent=form.cleaned_data["parent"], **form.act(), **_who(request)),
        told=lambda: (
            _(
                "From %(day)s on %(unit)s stands under %(parent)s, with everything below it. Reports of earlier periods"
                " stay as they are; who sees its people follows the new place."
            )
            % {
                "day": form.cleaned_data["on"].isoformat(),
                "unit": last.short_name,
                "parent": form.cleaned_data["parent"].short_name,
            }
        ),
        touched=lambda: touched_by(unit, form.since),
        done=_("The unit is moved."),
    )
    return in_two_steps(request, form, act)


@requires(MANAGE)
def close(request: Request, uuid: UUID) -> HttpResponse:
    """The end of a unit."""
    unit, last = _managed(request, uuid)
    form = UnitActForm(request.POST or None, initial=_today(request))
    act = Act(
        title=_("Close %(unit)s") % {"unit": last.short_name},
        verb=gettext_lazy("Close the unit"),
        back=_page_of(unit),
        do=lambda: close_unit(unit=unit, **form.act(), **_who(request)),
        told=lambda: (
            _("From %(day)s on %(unit)s no longer exists; its past stays as it is.")
            % {"day": form.cleaned_data["on"].isoformat(), "unit": last.short_name}
        ),
        touched=lambda: touched_by(unit, form.since),
        done=_("The unit is closed."),
        tone="danger",
    )
    return in_two_steps(request, form, act)


@requires(MANAGE)
def reopen(request: Request, uuid: UUID) -> HttpResponse:
    """A closed unit stands again."""
    unit, last = _managed(request, uuid)
    form = ParentForm(request.POST or None, initial=_today(request), **_who(request))
    act = Act(
        title=_("Reopen %(unit)s") % {"unit": last.short_name},
        verb=gettext_lazy("Reopen the unit"),
        back=_page_of(unit),
        do=lambda: reopen_unit(unit=unit, parent=form.cleaned_data["parent"], **form.act(), **_who(request)),
        told=lambda: (
            _("From %(day)s on %(unit)s stands under %(parent)s.")
            % {
                "day": form.cleaned_data["on"].isoformat(),
                "unit": last.name,
                "parent": form.cleaned_data["parent"].short_name,
            }
        ),
        touched=_nothing,
        done=_("The unit stands again."),
    )
    return in_two_steps(request, form, act)


def _page_of(unit: Unit) -> str:
    return reverse("personnel:unit", args=[unit.uuid])
