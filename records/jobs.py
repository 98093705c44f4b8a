"""Background work by name: a verb enqueues, a task of the same name calls one verb.

`enqueue` writes the row in the act's transaction and has it sent after the commit (dispatch.py says where it runs).
The row is the truth, the message only a hint: `run` takes a job up once, and the sweep (`retake_jobs`) sends again
what was lost and takes up again what a killed worker left. Nothing is done twice that a conditional update has not
taken. Progress and cancelling are statements of their own, outside the work's transaction.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.dispatch import beating, send
from records.models import Job
from records.refusals import Refusal
from records.states import JobState

REPORT_EVERY_SECONDS = 0.5
MOST_ATTEMPTS = 3
SEND_AGAIN_AFTER = timedelta(minutes=5)
logger = logging.getLogger(__name__)
_titles: dict[str, Promise] = {}
_listeners: list[Callable[[Job], None]] = []


class Cancelled(Exception):  # noqa: N818  (no error: the owner asked for it)
    """The work is not wanted any more: `report_progress` raises it, the verb lets it through."""


def register_jobs(titles: Mapping[str, Promise]) -> None:
    """Add the words of a floor's background work, by the task's name."""
    _titles.update(titles)


def title_of(task: str) -> str:
    """What the work is, in the reader's language."""
    return str(_titles.get(task, task))


def failure_of(job: Job) -> Refusal | None:
    """Why the job failed, to be worded in the reader's language."""
    return Refusal.from_json(job.failure) if job.failure else None


def when_ended(listener: Callable[[Job], None]) -> None:
    """Have every job that is done or has failed told to the listener (which tells its owner); twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def enqueue(
    task: str,
    *,
    actor: Actor,
    about: str = "",
    subject_uuid: UUID | None = None,
    params: dict[str, Any] | None = None,
    link: str = "",
    now: datetime | None = None,
) -> Job:
    """Write down the work and start it after the commit.

    task: name under which a Celery task is registered ("exams.mark_sitting"); it gets the job's uuid as its only
    argument and calls `run`. about: the thing's name, as the reader calls it. params: JSON values, ids only.
    link: address to which it leads when it is done, and back to when it failed; `work` may give another.
    """
    at = now or clock.now()
    job = Job.objects.create(
        task=task,
        about=about[:200],
        owner_uuid=actor.uuid,
        owner_name=actor.name,
        owner_role=actor.role,
        owner_unit=actor.unit,
        owner_address=actor.address,
        subject_uuid=subject_uuid,
        params=params or {},
        link=link,
        created_at=at,
        sent_at=at,
    )
    transaction.on_commit(partial(send, task, job.uuid))
    return job


def run(job_uuid: UUID | str, work: Callable[[Job], str | None]) -> None:
    """Do the job's work once: a second delivery of a job that runs or has ended does nothing.

    work: does it, outside any transaction but its verb's; gives the address to which the job leads, or None.
    A refusal is kept on the row; of any other failure the log has the details.
    """
    job = _take(job_uuid)
    if job is None:
        return
    try:
        with beating(job):
            link = work(job)
    except Cancelled:
        _end(job, JobState.CANCELLED)
    except Refusal as refusal:
        _end(job, JobState.FAILED, failure=refusal.as_json())
    except Exception:
        logger.exception("Job %s (%s) failed", job.uuid, job.task)
        unknown = Refusal("records.job_failed", _("An error occurred; it has been logged."))
        _end(job, JobState.FAILED, failure=unknown.as_json())
    else:
        _end(job, JobState.DONE, done=F("total"), link=link or job.link)


def _take(job_uuid: UUID | str) -> Job | None:
    at = clock.now()
    takeable = Q(state=JobState.WAITING) | _abandoned(at)
    taken = Job.objects.filter(takeable, uuid=job_uuid).update(
        state=JobState.RUNNING, attempt=F("attempt") + 1, started_at=at, heartbeat_at=at, done=0, total=0
    )
    return Job.objects.get(uuid=job_uuid) if taken else None


def _abandoned(at: datetime) -> Q:
    """Jobs whose worker has not been heard of for so long that it must be dead."""
    return Q(state=JobState.RUNNING, heartbeat_at__lt=at - timedelta(minutes=settings.JOB_STALE_MINUTES))


def _running(job: Job) -> "QuerySet[Job]":
    """The row, as long as this attempt is the one that counts."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


