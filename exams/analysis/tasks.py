"""Background work of the exam room: ids in, one verb called."""

from uuid import UUID

from celery import shared_task

from exams.analysis.statistics import mark_and_analyse
from exams.marking.marking import TASK
from exams.sittings.models import Sitting
from records import jobs
from records.actor import Actor
from records.models import Job


@shared_task(name=TASK)
def mark_sitting_task(job_uuid: str) -> None:
    """Mark the sitting that the job names, in its actor's name."""

    def work(job: Job) -> None:
        uuid, name, role = job.params["actor"]
        mark_and_analyse(
            sitting=Sitting.objects.get(uuid=job.params["sitting"]), actor=Actor(uuid=UUID(uuid), name=name, role=role)
        )

    jobs.run(job_uuid, work)
