"""Pages of the security administrator: who holds which role where."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.access.declared import requires
from personnel.access.states import Role
from personnel.accounts.request import Request
from personnel.changes.forms import DocumentForm
from personnel.home.listing import paginate
from personnel.officers.models import PoliceNumber
from personnel.officers.states import Stream
from personnel.roles.forms import GiveRoleForm, GrantFilter
from personnel.roles.models import RoleGrant
from personnel.roles.roles import end_role, give_role
from personnel.units.models import UnitVersion
from records.refusals import Refusal


@requires("roles.manage")
def list_roles(request: Request) -> HttpResponse:
    """Grants in force (and, where asked, ended ones)."""
    form = GrantFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = paginate(request, _found(request, wanted))
    return render(request, "personnel/roles/list.html", {"form": form, "page": page, "now": request.now})


def _found(request: Request, wanted: dict[str, Any]) -> "QuerySet[RoleGrant]":
    grants = RoleGrant.objects.visible_to(request.actor)
    if not wanted.get("ended"):
        grants = grants.in_force_at(request.now)
    if wanted.get("role"):
        grants = grants.filter(role=wanted["role"])
    if wanted.get("who"):
        grants = grants.filter(account__display_name__contains=wanted["who"])
    number = PoliceNumber.objects.believed().holding_at(request.now).filter(officer=OuterRef("account__officer"))
    unit = UnitVersion.objects.believed().holding_at(request.now).filter(unit=OuterRef("unit"))
    return (
        grants.select_related("account")
        .annotate(number=Subquery(number.values("number")[:1]), unit_name=Subquery(unit.values("short_name")[:1]))
        .order_by("role", "unit__code", "account__display_name", "pk")
    )


@requires("roles.manage")
def give(request: Request) -> HttpResponse:
    """Give somebody a role."""
    form = GiveRoleForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            grant = give_role(
                account=data["account"],
                role=Role(data["role"]),
                unit=data["unit"],
                stream=Stream(data["stream"]),
                until=data["last_day"],
                document_no=data["document_no"],
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error("number" if refusal.field == "account" else refusal.field or None, str(refusal))
        else:
            messages.success(request, _("%(name)s is now %(role)s.") % {"name": grant.account, "role": grant})
            return redirect("personnel:roles")
    return render(request, "personnel/roles/give.html", {"form": form})


@requires("roles.manage")
def end(request: Request, uuid: UUID) -> HttpResponse:
    """End a grant, after asking."""
    grant = get_object_or_404(RoleGrant.objects.visible_to(request.actor).select_related("account"), uuid=uuid)
    form = DocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_role(grant=grant, actor=request.actor, document_no=form.cleaned_data["document_no"], now=request.now)
        messages.success(request, _("%(name)s is no longer %(role)s.") % {"name": grant.account, "role": grant})
        return redirect("personnel:roles")
    context = {
        "title": _("End the role of %(name)s") % {"name": grant.account},
        "text": _("From now on %(name)s no longer acts as %(role)s. What was done before stays as it is.")
        % {"name": grant.account, "role": grant},
        "form": form,
        "verb": _("End the role"),
        "back": reverse("personnel:roles"),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)
