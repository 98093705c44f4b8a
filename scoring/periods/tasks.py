"""Background work: ids in, one verb called."""

from uuid import UUID

from celery import shared_task

from records import jobs
from records.actor import Actor
from records.models import Job
from scoring.periods.computing import TASK, compute_period
from scoring.periods.models import Period


@shared_task(name=TASK)
def compute_period_task(job_uuid: str) -> None:
    """Compute the month that the job names, in its actor's name."""

    def work(job: Job) -> None:
        uuid, name, role = job.params["actor"]
        actor = Actor(uuid=UUID(uuid), name=name, role=role)
        compute_period(period=Period.objects.get(uuid=job.params["period"]), actor=actor)

    jobs.run(job_uuid, work)
