"""Background work: done once, taken up again when it was lost, cancelled by its owner, worded for its reader."""

import itertools
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from records import clock, jobs
from records.actor import Actor
from records.jobs import Cancelled, cancel_job, enqueue, failure_of, report_progress, retake_jobs, run, title_of
from records.models import AuditEntry, Job
from records.refusals import Refusal
from records.states import JOB_ENDS, JOB_MOVES, JobState
from tests.people import NOW

pytestmark = pytest.mark.django_db

LI = Actor(uuid=uuid4(), name="李文", role="exam_officer", unit=uuid4(), address="10.1.2.3")
LATER = NOW + timedelta(minutes=settings.JOB_STALE_MINUTES, seconds=1)


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch):
    """Work that runs here runs at NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def sent(monkeypatch):
    """The messages that went to workers: [(task, uuid)]."""
    messages = []
    monkeypatch.setattr(jobs, "send", lambda task, uuid: messages.append((task, uuid)))
    return messages


def a_job(**values) -> Job:
    return enqueue("tests.count", actor=LI, about="十一月", params={"paper": "7"}, now=NOW, **values)


def a_job_in(state: JobState) -> Job:
    """A job that came into the state by the verbs."""
    job = a_job()
    if state == JobState.RUNNING:
        jobs._take(job.uuid)
    elif state == JobState.CANCELLED:
        cancel_job(job=job, actor=LI, now=NOW)
    elif state == JobState.DONE:
        run(job.uuid, lambda job: None)
    elif state == JobState.FAILED:
        run(job.uuid, refuse)
    job.refresh_from_db()
    assert job.state == state
    return job


def refuse(job: Job) -> None:
    raise Refusal("tests.full", _("Sitting closed"))


def crash(job: Job) -> None:
    raise ZeroDivisionError


def end_by(state: JobState, job: Job) -> None:
    """What a worker does to a job that it was sent: the ways to DONE, FAILED and CANCELLED; RUNNING is to begin."""

    def work(running: Job) -> None:
        if state == JobState.CANCELLED:
            cancel_job(job=running, actor=LI, now=NOW)
            report_progress(running, 1, 2)
        elif state == JobState.FAILED:
            raise ZeroDivisionError

    run(job.uuid, work)


@pytest.mark.parametrize(("first", "then"), list(itertools.product(JobState, JobState)))
def test_only_the_moves_of_the_table_are_made(first: JobState, then: JobState, sent) -> None:
    """All pairs: cancelling, a worker that begins, and the sweep lead where the table says, and nowhere else."""
    job = a_job_in(first)
    if then == JobState.RUNNING:
        jobs._take(job.uuid)
    elif then == JobState.WAITING:
        retake_jobs(LATER)
    elif first == JobState.RUNNING:
        jobs._end(job, then, **({"failure": {"code": "x"}} if then == JobState.FAILED else {}))
    elif then == JobState.CANCELLED and first not in JOB_ENDS:
        cancel_job(job=job, actor=LI, now=NOW)
    elif first != JobState.WAITING:
        end_by(then, job)
    job.refresh_from_db()
    reached = {first} | JOB_MOVES[first]
    assert job.state in reached
    assert (job.state == then) == (then in reached)


def test_who_asked_acts(sent) -> None:
    seen = []
    job = a_job()
    run(job.uuid, lambda running: seen.append(running.actor()))
    assert seen == [LI]


def test_work_is_done_once_however_often_it_is_delivered(sent) -> None:
    job, done = a_job(), []
    for _time in range(3):
        run(job.uuid, lambda running: done.append(running.uuid))
    assert done == [job.uuid]


def test_a_second_worker_does_not_take_what_runs(sent) -> None:
    job, inner = a_job(), []
    run(job.uuid, lambda running: run(running.uuid, inner.append))
    assert inner == []


def test_it_leads_where_the_work_says_else_where_it_was_to_lead(sent) -> None:
    told, untold = a_job(link="/a/"), a_job(link="/b/")
    run(told.uuid, lambda job: "/c/")
    run(untold.uuid, lambda job: None)
    assert list(Job.objects.order_by("pk").values_list("link", flat=True)) == ["/c/", "/b/"]


def test_a_refusal_is_kept_as_a_code_and_worded_for_its_reader(sent) -> None:
    job = a_job()

    def work(running: Job) -> None:
        raise Refusal("tests.both", _("One person cannot be both %(one)s and %(other)s."), one=_("marker"), other="甲")

    run(job.uuid, work)
    job.refresh_from_db()
    assert job.failure["code"] == "tests.both"
    with translation.override("en"):
        assert str(failure_of(job)) == "One person cannot be both marker and 甲."
    with translation.override("zh-hans"):
        assert "阅卷" in str(failure_of(job))


def test_what_nobody_expected_tells_nothing_of_its_inside(sent, caplog) -> None:
    job = a_job()
    run(job.uuid, crash)
    job.refresh_from_db()
    assert job.failure["code"] == "records.job_failed"
    assert "ZeroDivisionError" in caplog.text
    assert "Zero" not in str(job.failure)


def test_progress_is_seen_while_the_work_runs(sent) -> None:
    job, seen = a_job(), []

    def work(running: Job) -> None:
        report_progress(running, 30, 120)
        seen.append(Job.objects.values_list("done", "total").get(pk=running.pk))

    run(job.uuid, work)
    job.refresh_from_db()
    assert seen == [(30, 120)]
    assert (job.done, job.total) == (120, 120)


def test_a_report_costs_nothing_where_one_was_just_made(sent, monkeypatch, django_assert_num_queries) -> None:
    moment = iter([10.0, 10.1, 10.2, 10.6])
    monkeypatch.setattr(jobs, "monotonic", lambda: next(moment))
    job = a_job_in(JobState.RUNNING)
    report_progress(job, 1, 100)
    with django_assert_num_queries(0):
        report_progress(job, 2, 100)
        report_progress(job, 3, 100)
    report_progress(job, 4, 100)
    job.refresh_from_db()
    assert job.done == 4


@pytest.mark.django_db(transaction=True)
def test_a_report_inside_the_works_transaction_is_a_mistake(sent) -> None:
    job = a_job_in(JobState.RUNNING)
    with pytest.raises(RuntimeError), transaction.atomic():
        report_progress(job, 1, 2)


def test_a_cancelled_job_stops_at_its_next_report_and_keeps_nothing(sent) -> None:
    job, reached = a_job(), []

    def work(running: Job) -> None:
        report_progress(running, 1, 3)
        cancel_job(job=running, actor=LI, now=NOW)
        report_progress(running, 3, 3)
        reached.append("the end")

    run(job.uuid, work)
    job.refresh_from_db()
    assert (job.state, reached) == (JobState.CANCELLED, [])
    assert AuditEntry.objects.filter(action="records.job_cancelled", subject_uuid=job.uuid).count() == 1


def test_a_waiting_job_is_cancelled_at_once_and_never_begins(sent) -> None:
    job, done = a_job(), []
    cancel_job(job=job, actor=LI, now=NOW)
    cancel_job(job=job, actor=LI, now=NOW)
    run(job.uuid, done.append)
    job.refresh_from_db()
    assert (job.state, done) == (JobState.CANCELLED, [])
    assert AuditEntry.objects.filter(action="records.job_cancelled").count() == 1


def test_only_its_owner_cancels_a_job(sent) -> None:
    with pytest.raises(Refusal) as refused:
        cancel_job(job=a_job(), actor=replace(LI, uuid=uuid4()), now=NOW)
    assert refused.value.code == "records.job_of_another"


def test_what_has_ended_is_not_cancelled(sent) -> None:
    with pytest.raises(Refusal) as refused:
        cancel_job(job=a_job_in(JobState.DONE), actor=LI, now=NOW)
    assert refused.value.code == "records.job_ended"


def test_a_killed_workers_job_is_sent_again(sent, django_capture_on_commit_callbacks) -> None:
    job = a_job_in(JobState.RUNNING)
    with django_capture_on_commit_callbacks(execute=True):
        assert retake_jobs(NOW + timedelta(minutes=settings.JOB_STALE_MINUTES)) == 0
        assert retake_jobs(LATER) == 1
        assert retake_jobs(LATER) == 0
    assert sent == [("tests.count", job.uuid)]
    done = []
    run(job.uuid, lambda running: done.append(running.attempt))
    assert done == [2]


def test_a_redelivered_message_takes_up_what_a_killed_worker_left(sent, monkeypatch) -> None:
    job, done = a_job_in(JobState.RUNNING), []
    monkeypatch.setattr(clock, "now", lambda: LATER)
    run(job.uuid, lambda running: done.append(running.attempt))
    assert done == [2]


def test_a_worker_that_lives_after_all_is_not_heard(sent, monkeypatch) -> None:
    job = a_job_in(JobState.RUNNING)
    first = Job.objects.get(pk=job.pk)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    jobs._take(job.uuid)
    with pytest.raises(Cancelled):
        report_progress(first, 2, 2)
    jobs._end(first, JobState.DONE)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.RUNNING, 2)


def test_work_that_kills_each_worker_is_given_up(sent) -> None:
    job = a_job_in(JobState.RUNNING)
    Job.objects.filter(pk=job.pk).update(attempt=jobs.MOST_ATTEMPTS)
    assert retake_jobs(LATER) == 0
    job.refresh_from_db()
    assert (job.state, job.failure["code"]) == (JobState.FAILED, "records.job_broken_off")


def test_a_killed_job_that_was_to_be_cancelled_is(sent) -> None:
    job = cancel_job(job=a_job_in(JobState.RUNNING), actor=LI, now=NOW)
    retake_jobs(LATER)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_lost_message_is_sent_again(sent, django_capture_on_commit_callbacks) -> None:
    job = a_job()
    with django_capture_on_commit_callbacks(execute=True):
        assert retake_jobs(NOW + timedelta(minutes=4)) == 0
        assert retake_jobs(NOW + jobs.SEND_AGAIN_AFTER) == 1
    assert sent == [("tests.count", job.uuid)]


def test_without_a_commit_nothing_is_sent(sent, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        a_job()
        assert sent == []
    assert len(sent) == 1


def test_who_listens_hears_of_each_end_but_a_cancelling(sent, monkeypatch) -> None:
    heard = []
    monkeypatch.setattr(jobs, "_listeners", [lambda job: heard.append(job.state)])
    for state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED):
        a_job_in(state)
    assert heard == ["done", "failed"]


def test_a_task_is_named_by_its_floor(sent) -> None:
    with translation.override("zh-hans"):
        assert title_of("exams.mark_sitting") == "评卷"
    assert title_of("tests.count") == "tests.count"


@pytest.mark.parametrize(
    "values",
    [{"state": "done"}, {"state": "running"}, {"state": "failed", "ended_at": NOW}, {"ended_at": NOW}],
)
def test_the_table_refuses_a_state_that_is_not_true(sent, values) -> None:
    job = a_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**values)
