"""An officer's pages: he sees his own courses only, and the keys only after he has answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.contributions import touches, unit_touches
from courses.hours.models import TrainingHours
from courses.study.models import Enrolment
from courses.study.states import EnrolmentState
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.states import Act
from personnel.units.models import Unit
from records import clock
from tests import people
from tests.courses import sample
from tests.people import NOW, Bureau

As = Callable[[Account], Client]


@pytest.fixture
def enrolment(bureau: Bureau, dai: Officer) -> Enrolment:
    return sample.enrolled(sample.published(bureau.bureau), dai)


def _url(name: str, enrolment: Enrolment, **more: object) -> str:
    return reverse(f"courses:{name}", kwargs={"uuid": enrolment.uuid, **more})


def test_the_way_through_a_course(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    client = as_(dai_account)
    assert enrolment.course.title in client.get("/").content.decode()
    assert _url("course", enrolment) in client.get(reverse("courses:learning")).content.decode()
    assert _url("start_part", enrolment, number=1) in client.get(_url("course", enrolment)).content.decode()
    assert client.post(_url("start_part", enrolment, number=1)).headers["Location"] == _url("part", enrolment, number=1)
    assert "全程同步录音录像" in client.get(_url("part", enrolment, number=1)).content.decode()
    assert client.post(_url("part", enrolment, number=1)).headers["Location"] == _url("part", enrolment, number=2)
    assert client.get(_url("quiz", enrolment)).headers["Location"] == _url("course", enrolment)
    assert client.post(_url("part", enrolment, number=2)).headers["Location"] == _url("course", enrolment)
    answered = client.post(_url("quiz", enrolment), sample.answers(enrolment.course))
    assert answered.headers["Location"] == _url("attempt", enrolment, number=1)
    assert "5 / 5" in client.get(answered.headers["Location"]).content.decode()
    assert enrolment.course.title in client.get(reverse("courses:record")).content.decode()
    assert TrainingHours.objects.count() == 1


def test_looking_at_a_part_changes_nothing(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    client = as_(dai_account)
    page = client.get(_url("part", enrolment, number=1)).content.decode()
    assert "全程同步录音录像" not in page  # its time begins with the button
    assert _url("start_part", enrolment, number=1) in page
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ENROLLED
    assert not enrolment.parts.exists()
    assert client.get(_url("start_part", enrolment, number=1)).status_code == 405


def test_an_empty_quiz_is_refused_with_a_message(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    sample.read(enrolment)
    page = as_(dai_account).post(_url("quiz", enrolment), {}).content.decode()
    assert page.count("本题没有作答。") == enrolment.course.questions.count()
    assert not enrolment.attempts.exists()


def test_no_key_and_no_rationale_before_answering(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    sample.read(enrolment)
    page = as_(dai_account).get(_url("quiz", enrolment)).content.decode()
    for question in enrolment.course.questions.all():
        assert question.stem in page
        assert question.rationale not in page
        positions = [page.index(option["id"]) for option in question.options]
        assert positions == sorted(positions)
    assert "checked" not in page


def test_an_unanswered_question_is_shown_at_its_place(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    sample.read(enrolment)
    answers = sample.answers(enrolment.course)
    left_out = list(answers)[2]
    del answers[left_out]
    response = as_(dai_account).post(_url("quiz", enrolment), answers)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="id_{left_out}_error"' in page
    assert page.count("checked") == 6  # what was chosen is still there
    assert not enrolment.attempts.exists()


def test_a_failed_quiz_shows_why(enrolment: Enrolment, dai_account: Account, as_: As) -> None:
    sample.read(enrolment)
    client = as_(dai_account)
    response = client.post(_url("quiz", enrolment), sample.answers(enrolment.course, wrong=2), follow=True)
    page = response.content.decode()
    assert "3 / 5" in page
    assert enrolment.course.questions.all()[0].rationale in page
    assert _url("quiz", enrolment) in page


def test_nobody_sees_somebody_elses_course(
    enrolment: Enrolment, he: Officer, trainer: Account, hr: Account, as_: As
) -> None:
    for account in (people.account_of(he), trainer, hr):
        client = as_(account)
        for url in (_url("course", enrolment), _url("part", enrolment, number=1), _url("quiz", enrolment)):
            assert client.get(url).status_code == 404


def test_what_is_offered_may_be_joined(bureau: Bureau, dai: Officer, dai_account: Account, as_: As) -> None:
    mine = sample.published(bureau.south)
    other = sample.published(bureau.north, title="别的分局")
    over = sample.published(bureau.south, title="过期", due_on=clock.now().date() - timedelta(days=2))
    client = as_(dai_account)
    page = client.get(reverse("courses:learning")).content.decode()
    assert mine.title in page
    assert other.title not in page
    assert over.title not in page
    for _twice in range(2):
        response = client.post(reverse("courses:join", kwargs={"uuid": mine.uuid}))
        assert response.headers["Location"] == _url("course", Enrolment.objects.get(officer=dai))
    for course in (other, over):
        assert client.post(reverse("courses:join", kwargs={"uuid": course.uuid})).status_code == 404


def test_who_failed_does_not_enrol_himself_again(bureau: Bureau, dai: Officer, dai_account: Account, as_: As) -> None:
    course = sample.published(bureau.bureau, attempts_allowed=1)
    enrolment = sample.enrolled(course, dai)
    sample.read(enrolment)
    client = as_(dai_account)
    client.post(_url("quiz", enrolment), sample.answers(course, wrong=2))
    assert client.post(reverse("courses:join", kwargs={"uuid": course.uuid})).status_code == 404
    assert Enrolment.objects.get(officer=dai).state == EnrolmentState.FAILED


def test_a_record_is_seen_by_its_owner_and_within_the_scope(
    enrolment: Enrolment, dai: Officer, he: Officer, trainer: Account, hr: Account, reviewer: Account, as_: As
) -> None:
    sample.read(enrolment)
    sample.answered(enrolment)
    url = reverse("courses:record_of", kwargs={"uuid": dai.uuid})
    expected = {trainer: 200, hr: 200, reviewer: 404, people.account_of(he): 404}
    assert {account: as_(account).get(url).status_code for account in expected} == expected


def test_the_pages_take_few_queries(
    bureau: Bureau,
    dai: Officer,
    dai_account: Account,
    as_: As,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(12):
        enrolment = sample.enrolled(sample.published(bureau.bureau, title=f"课程{number}"), dai)
        if number % 2:
            sample.read(enrolment)
            sample.answered(enrolment)
    client = as_(dai_account)
    for url in (reverse("courses:learning"), reverse("courses:record"), _url("course", enrolment)):
        with django_assert_max_num_queries(14):
            assert client.get(url).status_code == 200


def test_who_retires_or_moves_is_told_of_open_courses(enrolment: Enrolment, dai: Officer) -> None:
    (retiring,) = touches(dai, Act.RETIRE, NOW)
    (moving,) = touches(dai, Act.TRANSFER, NOW)
    assert (retiring.kind, moving.kind) == ("missing", "same")
    assert enrolment.course.title in str(retiring.text)
    assert not list(touches(dai, Act.RANK, NOW))


def test_a_units_move_tells_of_its_courses_and_of_what_its_people_have_to_complete(
    enrolment: Enrolment, bureau: Bureau, django_assert_num_queries: Callable[[int], object]
) -> None:
    sample.published(bureau.south, title="分局课程")
    with django_assert_num_queries(2):
        at_south = [touch.count for touch in unit_touches(Unit.objects.filter(pk=bureau.south.pk).values("pk"), NOW)]
    at_liudi = [touch.count for touch in unit_touches(Unit.objects.filter(pk=bureau.liudi.pk).values("pk"), NOW)]
    assert (at_south, at_liudi) == ([1, 0], [0, 1])
