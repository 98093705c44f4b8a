"""How a job's task gets to where it runs, and how one knows that it is still alive there.

With a broker a Celery worker runs it; else settings.JOBS_IN says: a thread of this process, one job after the other
(the embedded server), or right here (tests, commands).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from records import clock
from records.models import Job
from records.states import JobState

BEAT_SECONDS = 15
logger = logging.getLogger(__name__)
_one_after_the_other = Lock()  # SQLite takes one writer


def send(task: str, job_uuid: UUID) -> None:
    """Have the task run. The row is the truth: what the broker does not take now, the sweep sends again."""
    if settings.CELERY_BROKER_URL:
        try:
            current_app.send_task(task, args=[str(job_uuid)])
        except OperationalError:
            logger.exception("The broker did not take job %s", job_uuid)
    elif settings.JOBS_IN == "thread":
        Thread(target=_run_in_line, args=(task, job_uuid), name=f"job {job_uuid}", daemon=True).start()
    else:
        current_app.tasks[task](str(job_uuid))


def _run_in_line(task: str, job_uuid: UUID) -> None:
    """The body of a job's thread. A daemon: a server that is stopped leaves the job to the sweep."""
    with _one_after_the_other:
        try:
            current_app.tasks[task](str(job_uuid))
        finally:
            connection.close()


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """While open, the job's row says that its worker lives, whatever long statement the work is in.

    In the request nobody could tell: the row would be in the same transaction of a test, and the answer is waited for.
    """
    if not settings.CELERY_BROKER_URL and settings.JOBS_IN != "thread":
        yield
        return
    ended = Event()
    beat = Thread(target=_beat, args=(job, ended), name=f"heartbeat {job.uuid}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _beat(job: Job, ended: Event) -> None:
    """Until the work ends, on a connection of its own. SQLite's waits for the work's transaction, or is lost."""
    try:
        while not ended.wait(BEAT_SECONDS):
            try:
                running = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
                running.update(heartbeat_at=clock.now())
            except DatabaseError:
                logger.info("A heartbeat of job %s was lost", job.uuid)
                connection.close()
    finally:
        connection.close()
