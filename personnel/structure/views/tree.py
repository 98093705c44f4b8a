"""The unit tree as of a day, as a page and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.imports.exports import export_units
from personnel.structure.chart import Node, chart_at
from personnel.structure.forms import TreeForm
from personnel.units.models import Unit
from records.audit import record_entry
from records.days import day_of
from records.workbooks import Sheet


@requires("units.view")
@require_safe
def show_tree(request: Request) -> HttpResponse:
    """The tree; the day and the search stand in the address."""
    form = TreeForm(request.GET, now=request.now)
    whole = "all" in request.GET
    nodes = chart_at(actor=request.actor, instant=form.instant, now=request.now, text=form.text, whole=whole)
    roots = [node for node in nodes if node.depth == 0]
    context = {
        "form": form,
        "nodes": nodes,
        "roots": roots,
        "whole": whole,
        "day": form.day,
        "is_today": form.day == day_of(request.now),
        "found": sum(node.is_found for node in nodes),
        "total": sum(node.below for node in roots),
        "query": request.GET.urlencode(),
        "may_manage": "units.manage" in request.permissions,
    }
    return render(request, "personnel/structure/tree.html", context)


@requires("units.view")
@require_safe
def export_tree(request: Request) -> HttpResponse:
    """What the page shows, as a workbook; that it was taken out is an audit entry."""
    form = TreeForm(request.GET, now=request.now)
    nodes = chart_at(actor=request.actor, instant=form.instant, now=request.now, text=form.text)
    title = _("Units as of %(day)s") % {"day": form.day.isoformat()}
    if request.GET.get("columns") == "import":
        units = Unit.objects.filter(pk__in=[node.unit.pk for node in nodes])
        sheet = export_units(units=units, at=form.instant, actor=request.actor, now=request.now)
        return workbook_response([sheet], title)
    names = {node.unit.pk: node.unit.short_name for node in nodes}
    record_entry(
        actor=request.actor,
        action="personnel.units_exported",
        subject_kind="personnel.unit",
        subject_uuid=None,
        after={"rows": len(nodes), "on": form.day.isoformat()},
        now=request.now,
    )
    head = (
        _("Unit code"), _("Full name"), _("Short name"), _("Kind"), _("Law enforcement"), _("Under"), _("Head"),
        _("Established"), _("With those below"),
    )  # fmt: skip
    return workbook_response([Sheet(title=title, head=head, rows=[_row(node, names) for node in nodes])], title)


def _row(node: Node, names: dict[int, str]) -> tuple[object, ...]:
    unit = node.unit
    enforces = _("yes") if unit.is_law_enforcement else _("no")
    above = names.get(unit.parent_id, "") if unit.parent_id else ""
    heads = "、".join(node.heads)
    return unit.code, unit.name, unit.short_name, node.kind, enforces, above, heads, node.own, node.below
