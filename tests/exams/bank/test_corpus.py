"""The whole of a real bank of a thousand questions goes in."""

from collections import Counter
from pathlib import Path

import pytest

from exams.bank.banks import open_bank
from exams.bank.imports import apply_plan, parse_upload
from exams.bank.models import Question, QuestionVersion
from exams.bank.states import Purpose
from tests.people import NOW, SYSTEM, Bureau

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "judicial-exam-bank.xlsx"

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]


def test_whole_bank_goes_in_and_a_second_upload_changes_nothing(bureau: Bureau) -> None:
    bank = open_bank(owner=bureau.bureau, name="司法考试", purpose=Purpose.PRACTICE, actor=SYSTEM, now=NOW)
    content = CORPUS.read_bytes()

    plan = parse_upload(bank=bank, file_name=CORPUS.name, content=content, actor=SYSTEM, now=NOW)
    expected = dict.fromkeys(["changed", "unchanged", "near", "refused", "left_out"], 0)
    assert plan.counts == expected | {"total": 1000, "new": 1000}
    applied = apply_plan(plan=plan, actor=SYSTEM, now=NOW)
    assert applied.counts["stored"] == 1000

    versions = QuestionVersion.objects.all()
    assert Counter(versions.values_list("type", flat=True)) == {"single": 533, "multiple": 467}
    stems = Counter(versions.values_list("stem", flat=True))
    assert sum(count == 2 for count in stems.values()) == 3

    again = parse_upload(bank=bank, file_name=CORPUS.name, content=content, actor=SYSTEM, now=NOW)
    assert again.counts["unchanged"] == 1000
    apply_plan(plan=again, actor=SYSTEM, now=NOW)
    assert (Question.objects.count(), QuestionVersion.objects.count()) == (1000, 1000)
