"""With a broker, work goes to a Celery worker of its own process; the embedded server does it in a thread."""

import os
from dataclasses import replace

import pytest

from tests.served import Installation

ENQUEUE = """
import time
from uuid import uuid4
from records.actor import Actor
from records.jobs import enqueue
from records.models import Job
from records.states import JobState

params = {"sitting": str(uuid4())}
job = enqueue("exams.mark_sitting", actor=Actor.system("test"), about="a sitting that is not there", params=params)
deadline = time.monotonic() + 30
while time.monotonic() < deadline and job.state in {JobState.WAITING, JobState.RUNNING}:
    time.sleep(0.1)
    job.refresh_from_db()
print("state", job.state)
"""


@pytest.mark.postgres
def test_a_job_reaches_the_worker_and_its_end_is_kept(installation: Installation) -> None:
    assert os.environ.get("CELERY_BROKER_URL"), "the tests on PostgreSQL run with a broker: see .ci/run"

    with installation.serving():
        shell = installation.run("shell", "--no-imports", "-c", ENQUEUE)
        log = (installation.folder / "worker.log").read_text()

    assert shell.stdout.split("state ")[-1].strip() == "failed"
    assert "Sitting matching query does not exist" in log


def test_the_embedded_server_does_the_work_beside_its_requests(installation: Installation) -> None:
    without_broker = installation.environment | {"CELERY_BROKER_URL": "", "JOBS_IN": "thread"}

    shell = replace(installation, environment=without_broker).run("shell", "--no-imports", "-c", ENQUEUE)

    assert shell.stdout.split("state ")[-1].strip() == "failed"
    assert "Sitting matching query does not exist" in shell.stderr
