"""The page of background work: how far, cancelled by its owner, told when it has ended; others' is not there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from personnel.access.states import Role
from personnel.inbox.endings import SHORT
from records import clock, jobs
from records.jobs import enqueue, report_progress, run
from records.models import Job, Notice
from records.notices import words_of
from records.refusals import Refusal
from records.states import JobState
from tests.people import NOW, account_of, actor_of, officer_in, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_sent(monkeypatch):
    monkeypatch.setattr(jobs, "send", lambda task, uuid: None)


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_clock(moment) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


@pytest.fixture
def job(exam_officer) -> Job:
    return enqueue("exams.mark_sitting", actor=actor_of(exam_officer), about="11月月考", link="/exams/", now=NOW)


@pytest.fixture
def system_admin(bureau):
    officer = officer_in(bureau.hr_office, "010010", "沈平")
    return with_role(account_of(officer), Role.SYSTEM_ADMIN, bureau.bureau)


def refused(job: Job) -> None:
    raise Refusal("sittings.live", _("The sitting is still running."))


def told(account):
    """The notices about background work that the account got."""
    return Notice.objects.filter(owner_uuid=account.uuid, code__startswith="personnel.job_")


def page_of(job: Job, client) -> str:
    answer = client.get(reverse("personnel:job", args=[job.uuid]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_progress_is_shown_while_it_runs(job, exam_officer, as_, at) -> None:
    seen = []

    def work(running: Job) -> None:
        report_progress(running, 512, 1024)
        seen.append(page_of(job, as_(exam_officer)))

    run(job.uuid, work)
    (page,) = seen
    assert "评卷：11月月考" in page
    assert "512 / 1,024" in page
    assert 'aria-valuenow="50"' in page
    assert "js/job.js" in page


def test_when_it_is_done_the_page_leads_on(job, exam_officer, as_, at) -> None:
    run(job.uuid, lambda running: "/exams/sittings/")
    page = page_of(job, as_(exam_officer))
    assert 'data-link="/exams/sittings/"' in page
    assert "js/job.js" not in page


def test_a_failure_is_worded_for_its_reader(job, exam_officer, as_, at) -> None:
    run(job.uuid, refused)
    assert "考试还在进行" in page_of(job, as_(exam_officer))


def test_cancelling_asks_first_and_is_the_owners(job, exam_officer, trainer, as_) -> None:
    url = reverse("personnel:cancel_job", args=[job.uuid])
    assert as_(trainer).post(url).status_code == 404
    assert "11月月考" in as_(exam_officer).get(url).content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert as_(exam_officer).post(url, follow=True).status_code == 200
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_another_persons_work_is_not_there(job, trainer, system_admin, as_) -> None:
    for account in (trainer, system_admin):
        client = as_(account)
        assert client.get(reverse("personnel:job", args=[job.uuid])).status_code == 404
        assert "11月月考" not in client.get(reverse("personnel:jobs")).content.decode()


def test_the_system_administrator_sees_how_work_fares_and_not_about_what(job, system_admin, trainer, as_) -> None:
    page = as_(system_admin).get(reverse("personnel:all_jobs")).content.decode()
    assert "评卷" in page
    assert "11月月考" not in page
    assert "唐若谷" not in page
    assert as_(trainer).get(reverse("personnel:all_jobs")).status_code == 403


def test_who_left_the_page_is_told(job, exam_officer, at) -> None:
    run(job.uuid, lambda running: at(NOW + SHORT))
    notice = told(exam_officer).get()
    assert words_of(notice) == "已完成：评卷：11月月考"
    assert notice.url == reverse("personnel:job", args=[job.uuid])


def test_what_is_done_at_once_needs_no_notice_but_a_failure_does(exam_officer, at) -> None:
    actor = actor_of(exam_officer)
    run(enqueue("tests.x", actor=actor, now=NOW).uuid, lambda running: None)
    assert not told(exam_officer).exists()
    run(enqueue("tests.x", actor=actor, now=NOW).uuid, refused)
    assert words_of(told(exam_officer).get()) == "未完成：tests.x"


def test_who_waited_on_the_page_has_read_it(job, exam_officer, as_, at) -> None:
    client = as_(exam_officer)
    client.post(reverse("personnel:job_seen", args=[job.uuid]))  # not ended: nothing to have seen
    run(job.uuid, lambda running: at(NOW + timedelta(minutes=1)))
    assert told(exam_officer).get().read_at is None
    client.post(reverse("personnel:job_seen", args=[job.uuid]))
    assert told(exam_officer).get().read_at is not None


def test_the_list_costs_no_more_for_more_work(exam_officer, as_, django_assert_max_num_queries) -> None:
    for number in range(30):
        enqueue("exams.mark_sitting", actor=actor_of(exam_officer), about=f"第{number}次", now=NOW)
    client = as_(exam_officer)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("personnel:jobs")).content.decode()
    assert "第29次" in page


def test_unknown_work_is_not_there(exam_officer, as_) -> None:
    assert as_(exam_officer).get(reverse("personnel:job", args=[uuid4()])).status_code == 404
