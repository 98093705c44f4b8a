"""Background work on lists: ids in, one verb called."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.urls import reverse

from personnel.imports.imports import APPLY, READ, apply_plan, forget_file, read_to_plan
from personnel.imports.states import Kind
from records import clock
from records.jobs import report_progress, run
from records.models import ImportPlan, Job
from records.states import JobState


@shared_task(name=READ)
def read_list(job_uuid: str) -> None:
    """Read a kept file to a plan; one that is cancelled, be it before it began, or fails leaves nothing."""
    run(job_uuid, _read)
    ended = Job.objects.filter(uuid=job_uuid, state__in=[JobState.CANCELLED, JobState.FAILED]).first()
    if ended is not None:
        forget_file(_subject(ended))


@shared_task(name=APPLY)
def apply_list(job_uuid: str) -> None:
    """Store what a plan shows."""
    run(job_uuid, _apply)


def _read(job: Job) -> str:
    plan = read_to_plan(
        import_uuid=_subject(job),
        kind=Kind(job.params["kind"]),
        day=date.fromisoformat(job.params["day"]),
        document_no=job.params["document_no"],
        actor=job.actor(),
        now=clock.now(),
        report=lambda done, total: report_progress(job, done, total),
    )
    return _page(plan)


def _apply(job: Job) -> str:
    plan = ImportPlan.objects.get(uuid=_subject(job))
    report_progress(job, 0, sum(plan.counts.get(outcome, 0) for outcome in ("new", "changed")))
    return _page(apply_plan(plan=plan, actor=job.actor()))


def _subject(job: Job) -> UUID:
    if job.subject_uuid is None:
        raise ValueError("the job names neither a file nor a plan")
    return job.subject_uuid


def _page(plan: ImportPlan) -> str:
    return reverse("personnel:import", args=[plan.uuid])
