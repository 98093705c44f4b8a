"""Who holds which role where: pages of the security administrator, for the auditor to read, and one's own roles."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.access.permissions import PERMISSIONS
from personnel.access.states import Role
from personnel.accounts.request import Request
from personnel.changes.forms import DocumentForm
from personnel.home.listing import paginate
from personnel.roles.exports import export_grants
from personnel.roles.forms import GiveRoleForm, GrantFilter
from personnel.roles.listing import find_grants, find_own, rows_of
from personnel.roles.models import RoleGrant
from personnel.roles.roles import MANAGE, end_role, give_role
from personnel.roles.wording import PERMISSION_WORDS, SHORT_NAMES, allowed_words
from records.refusals import Refusal

VIEW = "roles.view"


@requires(VIEW)
@require_safe
def list_roles(request: Request) -> HttpResponse:
    """Grants in force, or what else the address asks for: ending soon, not begun, with their history."""
    form = GrantFilter(request.GET, actor=request.actor, now=request.now)
    page = paginate(request, find_grants(form.wanted(), actor=request.actor, now=request.now))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page, request.actor, request.now),
        "query": request.GET.urlencode(),
        "may_manage": MANAGE in request.permissions,
    }
    return render(request, "personnel/roles/list.html", context)


@requires(VIEW)
@require_safe
def export_roles(request: Request) -> HttpResponse:
    """What the list shows, all its pages, as a workbook; that it was taken out is an audit entry."""
    form = GrantFilter(request.GET, actor=request.actor, now=request.now)
    return export_grants(wanted=form.wanted(), actor=request.actor, now=request.now)


@requires(VIEW)
@require_safe
def overview(request: Request) -> HttpResponse:
    """What each role may do, in words."""
    rows = [(words, [(role, code in PERMISSIONS[role]) for role in Role]) for code, words in PERMISSION_WORDS.items()]
    heads = [(SHORT_NAMES[role], role.label) for role in Role]
    return render(request, "personnel/roles/overview.html", {"heads": heads, "rows": rows})


@requires(None)
@require_safe
def own_roles(request: Request) -> HttpResponse:
    """My roles: what each allows, where, and until when."""
    grants = find_own(request.actor, request.now)
    rows = [(row, allowed_words(Role(row.grant.role))) for row in rows_of(grants, request.actor, request.now)]
    return render(request, "personnel/roles/own.html", {"rows": rows})


@requires(MANAGE)
def give(request: Request) -> HttpResponse:
    """Give somebody a role."""
    form = GiveRoleForm(request.POST or None, actor=request.actor, now=request.now)
    valid = request.method == "POST" and form.is_valid()
    confirm = form.asks_first() if valid else ""
    if valid and not confirm:
        try:
            grant = give_role(**form.grant(), actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error("number" if refusal.field == "account" else refusal.field or None, str(refusal))
        else:
            messages.success(request, _("%(name)s is now %(role)s.") % {"name": grant.account, "role": grant})
            return redirect("personnel:roles")
    return render(request, "personnel/roles/give.html", {"form": form, "confirm": confirm})


@requires(MANAGE)
def end(request: Request, uuid: UUID) -> HttpResponse:
    """End a grant, after asking."""
    grants = RoleGrant.objects.visible_to(request.actor, MANAGE).filter(object_kind="")
    grant = get_object_or_404(grants.select_related("account"), uuid=uuid)
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
