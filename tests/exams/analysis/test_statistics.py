"""Statistics are written when a sitting is marked, once for each run."""

from datetime import timedelta
from decimal import Decimal

from exams.analysis.models import ItemStatistic
from exams.analysis.statistics import analyse_run, mark_and_analyse
from tests.exams.exam_rooms import CLOSES, FIRST, open_sitting, right_answers, sit, wrong_answer


def test_an_item_tells_its_facility_and_who_chose_what(bureau, dai, he):
    sitting = open_sitting(bureau.bureau, [dai, he])
    sit(dai, sitting)
    sit(he, sitting, wrong=1)
    run = mark_and_analyse(sitting=sitting, actor=FIRST, now=CLOSES + timedelta(hours=1))
    assert ItemStatistic.objects.filter(run=run).count() == 12
    first = ItemStatistic.objects.get(run=run, item__number=1)
    assert (first.attempts, first.blanks, first.facility) == (2, 0, Decimal("0.5"))
    (right,), (wrong,) = right_answers(sitting)[1], wrong_answer(sitting, 1)
    assert {one: count for one, count in first.option_counts.items() if count} == {right: 1, wrong: 1}
    assert first.doubts == []
    assert len(analyse_run(run=run)) == 12
    assert ItemStatistic.objects.count() == 12
