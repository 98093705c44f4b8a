"""An officer's own pages: what waits and why, and the result taken apart."""

from datetime import timedelta

import pytest
from django.urls import reverse

from exams.analysis.statistics import mark_and_analyse
from exams.marking.marking import moderate_sitting
from exams.marking.models import Result
from exams.marking.results import release_results
from exams.mine.breakdown import breakdown_of
from exams.sittings.models import Exam, Registration
from exams.sittings.sittings import plan_sitting
from exams.sittings.states import ExamKind
from records import clock
from tests.exams.exam_rooms import CLOSES, FIRST, MINUTES, SECOND, open_sitting, sit
from tests.people import NOW, account_of

AFTER = CLOSES + timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """The clock stands at the sitting's time."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def sitting(bureau, dai, he, bai):
    """A basic exam that two of three sat."""
    made = open_sitting(bureau.bureau, [dai, he, bai], kind=ExamKind.BASIC)
    sit(dai, made, wrong=1)
    sit(he, made, wrong=11)
    return made


def release(sitting):
    mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)
    moderate_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    release_results(sitting=sitting, actor=FIRST, now=AFTER)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_reason_why_there_is_no_result_yet(sitting, dai, dai_account, as_, monkeypatch):
    browser = as_(dai_account)
    page = reverse("exams:my_registration", args=[Registration.objects.get(officer=dai).uuid])
    assert browser.get(page).context["standing"].action == "wait"
    mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    assert str(browser.get(page).context["standing"].note)
    moderate_sitting(sitting=sitting, actor=SECOND, now=AFTER)
    release_results(sitting=sitting, actor=FIRST, now=AFTER)
    assert browser.get(page)["Location"] == reverse("exams:result", args=[Result.objects.get(officer=dai).uuid])


def test_a_result_is_taken_apart_in_the_officers_order(sitting, dai):
    release(sitting)
    result = Result.objects.select_related("attempt", "run").get(officer=dai)
    parts = breakdown_of(result)
    assert parts.total.score == result.score == 38
    assert [(part.right, part.count, part.score, part.marks) for part in parts.by_type] == [
        (3, 4, 6, 8),
        (4, 4, 16, 16),
        (4, 4, 16, 16),
    ]
    order = [number for section in result.attempt.order for number, _positions in section]
    wrong = next(one for one in parts.questions if not one.is_right)
    assert wrong.place == order.index(1) + 1
    (chosen,) = [option for option in wrong.options if option.chosen]
    assert not chosen.is_key
    assert "错的" in chosen.text
    assert all("对的" in option.text for option in wrong.options if option.is_key)


def test_the_page_shows_key_and_rationale_after_the_release(sitting, dai, dai_account, as_):
    release(sitting)
    page = reverse("exams:result", args=[Result.objects.get(officer=dai).uuid])
    wrong, everything = text(as_(dai_account).get(page)), text(as_(dai_account).get(f"{page}?show=all"))
    assert wrong.count("<article") == 1
    assert everything.count("<article") == 12
    assert "理由" in wrong
    assert 'class="key"' in everything


def test_a_secure_bank_tells_only_right_or_wrong(sitting, dai, dai_account, as_):
    Exam.objects.update(shows_rationales=False)
    release(sitting)
    shown = text(as_(dai_account).get(reverse("exams:result", args=[Result.objects.get(officer=dai).uuid])))
    assert "理由" not in shown
    assert "哪一项成立" not in shown


def test_questions_wait_for_the_last_sitting_of_the_paper(sitting, dai, dai_account, as_):
    release(sitting)
    plan_sitting(
        exam=sitting.exam,
        paper=sitting.paper,
        opens_at=AFTER + timedelta(days=1),
        closes_at=AFTER + timedelta(days=1, hours=2),
        minutes=MINUTES,
        actor=FIRST,
        now=AFTER,
    )
    page = as_(dai_account).get(reverse("exams:result", args=[Result.objects.get(officer=dai).uuid]))
    assert "哪一项成立" not in text(page)


def test_others_results_are_not_there_and_those_above_see_no_answers(sitting, dai, he, dai_account, hr, auditor, as_):
    release(sitting)
    of_he = reverse("exams:result", args=[Result.objects.get(officer=he).uuid])
    assert as_(dai_account).get(of_he).status_code == 404
    assert as_(auditor).get(of_he).status_code == 404
    shown = as_(hr).get(of_he)
    assert shown.status_code == 200
    assert "哪一项成立" not in text(shown)


def test_my_exams_and_the_home_page_name_what_is_to_be_done(bureau, dai, dai_account, as_):
    open_sitting(bureau.bureau, [dai])
    browser = as_(dai_account)
    enter = reverse("exams:take", args=[Registration.objects.get().uuid])
    assert enter in text(browser.get(reverse("exams:my_exams")))
    assert enter in text(browser.get("/"))


def test_after_the_release_the_home_page_shows_the_result(sitting, dai, bai, dai_account, as_, monkeypatch):
    release(sitting)
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(hours=1))
    result = reverse("exams:result", args=[Result.objects.get(officer=dai).uuid])
    assert result in text(as_(dai_account).get("/"))
    absent = Result.objects.get(officer=bai)
    assert as_(account_of(bai)).get(reverse("exams:result", args=[absent.uuid])).status_code == 200
    assert as_(dai_account).get(reverse("exams:my_exams")).status_code == 200
