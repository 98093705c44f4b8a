"""A long file is read in the background: the page shows how far, cancelling leaves nothing, the file is dropped."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from exams.bank import comparing, uploads
from exams.bank.uploads import is_long, request_parsing
from personnel.accounts.models import Account
from records import jobs
from records.jobs import cancel_job
from records.models import ImportPlan, Job, StoredFile
from records.states import JobState
from tests.exams.bank.questions import EXTRA, a_bank, bring_in, row
from tests.exams.bank.workbooks import workbook
from tests.people import NOW, Bureau, actor_of

pytestmark = pytest.mark.django_db

FILE = workbook({"题库": [EXTRA, *(row(number) for number in range(8))]})


@pytest.fixture(autouse=True)
def eight_rows_are_many(monkeypatch: Any, settings: Any, tmp_path: Path) -> None:
    """No need of three hundred rows."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(uploads, "LONG", 8)
    monkeypatch.setattr(comparing, "BLOCK", 2)
    monkeypatch.setattr(jobs, "REPORT_EVERY_SECONDS", 0)


def test_only_long_files_that_may_be_kept_go_to_the_background() -> None:
    assert is_long("题库.xlsx", FILE)
    assert not is_long("题库.xlsx", workbook({"题库": [EXTRA, row(1)]}))


def test_a_long_file_is_read_in_the_background_and_leads_to_its_preview(
    bureau: Bureau, trainer: Account, as_: Any, django_capture_on_commit_callbacks: Any
) -> None:
    bank, client = a_bank(bureau), as_(trainer)
    file = BytesIO(FILE)
    file.name = "题库.xlsx"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("exams:upload"), {"bank": bank.uuid, "file": file})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"{reverse('personnel:job', args=[job.uuid])}?onward=1"
    plan = ImportPlan.objects.get(owner_uuid=trainer.uuid)
    onward = client.get(answer.headers["Location"])
    assert onward.headers["Location"] == job.link == reverse("exams:import", args=[plan.uuid])
    assert plan.counts["new"] == 8
    assert not StoredFile.objects.exists()


def test_progress_is_reported_between_the_blocks(
    bureau: Bureau, trainer: Account, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(100)])
    reports = []
    monkeypatch.setattr(uploads, "report_progress", lambda job, done, total: reports.append((done, total)))
    with django_capture_on_commit_callbacks(execute=True):
        request_parsing(bank=bank, file_name="x.xlsx", content=FILE, actor=actor_of(trainer), now=NOW)
    assert reports == [(0, 8), (0, 8), (2, 8), (4, 8), (6, 8), (8, 8)]


def test_a_cancelled_reading_leaves_no_plan_and_no_file(
    bureau: Bureau, trainer: Account, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    bank, actor = a_bank(bureau), actor_of(trainer)
    read = uploads.read_file

    def read_and_cancel(file: StoredFile) -> bytes:
        cancel_job(job=Job.objects.get(), actor=actor, now=NOW)
        return read(file)

    monkeypatch.setattr(uploads, "read_file", read_and_cancel)
    with django_capture_on_commit_callbacks(execute=True):
        request_parsing(bank=bank, file_name="x.xlsx", content=FILE, actor=actor, now=NOW)
    assert Job.objects.get().state == JobState.CANCELLED
    assert not ImportPlan.objects.exists()
    assert not StoredFile.objects.exists()
