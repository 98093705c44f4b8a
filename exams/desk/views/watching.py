"""Pages about invigilators: the exam office assigns them; they see who sits in their sittings: no keys, no scores."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exams.desk.figures import turnout_of
from exams.desk.forms import InvigilatorForm
from exams.desk.listing import rows_of
from exams.desk.people import people_of
from exams.desk.steps import MARKS
from exams.sittings.invigilators import assign_invigilators, invigilators_of, withdraw_invigilator
from exams.sittings.models import Registration, Sitting
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from personnel.officers.models import Officer
from records.refusals import Refusal

WATCH, MANAGE = "sitting.invigilate", "sitting.manage"


def _sitting(request: Request, uuid: UUID, permission: str) -> Sitting:
    visible = Sitting.objects.visible_to(request.actor, permission).select_related("exam__owner", "paper")
    return get_object_or_404(visible, uuid=uuid)


@requires(WATCH)
@require_safe
def assigned(request: Request) -> HttpResponse:
    """The sittings that are assigned to the reader."""
    visible = Sitting.objects.visible_to(request.actor, WATCH).select_related("exam")
    page = paginate(request, visible.order_by("-opens_at", "-pk"))
    return render(request, "exams/desk/assigned.html", {"page": page, "rows": rows_of(page.object_list, request.now)})


@requires(WATCH)
@require_safe
def watch(request: Request, uuid: UUID) -> HttpResponse:
    """Who sits in an assigned sitting, and how far each is."""
    found = _sitting(request, uuid, WATCH)
    registered = Registration.objects.visible_to(request.actor, WATCH).live().filter(sitting=found)
    page = paginate(request, registered.select_related("officer").order_by("pk"))
    state = found.state_at(request.now)
    context = {
        "sitting": found,
        "state": state,
        "kind": MARKS[state],
        "turnout": turnout_of(found, request.now),
        "page": page,
        "people": people_of(found, list(page.object_list), request.now),
    }
    return render(request, "exams/desk/watch.html", context)


@requires(MANAGE)
def invigilators(request: Request, uuid: UUID) -> HttpResponse:
    """Who watches the sitting; further ones are assigned by their numbers."""
    found = _sitting(request, uuid, MANAGE)
    form = InvigilatorForm(request.POST or None, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            made = assign_invigilators(
                sitting=found, accounts=form.cleaned_data["numbers"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error("numbers", str(refusal))
        else:
            messages.success(request, _("%(count)s invigilators were assigned.") % {"count": len(made)})
            return redirect("exams:invigilators", uuid)
    return render(request, "exams/desk/invigilators.html", {"form": form, **_assigned_to(found, request)})


def _assigned_to(found: Sitting, request: Request) -> dict[str, Any]:
    grants = list(invigilators_of(found, request.now))
    keys = [grant.account.officer_id for grant in grants if grant.account.officer_id]
    officers = Officer.objects.with_post_at(request.now).in_bulk(keys)
    return {"sitting": found, "rows": [(grant, officers.get(grant.account.officer_id or 0)) for grant in grants]}


@requires(MANAGE)
@require_POST
def take_off(request: Request, uuid: UUID, grant: UUID) -> HttpResponse:
    """Take an invigilator off the sitting."""
    found = _sitting(request, uuid, MANAGE)
    row = get_object_or_404(invigilators_of(found, request.now), uuid=grant)
    withdraw_invigilator(sitting=found, grant=row, actor=request.actor, now=request.now)
    messages.success(request, _("%(name)s no longer watches the sitting.") % {"name": row.account})
    return redirect("exams:invigilators", uuid)
