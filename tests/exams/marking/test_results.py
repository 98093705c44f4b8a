"""Results that were released or entered from a list; who sees them; what the registry is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from exams.analysis.statistics import mark_and_analyse
from exams.delivery.attempts import admit_officers, start_attempts, submit_attempts
from exams.delivery.models import Attempt
from exams.marking.marking import moderate_sitting
from exams.marking.models import Result
from exams.marking.results import OutsideResult, enter_results, release_results
from exams.marking.states import Outcome
from exams.sittings.registrations import register_officers
from exams.sittings.sittings import plan_sitting, publish_sitting
from exams.sittings.states import Absence, ExamKind
from qualifications.evidence.models import Evidence
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, FIRST, SECOND, an_exam, open_sitting, sit
from tests.people import NOW, actor_of

AFTER = CLOSES + timedelta(hours=1)
DAY = date(2026, 10, 20)
DOCUMENT = "某公政〔2026〕18号"


def enter(exam, *rows, **differences):
    values = {"exam": exam, "rows": rows, "document_no": DOCUMENT, "actor": FIRST, "now": NOW}
    return enter_results(**{**values, **differences})


def row(officer, score, **more):
    return OutsideResult(officer=officer, sat_on=DAY, score=None if score is None else Decimal(score), **more)


@pytest.mark.parametrize(
    ("score", "outcome"),
    [("24", Outcome.PASSED), ("23.99", Outcome.FAILED), ("40", Outcome.PASSED), (None, Outcome.ABSENT)],
)
def test_the_pass_mark_itself_passes(bureau, dai, score, outcome):
    made = enter(an_exam(bureau.bureau), row(dai, score))[0]
    assert (made.outcome, made.document_no, made.source) == (outcome, DOCUMENT, "outside")
    assert made.passed is {Outcome.PASSED: True, Outcome.FAILED: False, Outcome.ABSENT: None}[outcome]


def test_the_same_list_twice_changes_nothing(bureau, dai, he):
    exam = an_exam(bureau.bureau)
    rows = [row(dai, "80"), row(he, None, absence=Absence.SICK)]
    assert len(enter(exam, *rows)) == 2
    assert enter(exam, *rows) == []


def test_another_score_is_appended_and_followed_by_the_registry(bureau, dai):
    exam = an_exam(bureau.bureau, kind=ExamKind.BASIC)
    enter(exam, row(dai, "20"))
    enter(exam, row(dai, "30"), document_no="某公政〔2026〕19号")
    assert list(Result.objects.order_by("number").values_list("number", "score")) == [
        (1, Decimal(20)),
        (2, Decimal(30)),
    ]
    assert Result.objects.current().get().score == 30
    believed = Evidence.objects.believed().get()
    assert (believed.kind, believed.outcome, believed.document_no) == ("outside_exam", "pass", "某公政〔2026〕19号")
    assert Evidence.objects.count() == 2


def test_a_monthly_test_is_no_evidence(bureau, dai):
    enter(an_exam(bureau.bureau), row(dai, "80"))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("score", "document", "code"),
    [("80", " ", "results.document_missing"), ("-1", DOCUMENT, "results.score"), ("100.5", DOCUMENT, "results.score")],
)
def test_a_list_that_does_not_hold_is_refused_whole(bureau, dai, he, score, document, code):
    with pytest.raises(Refusal) as refused:
        enter(an_exam(bureau.bureau), row(he, "50"), row(dai, score), document_no=document)
    assert refused.value.code == code
    assert not Result.objects.exists()


def test_many_results_are_few_statements(bureau, dai, he, bai, django_assert_max_num_queries):
    exam = an_exam(bureau.bureau)
    with django_assert_max_num_queries(6):
        enter(exam, row(dai, "80"), row(he, "70"), row(bai, "60"))


@pytest.fixture
def marked(bureau, dai, he):
    """A marked sitting."""
    sitting = open_sitting(bureau.bureau, [dai, he])
    sit(dai, sitting)
    mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)
    return sitting


def test_nothing_is_released_before_the_second_person_has_looked(marked):
    with pytest.raises(Refusal) as refused:
        release_results(sitting=marked, actor=FIRST, now=AFTER)
    assert refused.value.code == "sittings.state"
    assert not Result.objects.exists()


def test_who_sees_which_results(marked, dai, he, bai, dai_account, hr, south_hr, exam_officer, trainer, auditor):
    moderate_sitting(sitting=marked, actor=SECOND, now=AFTER)
    release_results(sitting=marked, actor=FIRST, now=AFTER)
    enter(marked.exam, row(bai, "30"))
    seen = {
        account.display_name: set(Result.objects.visible_to(actor_of(account)).values_list("officer__name", flat=True))
        for account in (dai_account, hr, south_hr, exam_officer, trainer, auditor)
    }
    assert seen == {
        "戴启明": {"戴启明"},
        "刘芳": {"戴启明", "何晓晨", "白云帆"},
        "许静": {"戴启明", "何晓晨"},
        "唐若谷": {"戴启明", "何晓晨", "白云帆"},
        "韩墨": set(),
        "纪明": set(),
    }


@pytest.mark.parametrize(
    "differences",
    [
        {"outcome": Outcome.PASSED, "score": Decimal(10)},
        {"outcome": Outcome.FAILED, "score": Decimal(90)},
        {"outcome": Outcome.ABSENT, "score": Decimal(90)},
        {"outcome": Outcome.PASSED, "score": None},
        {"document_no": ""},
    ],
)
def test_the_database_refuses_what_no_verb_writes(bureau, dai, differences):
    values = {
        "exam": an_exam(bureau.bureau),
        "officer": dai,
        "source": "outside",
        "sat_on": DAY,
        "outcome": Outcome.PASSED,
        "score": Decimal(50),
        "pass_mark": Decimal(24),
        "document_no": DOCUMENT,
        "released_by": FIRST.uuid,
        "released_at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(**{**values, **differences})


@pytest.mark.parametrize("first_released", ["missed", "sat"])
def test_who_sat_one_of_two_sittings_of_a_day_was_not_absent(bureau, dai, first_released):
    missed = open_sitting(bureau.bureau, [dai])
    mark_and_analyse(sitting=missed, actor=FIRST, now=CLOSES + timedelta(minutes=5))
    opens = CLOSES + timedelta(minutes=30)
    later = plan_sitting(
        exam=missed.exam,
        paper=missed.paper,
        opens_at=opens,
        closes_at=opens + timedelta(hours=2),
        minutes=60,
        actor=FIRST,
        now=NOW,
    )
    register_officers(sitting=later, officers=[dai], actor=FIRST, now=opens - timedelta(minutes=20))
    later = publish_sitting(sitting=later, actor=FIRST, now=opens - timedelta(minutes=20))
    admit_officers(sitting=later, actor=FIRST, now=opens - timedelta(minutes=20))
    opened = start_attempts(
        attempts=Attempt.objects.filter(registration__sitting=later), actor=FIRST, now=opens + timedelta(minutes=1)
    )[0]
    submit_attempts(attempts=Attempt.objects.filter(pk=opened.attempt.pk), now=opens + timedelta(minutes=11))
    evening = opens + timedelta(hours=3)
    mark_and_analyse(sitting=later, actor=FIRST, now=evening)
    for sitting in (missed, later):
        moderate_sitting(sitting=sitting, actor=SECOND, now=evening)
    for sitting in (missed, later) if first_released == "missed" else (later, missed):
        release_results(sitting=sitting, actor=FIRST, now=evening)
    current = Result.objects.current().get()
    assert (current.outcome, current.sitting) == (Outcome.FAILED, later)
