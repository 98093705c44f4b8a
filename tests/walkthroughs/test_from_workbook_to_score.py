"""The whole way in the field's own verbs: from a workbook of questions to the units' scores of November 2026."""

from datetime import date
from decimal import Decimal

import pytest

from courses.hours.hours import year_of
from exams.analysis.statistics import mark_and_analyse
from exams.bank.models import QuestionBank
from exams.delivery.closing import close_sitting
from exams.marking.marking import moderate_sitting
from exams.marking.models import Result
from exams.marking.results import release_results
from exams.sittings.models import Sitting
from exams.sittings.registrations import excuse_absences
from exams.sittings.states import Absence
from personnel.accounts.models import Account
from qualifications.evidence.models import Evidence
from qualifications.gate.gate import decide
from qualifications.levels.levels import confirm
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.states import ClaimState, Duty, EvidenceKind, Level
from records.days import start_of
from records.plans import rows_of
from records.refusals import Refusal
from scoring.periods.computing import compute_period, open_period
from scoring.periods.models import UnitScore
from tests.courses.sample import answered, enrolled, published, read
from tests.people import Bureau, account_of, actor_of, officer_in
from tests.walkthroughs import questions
from tests.walkthroughs.november import (
    Stations,
    announce_exam,
    approve_all,
    colleagues,
    figures_of,
    fill_bank,
    hold_basic_since_2019,
    make_paper,
    on,
    read_workbook,
    sit,
)

CONFIRMED = "临公政〔2026〕87号"


@pytest.fixture
def stations(bureau: Bureau, dai, he, bai, trainer, reviewer, exam_officer, second_exam_officer, hr, assessor):
    """Six candidates; everybody else holds basic: 8 in 砚池路, 6 in 柳堤街, 3 in 北桥, and the six of the 政治部."""
    staff = [trainer, reviewer, exam_officer, second_exam_officer, hr, assessor]
    hold_basic_since_2019(
        [
            *colleagues(bureau.yanchi, "Y", 8),
            *colleagues(bureau.liudi, "L", 6),
            *colleagues(bureau.beiqiao, "B", 3),
            *(account.officer for account in staff),
        ]
    )
    return Stations(
        dai=dai,
        he=he,
        bai=bai,
        ill=officer_in(bureau.yanchi, "021001", "苏青"),
        on_task_force=officer_in(bureau.liudi, "021002", "马原"),
        stayed_away=officer_in(bureau.beiqiao, "031001", "温立"),
    )


@pytest.fixture
def bank(bureau: Bureau, trainer: Account, reviewer: Account) -> QuestionBank:
    """Twenty approved questions, from a workbook with a faulty row."""
    bank = fill_bank(bureau.bureau, questions.workbook([*questions.ROWS, questions.BAD_ROW]), trainer)
    approve_all(bank, trainer, reviewer)
    return bank


@pytest.fixture
def sitting(stations: Stations, bank: QuestionBank, trainer: Account, exam_officer: Account) -> Sitting:
    """The exam of the tenth of November after its close: three came, three did not."""
    sitting = announce_exam(make_paper(bank, trainer), stations.candidates, exam_officer)
    sit(stations.dai, account_of(stations.dai), questions.right_options)
    sit(stations.he, account_of(stations.he), lambda stem: questions.right_options(stem)[:1])
    sit(stations.bai, account_of(stations.bai), wrong_in_singles)
    close_sitting(sitting=sitting, actor=actor_of(exam_officer), now=on(10, 12))
    reasons = {stations.ill.pk: Absence.SICK, stations.on_task_force.pk: Absence.TASK_FORCE}
    excuse_absences(sitting=sitting, reasons=reasons, actor=actor_of(exam_officer), now=on(10, 13))
    return sitting


def wrong_in_singles(stem: str) -> tuple[str, ...]:
    """Somebody who picks a wrong option in every single choice and knows the rest."""
    singles = {row[1] for row in questions.ROWS if row[0] == "单选题"}
    return (questions.a_wrong_option(stem),) if stem in singles else questions.right_options(stem)


