"""Background work by name: a verb enqueues, a task of the same name calls one verb.

With a broker configured the work goes to a Celery worker once the transaction has committed; without one (the
embedded default) it runs right after the commit, in the request. The row is the truth, the queue only a hint.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from records import clock
from records.actor import Actor
from records.models import Job
from records.refusals import Refusal
from records.states import JobState


def enqueue(
    task: str,
    *,
    actor: Actor,
    title: str,
    subject_uuid: UUID | None = None,
    params: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> Job:
    """Write down the work and start it after the commit.

    task: name under which a Celery task is registered ("exams.mark_sitting"); it gets the job's uuid as its only
    argument and calls `run`. params: JSON values, ids only.
    """
    job = Job.objects.create(
        task=task,
        title=title,
        owner_uuid=actor.uuid,
        subject_uuid=subject_uuid,
        params=params or {},
        created_at=now or clock.now(),
    )
    transaction.on_commit(partial(_send, task, job.uuid))
    return job


def _send(task: str, job_uuid: UUID) -> None:
    if settings.CELERY_BROKER_URL:
        current_app.send_task(task, args=[str(job_uuid)])
    else:
        current_app.tasks[task](str(job_uuid))


def run(job_uuid: UUID | str, work: Callable[[Job], None]) -> None:
    """Do the job's work once: a second delivery of a job that runs or is done does nothing.

    A refusal is kept on the row as its text; any other failure too, and is raised again for the worker's log.
    """
    taken = Job.objects.filter(uuid=job_uuid, state__in=[JobState.WAITING, JobState.FAILED]).update(
        state=JobState.RUNNING, ended_at=None, error=""
    )
    if not taken:
        return
    job = Job.objects.get(uuid=job_uuid)
    try:
        work(job)
    except Refusal as refusal:
        _end(job, JobState.FAILED, str(refusal))
    except Exception:
        _end(job, JobState.FAILED, str(_("An error occurred; it has been logged.")))
        raise
    else:
        _end(job, JobState.DONE, "")


def _end(job: Job, state: JobState, error: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, error=error, ended_at=clock.now())


def report_progress(job: Job, done: int, total: int) -> None:
    """Tell how far the work is; in its own statement, so call it outside the work's transaction."""
    Job.objects.filter(pk=job.pk).update(done=done, total=total)