def _end(job: Job, state: JobState, **values: Any) -> None:
    if not _running(job).update(state=state, ended_at=clock.now(), **values):
        logger.warning("Job %s was taken up by another worker meanwhile", job.uuid)
        return
    if state != JobState.CANCELLED:
        job.refresh_from_db()
        for listener in _listeners:
            listener(job)


def report_progress(job: Job, done: int, total: int) -> None:
    """Tell how far the work is, and hear whether it is still wanted. Call it as often as you like, and with
    done == total before the transaction that keeps something: the last moment at which cancelling leaves nothing.

    In a statement of its own, twice a second at most; inside a transaction it is a mistake of the program
    (RuntimeError): nobody would see it, and on SQLite it would wait for the very work that it reports.
    Raises Cancelled where the owner cancelled, or where another worker has taken the job up.
    """
    now = monotonic()
    if done < total and now - job.reported < REPORT_EVERY_SECONDS:
        return
    job.reported = now
    with transaction.atomic(durable=True):
        wanted = _running(job).filter(cancel_asked_at__isnull=True)
        if not wanted.update(done=done, total=total, heartbeat_at=clock.now()):
            raise Cancelled


@transaction.atomic
def cancel_job(*, job: Job, actor: Actor, now: datetime | None = None) -> Job:
    """Its owner wants the work no more: a waiting job ends, a running one at its next report. Twice is once.

    Raises Refusal("records.job_of_another" | "records.job_ended").
    """
    at = now or clock.now()
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.owner_uuid != actor.uuid:
        raise Refusal("records.job_of_another", _("This work was asked for by somebody else."))
    if locked.state == JobState.CANCELLED or locked.cancel_asked_at is not None:
        return locked
    if locked.has_ended:
        raise Refusal("records.job_ended", _("This work has already ended."))
    locked.cancel_asked_at = at
    if locked.state == JobState.WAITING:
        locked.state, locked.ended_at = JobState.CANCELLED, at
    locked.save(update_fields=["state", "cancel_asked_at", "ended_at"])
    record_entry(
        actor=actor,
        action="records.job_cancelled",
        subject_kind="records.job",
        subject_uuid=locked.uuid,
        subject_label=locked.about,
        after={"task": locked.task},
        now=at,
    )
    return locked


def retake_jobs(now: datetime | None = None) -> int:
    """The sweep: take up again what a killed worker left, send again what nobody took; how many were sent.

    Each by a conditional update, so that two sweeps, or a sweep and a worker that lives after all, can't both have it.
    """
    at = now or clock.now()
    for job in Job.objects.filter(_abandoned(at)).order_by("pk"):
        left = Job.objects.filter(_abandoned(at), pk=job.pk, attempt=job.attempt)
        if job.cancel_asked_at is not None:
            left.update(state=JobState.CANCELLED, ended_at=at)
        elif job.attempt >= MOST_ATTEMPTS:
            often = Refusal("records.job_broken_off", _("The work was broken off several times."))
            if left.update(state=JobState.FAILED, ended_at=at, failure=often.as_json()):
                job.refresh_from_db()
                for listener in _listeners:
                    listener(job)
        else:  # sent long ago: sent again below
            left.update(state=JobState.WAITING, sent_at=at - SEND_AGAIN_AFTER)
    sent = 0
    for job in Job.objects.filter(state=JobState.WAITING, sent_at__lte=at - SEND_AGAIN_AFTER).order_by("pk"):
        waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING, sent_at=job.sent_at)
        if waiting.update(sent_at=at):
            transaction.on_commit(partial(send, job.task, job.uuid))
            sent += 1
    return sent
