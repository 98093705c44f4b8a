"""Pages of background work: how far it is, cancelling it, where it leads."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from personnel.inbox.endings import notices_about
from personnel.inbox.following import ONWARD
from personnel.inbox.showing import show_progress
from personnel.inbox.wording import name_of
from records.jobs import cancel_job, title_of
from records.models import Job
from records.notices import read_notices
from records.states import JobState


@requires(None)
@require_safe
def list_jobs(request: Request) -> HttpResponse:
    """The reader's own background work, the newest first."""
    page = paginate(request, Job.objects.visible_to(request.actor).order_by("-created_at", "-pk"))
    rows = [(job, name_of(job.task, job.about), show_progress(job, request.now)) for job in page]
    return render(request, "personnel/inbox/jobs.html", {"page": page, "rows": rows})


@requires("jobs.view")
@require_safe
def list_all_jobs(request: Request) -> HttpResponse:
    """How all background work fares; neither whose it is nor what it is about."""
    page = paginate(request, Job.objects.order_by("-created_at", "-pk"))
    rows = [(job, title_of(job.task), show_progress(job, request.now)) for job in page]
    return render(request, "personnel/inbox/all_jobs.html", {"page": page, "rows": rows})


@requires(None)
@require_safe
def show_job(request: Request, uuid: UUID) -> HttpResponse:
    """How far it is, and where it leads; js/job.js keeps it in step."""
    job = _find(request, uuid)
    if ONWARD in request.GET and job.state == JobState.DONE and job.link:
        return redirect(job.link)
    progress = show_progress(job, request.now)
    name, work = name_of(job.task, job.about), title_of(job.task)
    context = {"job": job, "name": name, "work": work, "progress": progress}
    return render(request, "personnel/inbox/job.html", context)


@requires(None)
def cancel(request: Request, uuid: UUID) -> HttpResponse:
    """Cancel it, after asking."""
    job = _find(request, uuid)
    here = reverse("personnel:job", args=[job.uuid])
    if request.method == "POST":
        ended = cancel_job(job=job, actor=request.actor, now=request.now)
        told = _("The work is cancelled.") if ended.has_ended else _("The work stops at its next step.")
        messages.success(request, told)
        return redirect(here)
    context = {
        "title": _("Cancel the work"),
        "text": _("Of %(work)s nothing is kept; it can be asked for anew.") % {"work": name_of(job.task, job.about)},
        "verb": _("Cancel the work"),
        "keep": _("Let it go on"),
        "back": here,
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires(None)
@require_POST
def see_end(request: Request, uuid: UUID) -> HttpResponse:
    """The owner saw the end on the job's page: its notice tells him nothing new."""
    job = _find(request, uuid)
    if job.has_ended:
        read_notices(notices=notices_about(job), actor=request.actor, now=request.now)
    return redirect("personnel:job", job.uuid)


def _find(request: Request, uuid: UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.actor), uuid=uuid)
