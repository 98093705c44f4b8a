"""Where a request leads that asked for background work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from personnel.inbox.endings import page_of
from records.models import Job
from records.states import JobState

ONWARD = "onward"


def follow(job: Job, *, request: HttpRequest, done: str = "") -> HttpResponse:
    """To where the work leads, if it is done by now; else to its page, which leads on as soon as it is.

    done: what to tell if there was nothing to wait for.
    """
    job.refresh_from_db()
    if job.state == JobState.DONE and job.link:
        if done:
            messages.success(request, done)
        return redirect(job.link)
    return redirect(f"{page_of(job)}?{ONWARD}=1")
