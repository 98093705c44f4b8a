"""Background work: ids in, one verb called."""

from celery import shared_task

from records import jobs
from records.models import Job
from scoring.periods.computing import TASK, compute_period
from scoring.periods.models import Period


@shared_task(name=TASK)
def compute_period_task(job_uuid: str) -> None:
    """Compute the month that the job names, in its actor's name."""

    def work(job: Job) -> None:
        compute_period(period=Period.objects.get(uuid=job.params["period"]), actor=job.actor())

    jobs.run(job_uuid, work)
