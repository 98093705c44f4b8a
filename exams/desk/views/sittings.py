"""The exam office's pages: sittings, one sitting with its steps, people and figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exams.delivery.attempts import admit_officers
from exams.desk.deeds import DEEDS
from exams.desk.figures import figures_of, turnout_of
from exams.desk.forms import AbsenceForm, ExamForm, RegisterForm, SittingForm, sitting_fields
from exams.desk.listing import rows_of
from exams.desk.lists import numbers_in, numbers_in_file
from exams.desk.people import chosen_officers, people_of
from exams.desk.steps import MARKS, next_step, stations
from exams.sittings.models import Exam, Registration, Sitting
from exams.sittings.registrations import (
    Registered,
    excuse_absences,
    register_officers,
    withdraw_registrations,
)
from exams.sittings.sittings import found_exam, plan_sitting
from exams.sittings.states import CLOCKED, Absence
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.changes.forms import ReasonForm
from personnel.home.listing import paginate, uuids_of
from personnel.inbox.following import follow
from personnel.officers.models import Officer
from records.models import Job
from records.refusals import Refusal


def sitting_for(request: Request, uuid: UUID, permission: str) -> Sitting:
    """The sitting, where the reader holds the permission for its unit; else a 404."""
    visible = Sitting.objects.visible_to(request.actor, permission).select_related("exam__owner", "paper")
    found: Sitting = get_object_or_404(visible, uuid=uuid)
    return found


@requires("sitting.view")
@require_safe
def sittings(request: Request) -> HttpResponse:
    """All sittings of one's units, the newest first."""
    visible = Sitting.objects.visible_to(request.actor).select_related("exam")
    page = paginate(request, visible.order_by("-opens_at", "-pk"))
    return render(request, "exams/desk/sittings.html", {"page": page, "rows": rows_of(page.object_list, request.now)})


@requires("sitting.manage")
def new_exam(request: Request) -> HttpResponse:
    """A new exam with its first sitting, from a frozen paper."""
    form = ExamForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"actor": request.actor, "now": request.now}
        try:
            with transaction.atomic():
                exam = found_exam(**form.exam_fields(), **who)
                sitting = plan_sitting(exam=exam, **sitting_fields(form), **who)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("exams:sitting", sitting.uuid)
    return render(request, "exams/desk/new.html", {"form": form})


@requires("sitting.manage")
def new_sitting(request: Request, exam: UUID) -> HttpResponse:
    """A further sitting of an exam."""
    of = get_object_or_404(Exam.objects.visible_to(request.actor, "sitting.manage"), uuid=exam)
    form = SittingForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = plan_sitting(exam=of, **sitting_fields(form), actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("exams:sitting", sitting.uuid)
    return render(request, "exams/desk/new.html", {"form": form, "exam": of})


@requires("sitting.view")
@require_safe
def sitting(request: Request, uuid: UUID) -> HttpResponse:
    """One sitting: what is to be done next, how far it is, who sits, and the figures."""
    found = sitting_for(request, uuid, "sitting.view")
    turnout = turnout_of(found, request.now)
    registered = Registration.objects.live().filter(sitting=found).select_related("officer").order_by("pk")
    page = paginate(request, registered)
    context: dict[str, Any] = {
        "sitting": found,
        "state": found.state_at(request.now),
        "kind": MARKS[found.state_at(request.now)],
        "turnout": turnout,
        "next": next_step(found, turnout, request.actor, request.now),
        "stations": stations(found, request.now),
        "figures": figures_of(found),
        "page": page,
        "people": people_of(found, list(page.object_list), request.now),
        "absence_form": AbsenceForm(),
        "may_see_keys": Sitting.objects.visible_to(request.actor, "sitting.moderate").filter(pk=found.pk).exists(),
        "may_manage": Sitting.objects.visible_to(request.actor, "sitting.manage").filter(pk=found.pk).exists(),
        "deeds": DEEDS,
    }
    return render(request, "exams/desk/sitting.html", context)


@requires("sitting.view")
def act(request: Request, uuid: UUID, deed: str) -> HttpResponse:
    """Do a deed to a sitting; one that can't be undone asks first."""
    what = DEEDS.get(deed)
    if what is None:
        raise Http404
    if what.permission not in request.permissions:
        raise PermissionDenied
    found = sitting_for(request, uuid, what.permission)
    form = ReasonForm(request.POST or None) if what.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = {"reason": form.cleaned_data["reason"]} if form else {}
        made = what.verb(sitting=found, actor=request.actor, now=request.now, **reason)
        if isinstance(made, Job):
            return follow(made, request=request, done=str(what.done))
        messages.success(request, str(what.done))
        return redirect("exams:sitting", uuid)
    back = redirect("exams:sitting", uuid).url
    context = {"title": what.question or what.button, "text": what.consequence, "form": form, "verb": what.button}
    return render(request, "components/confirm.html", {**context, "keep": what.keep, "back": back, "tone": what.tone})


@requires("sitting.manage")
@require_POST
def change_registrations(request: Request, uuid: UUID) -> HttpResponse:
    """Take chosen people off, or record why they don't come."""
    found = sitting_for(request, uuid, "sitting.manage")
    chosen = list(Registration.objects.live().filter(sitting=found, uuid__in=uuids_of(request.POST.getlist("row"))))
    form = AbsenceForm(request.POST)
    if request.POST.get("deed") == "withdraw":
        done = withdraw_registrations(registrations=chosen, actor=request.actor, now=request.now)
        messages.success(request, _("%(count)s registrations were withdrawn.") % {"count": len(done)})
    elif form.is_valid():
        reason = Absence(form.cleaned_data["absence"])
        done = excuse_absences(
            sitting=found,
            reasons={row.officer_id: reason for row in chosen},
            document_no=form.cleaned_data["document_no"],
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, _("Recorded for %(count)s officers.") % {"count": len(done)})
    return redirect("exams:sitting", uuid)


@requires("sitting.manage")
def register(request: Request, uuid: UUID) -> HttpResponse:
    """Register by numbers, unit or file; who could not be registered is listed with the reason."""
    found = sitting_for(request, uuid, "sitting.manage")
    form = RegisterForm(request.POST or None, request.FILES or None, actor=request.actor, now=request.now)
    context: dict[str, Any] = {"sitting": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done, unknown = _register(request, found, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%(count)s officers were registered.") % {"count": len(done.made)})
            if not done.refused and not unknown:
                return redirect("exams:sitting", uuid)
            posts = Officer.objects.with_post_at(request.now).in_bulk([one.officer.pk for one in done.refused])
            refused = [(posts[one.officer.pk], one.reason) for one in done.refused]
            context |= {"refused": refused, "unknown": unknown, "made": len(done.made)}
            context["left_out"] = len(refused) + len(unknown)
    return render(request, "exams/desk/register.html", context)


def _register(request: Request, found: Sitting, form: RegisterForm) -> tuple[Registered, list[str]]:
    numbers = numbers_in(form.cleaned_data["numbers"])
    if upload := form.cleaned_data["file"]:
        numbers += numbers_in_file(upload.name, upload.read())
    chosen = form.cleaned_data["unit"], form.cleaned_data["category"]
    officers, unknown = chosen_officers(numbers, *chosen, request.actor, request.now)
    done = register_officers(sitting=found, officers=officers, actor=request.actor, now=request.now)
    if found.state in CLOCKED:
        admit_officers(sitting=found, actor=request.actor, now=request.now)
    return done, unknown
