"""Large files of questions: read and compared in the background, while the page shows how far."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from exams.bank.imports import parse_upload, read_source
from exams.bank.models import QuestionBank
from records import clock
from records.actor import Actor
from records.files import drop_files, keep_file, media_type_of, read_file
from records.jobs import enqueue, report_progress
from records.models import Job, StoredFile

TASK = "exams.read_questions"
UPLOAD = "exams.upload"
LONG = 300  # rows from which on a person would wait for over two seconds


def is_long(file_name: str, content: bytes) -> bool:
    """Whether reading it belongs in the background. Raises BrokenFile where it can't be read at all."""
    return len(read_source(file_name, content).rows) >= LONG and media_type_of(content) is not None


@transaction.atomic
def request_parsing(
    *, bank: QuestionBank, file_name: str, content: bytes, actor: Actor, now: datetime | None = None
) -> Job:
    """Have the file read to a plan in the background; the file is kept until it is read."""
    at = now or clock.now()
    file = keep_file(
        content=content,
        name=file_name,
        owner_kind=UPLOAD,
        owner_uuid=uuid4(),
        actor=actor,
        keep_until=at + timedelta(days=1),
        now=at,
    )
    params = {"file": str(file.uuid), "bank": str(bank.uuid)}
    return enqueue(TASK, actor=actor, about=file.name, subject_uuid=bank.uuid, params=params, now=at)


def parse_kept(job: Job) -> str:
    """Read the job's file to a plan; the address of its preview. Raises Cancelled and what `parse_upload` raises."""
    file = StoredFile.objects.get(uuid=job.params["file"])
    plan = parse_upload(
        bank=QuestionBank.objects.get(uuid=job.params["bank"]),
        file_name=file.name,
        content=read_file(file),
        actor=job.actor(),
        report=partial(report_progress, job),
    )
    return reverse("exams:import", args=[plan.uuid])


def drop_upload(job: Job) -> None:
    """The file is needed no more once the job has ended, however it did."""
    if job.has_ended:
        for file in StoredFile.objects.filter(uuid=job.params["file"]):
            drop_files(owner_kind=UPLOAD, owner_uuid=file.owner_uuid)
