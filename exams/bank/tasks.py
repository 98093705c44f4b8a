"""Background work of the bank: ids in, one verb called."""

from celery import shared_task

from exams.bank.uploads import TASK, drop_upload, parse_kept
from records import jobs
from records.models import Job


@shared_task(name=TASK)
def read_questions_task(job_uuid: str) -> None:
    """Read the uploaded file that the job names, in its actor's name."""
    jobs.run(job_uuid, parse_kept)
    drop_upload(Job.objects.get(uuid=job_uuid))
