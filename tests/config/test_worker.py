"""With a broker, work goes to a Celery worker of its own process; the embedded server does it in a thread."""

import os
from dataclasses import replace
from uuid import uuid4

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

LOSE = """
from datetime import timedelta
from uuid import uuid4
from records import clock
from records.actor import Actor
from records.jobs import enqueue

before = clock.now() - timedelta(minutes=10)
enqueue("exams.mark_sitting", actor=Actor.system("test"), params={"sitting": str(uuid4())}, now=before)
"""

WATCH = """
import time
from records.models import Job

deadline = time.monotonic() + 30
while time.monotonic() < deadline and not Job.objects.get().has_ended:
    time.sleep(0.1)
print("state", Job.objects.get().state)
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


@pytest.mark.postgres
def test_a_job_whose_message_was_lost_is_sent_again_by_the_tick(installation: Installation) -> None:
    elsewhere = replace(installation, environment=installation.environment | {"CELERY_QUEUE": f"lost-{uuid4()}"})
    elsewhere.run("shell", "--no-imports", "-c", LOSE)

    with installation.serving():
        installation.run("tick")
        shell = installation.run("shell", "--no-imports", "-c", WATCH)

    assert shell.stdout.split("state ")[-1].strip() == "failed"  # there is no such sitting: the worker had it
