"""From a blueprint to the registry, in the field's own verbs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exams.analysis.statistics import mark_and_analyse
from exams.delivery.closing import close_sitting
from exams.marking.answers import marked_forms
from exams.marking.marking import fingerprint_of, moderate_sitting
from exams.marking.models import Result
from exams.marking.results import release_results
from exams.marking.states import Outcome
from exams.sittings.registrations import excuse_absences
from exams.sittings.states import Absence, ExamKind, SittingState
from personnel.officers.models import Officer
from qualifications.evidence.models import Evidence
from qualifications.levels.models import LevelClaim
from records.models import Notice
from tests.exams.exam_rooms import CLOSES, FIRST, SECOND, open_sitting, sit
from tests.people import NOW, Bureau


@pytest.fixture
def after() -> dict[str, object]:
    """The moment after the sitting's hours."""
    return {"now": CLOSES + timedelta(hours=1)}


def test_a_basic_exam_from_the_sitting_to_the_evidence(
    bureau: Bureau, dai: Officer, he: Officer, bai: Officer, dai_account, after
):
    sitting = open_sitting(bureau.bureau, [dai, he, bai], kind=ExamKind.BASIC)
    sit(dai, sitting, wrong=2)
    sit(he, sitting, wrong=10)
    excuse_absences(sitting=sitting, reasons={bai.pk: Absence.SICK}, actor=FIRST, now=NOW)

    close_sitting(sitting=sitting, actor=FIRST, **after)
    run = mark_and_analyse(sitting=sitting, actor=FIRST, **after)
    moderate_sitting(sitting=sitting, actor=SECOND, **after)
    assert not Result.objects.exists()
    assert not Evidence.objects.exists()

    results = release_results(sitting=sitting, actor=FIRST, **after)

    sitting.refresh_from_db()
    assert sitting.state == SittingState.RELEASED
    by_officer = {result.officer_id: result for result in results}
    assert by_officer[dai.pk].score == Decimal(36)
    assert by_officer[dai.pk].outcome == Outcome.PASSED
    assert by_officer[he.pk].outcome == Outcome.FAILED
    assert by_officer[bai.pk].outcome == Outcome.ABSENT
    assert by_officer[bai.pk].absence == Absence.SICK
    assert {(row.officer_id, row.outcome, row.level) for row in Evidence.objects.all()} == {
        (dai.pk, "pass", "basic"),
        (he.pk, "fail", "basic"),
    }
    assert Evidence.objects.get(officer=dai).source_uuid == by_officer[dai.pk].attempt.uuid
    assert LevelClaim.objects.filter(officer=dai).exists()
    assert Notice.objects.get().owner_uuid == dai_account.uuid

    release_results(sitting=sitting, actor=FIRST, **after)
    assert Result.objects.count() == 3
    assert Evidence.objects.count() == 2
    assert fingerprint_of(marked_forms(sitting)) == run.fingerprint