@pytest.fixture
def released(sitting: Sitting, exam_officer: Account, second_exam_officer: Account) -> Sitting:
    """Marked, looked at by a second person, and released on the eleventh and twelfth."""
    mark_and_analyse(sitting=sitting, actor=actor_of(exam_officer), now=on(11))
    moderate_sitting(sitting=sitting, actor=actor_of(second_exam_officer), now=on(11, 15))
    release_results(sitting=sitting, actor=actor_of(exam_officer), now=on(12))
    return sitting


@pytest.fixture
def confirmed(released: Sitting, hr: Account) -> list[LevelRecord]:
    """HR confirms all who wait, by one document, from the thirteenth on."""
    claims = list(LevelClaim.objects.live())
    return confirm(
        claims=claims, confirmed_on=date(2026, 11, 13), document_no=CONFIRMED, actor=actor_of(hr), now=on(13, 16)
    )


def test_a_workbook_becomes_approved_questions(bureau: Bureau, trainer: Account, reviewer: Account) -> None:
    content = questions.workbook([*questions.ROWS, questions.BAD_ROW])
    bank = fill_bank(bureau.bureau, content, trainer)

    again = read_workbook(bank, content, trainer, on(2, 14))
    assert {name: again.counts[name] for name in ("total", "new", "changed", "unchanged", "refused")} == {
        "total": 21,
        "new": 0,
        "changed": 0,
        "unchanged": 20,
        "refused": 1,
    }
    (refused,) = [row for row in rows_of(again) if row["outcome"] == "refused"]
    assert (refused["sheet"], refused["row"]) == ("试题", 23)  # below a title and the header
    (fault,) = refused["faults"]
    assert (fault["code"], fault["column"], fault["header"]) == ("key_names_no_option", "G", "答案")

    approved = approve_all(bank, trainer, reviewer)
    assert len(approved) == 20
    assert {version.approved_by_name for version in approved} == {"邵文渊"}


def test_a_draft_is_never_drawn(bureau: Bureau, trainer: Account) -> None:
    bank = fill_bank(bureau.bureau, questions.workbook(questions.ROWS), trainer)
    with pytest.raises(Refusal) as refusal:
        make_paper(bank, trainer)
    assert refusal.value.code == "papers.too_few"


def test_a_released_pass_waits_for_confirmation(stations: Stations, released: Sitting) -> None:
    scores = {result.officer.name: (result.score, result.outcome) for result in Result.objects.all()}
    assert scores == {
        "戴启明": (Decimal(100), "passed"),
        "何晓晨": (Decimal(83), "passed"),  # 50 + 20, and of the five multiple ones 3 + 3 + 2 + 2 + 3
        "白云帆": (Decimal(50), "failed"),  # 30 + 20
        "苏青": (None, "absent"),
        "马原": (None, "absent"),
        "温立": (None, "absent"),
    }
    evidence = Evidence.objects.filter(kind=EvidenceKind.EXAM)
    assert {row.officer.name: row.outcome for row in evidence} == {"戴启明": "pass", "何晓晨": "pass", "白云帆": "fail"}
    claims = LevelClaim.objects.select_related("officer")
    assert {(row.officer.name, row.level, row.state) for row in claims} == {
        ("戴启明", "basic", ClaimState.ELIGIBLE),
        ("何晓晨", "basic", ClaimState.ELIGIBLE),
    }


def test_the_planner_does_not_moderate_his_own_sitting(sitting: Sitting, exam_officer: Account) -> None:
    mark_and_analyse(sitting=sitting, actor=actor_of(exam_officer), now=on(11))
    with pytest.raises(Refusal) as refusal:
        moderate_sitting(sitting=sitting, actor=actor_of(exam_officer), now=on(11, 15))
    assert refusal.value.code == "sittings.second_person"


