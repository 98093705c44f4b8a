"""An officer's exams on his time line."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from exams.marking.results import OutsideResult, enter_results
from exams.mine.contributions import moments
from exams.sittings.models import Exam
from exams.sittings.states import ExamKind
from personnel.officers.models import Officer
from qualifications.states import Level
from records.days import at_time
from tests.exams.exam_rooms import FIRST
from tests.people import NOW, Bureau


def sat(bureau: Bureau, dai: Officer, kind: ExamKind, days: Iterable[tuple[date, int]]) -> None:
    """Results of exams of the kind, from lists."""
    for day, score in days:
        exam = Exam.objects.create(
            title=f"{day:%Y-%m} {kind.label}",
            kind=kind,
            level=Level.BASIC if kind == ExamKind.BASIC else "",
            owner=bureau.bureau,
            pass_mark=Decimal(60),
            created_by=FIRST.uuid,
            created_by_name=FIRST.name,
            created_at=at_time(day, 8),
        )
        row = OutsideResult(officer=dai, score=Decimal(score), sat_on=day)
        enter_results(
            exam=exam, rows=[row], document_no=f"临公政〔{day:%Y}〕{day:%m%d}号", actor=FIRST, now=at_time(day, 18)
        )


def test_the_monthly_tests_of_a_year_are_one_line(bureau: Bureau, dai: Officer) -> None:
    months = [(date(2026, 1, 15), 80), (date(2026, 2, 12), 90), (date(2025, 12, 11), 70)]
    sat(bureau, dai, ExamKind.MONTHLY, months)

    lines = {moment.on: str(moment.text) for moment in moments(dai, NOW)}
    assert lines == {
        date(2026, 2, 12): "2026 年月考：参加 2 次，平均 85.0 分",
        date(2025, 12, 11): "2025 年月考：参加 1 次，平均 70.0 分",
    }


@pytest.mark.parametrize(("score", "tone"), [(88, "ok"), (41, "bad")])
def test_every_other_exam_has_its_own_line(bureau: Bureau, dai: Officer, score: int, tone: str) -> None:
    sat(bureau, dai, ExamKind.BASIC, [(date(2026, 5, 20), score)])

    (line,) = moments(dai, NOW)
    assert (line.on, line.tone) == (date(2026, 5, 20), tone)
    assert str(score) in str(line.text)


def test_the_line_is_one_question(bureau: Bureau, dai: Officer, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    sat(bureau, dai, ExamKind.MONTHLY, [(date(2026, month, 15), 80) for month in range(1, 7)])
    with django_assert_num_queries(1):
        list(moments(dai, NOW))
