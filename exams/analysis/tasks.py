"""Background work of the exam room: ids in, one verb called."""

from celery import shared_task

from exams.analysis.statistics import mark_and_analyse
from exams.marking.marking import TASK
from exams.sittings.models import Sitting
from records import jobs
from records.models import Job


@shared_task(name=TASK)
def mark_sitting_task(job_uuid: str) -> None:
    """Mark the sitting that the job names, in its actor's name."""

    def work(job: Job) -> None:
        mark_and_analyse(sitting=Sitting.objects.get(uuid=job.params["sitting"]), actor=job.actor())

    jobs.run(job_uuid, work)