def test_the_gate_opens_on_the_day_of_the_confirmation(stations: Stations, confirmed: list[LevelRecord]) -> None:
    assert {record.officer.name for record in confirmed} == {"戴启明", "何晓晨"}
    (of_dai,) = [record for record in confirmed if record.officer == stations.dai]
    assert (of_dai.exam_passed_on, of_dai.confirmed_on) == (date(2026, 11, 10), date(2026, 11, 13))
    assert (of_dai.level, of_dai.document_no, of_dai.valid_from) == (
        Level.BASIC,
        CONFIRMED,
        start_of(date(2026, 11, 13)),
    )

    def may_handle_cases(number: str, day: int) -> bool:
        return decide(number=number, duty=Duty.HANDLE_CASES, at=date(2026, 11, day), now=on(14)).allowed

    assert not may_handle_cases("021306", 12)
    assert may_handle_cases("021306", 13)
    assert not may_handle_cases("030001", 13)  # 白云帆 failed
    answer = decide(number="021306", duty=Duty.HANDLE_CASES, at=date(2026, 11, 13), now=on(14))
    assert answer.level is not None
    assert answer.level.exam_uuid == Evidence.objects.get(officer=stations.dai, kind=EvidenceKind.EXAM).uuid


def test_a_completed_course_brings_its_hours_once(stations: Stations, bureau: Bureau) -> None:
    enrolment = enrolled(published(bureau.bureau, on(16)), stations.dai, on(16))
    read(enrolment, on(17))
    for day in (18, 19):
        answered(enrolment, now=on(day))
    hours = Evidence.objects.get(officer=stations.dai, kind=EvidenceKind.HOURS)
    assert (hours.amount, hours.valid_from) == (Decimal(2), on(18))
    assert year_of(stations.dai, on(20)).earned == Decimal(2)


# By hand, from the six candidates and their colleagues: who sat of those who had to, who passed of those who sat, the
# points of those who sat, who holds basic of the established; 20, 30, 20 and 30 points at most; lines at 10 and 20 %.
FIGURES_OF_NOVEMBER = {
    # 苏青 was ill and is not counted; 何晓晨 came. 20 + 30 + 16.6 + 27. One of ten is without: not more than 10 %.
    "砚池路派出所": ("1/1", "1/1", "83/1", "9/10", "93.6", "within", "excellent"),
    # 马原 was on a task force. 20 + 30 + 20 + 26.25: enough for excellent, but one of eight is without.
    "柳堤街派出所": ("1/1", "1/1", "100/1", "7/8", "96.3", "not_excellent", "meets"),
    # 温立 stayed away, 白云帆 failed. 10 + 0 + 10 + 18; two of five are without.
    "北桥派出所": ("1/2", "0/1", "50/1", "3/5", "38.0", "fails", "below"),
    # Both stations. 20 + 30 + 18.3 + 26.67; two of eighteen are without.
    "澄南分局": ("2/2", "2/2", "183/2", "16/18", "95.0", "not_excellent", "meets"),
    "澄北分局": ("1/2", "0/1", "50/1", "3/5", "38.0", "fails", "below"),
    # Nobody had to sit: what can't be counted leaves its weight out.
    "政治部": ("0/0", "0/0", "0/0", "6/6", "100.0", "within", "excellent"),
    # 15 + 20 + 15.53 + 25.86; four of twenty-nine are without.
    "市局": ("3/4", "2/3", "233/3", "25/29", "76.4", "not_excellent", "meets"),
}


def test_the_month_is_scored(confirmed: list[LevelRecord], assessor: Account) -> None:
    now = on(1, month=12)
    period = open_period(month=date(2026, 11, 1), now=now)
    compute_period(period=period, actor=actor_of(assessor), now=now)
    assert figures_of(UnitScore.objects.visible_to(actor_of(assessor))) == FIGURES_OF_NOVEMBER
