"""Whom the end of background work concerns: its owner gets a notice, read at once where he waited on its page."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse

from personnel.inbox.wording import DONE, FAILED
from records.models import Job, Notice
from records.notices import send_notices
from records.states import JobState

# What is done sooner is seen by whoever asked for it.
SHORT = timedelta(seconds=10)


def tell_owner(job: Job) -> None:
    """Send the owner a notice that leads to the job's page; of short work only where it failed."""
    is_done = job.state == JobState.DONE
    if job.owner_role == "system" or job.ended_at is None or (is_done and job.ended_at - job.created_at < SHORT):
        return
    params = {"task": job.task, "about": job.about}
    told = [(job.owner_uuid, params, page_of(job))]
    send_notices(code=DONE if is_done else FAILED, told=told, now=job.ended_at)


def notices_about(job: Job) -> "QuerySet[Notice]":
    """What its owner was told about the job."""
    return Notice.objects.filter(owner_uuid=job.owner_uuid, code__in=[DONE, FAILED], url=page_of(job))


def page_of(job: Job) -> str:
    """The address of the job's page."""
    return reverse("personnel:job", args=[job.uuid])
