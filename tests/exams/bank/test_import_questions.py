"""The command: counts on the last line, row errors before it, status 1 for a broken file."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exams.bank.models import Question, QuestionBank, QuestionVersion
from records.models import ImportPlan
from tests.exams.bank.workbooks import HEAD, workbook
from tests.people import Bureau

GOOD = ["单选", "民警执行职务时应当出示什么？", "警察证", "居民身份证", "驾驶证", "工作名片", "A"]
BAD = ["单选", "下列哪项正确？", "甲", "乙", "丙", "丁", "E"]


def run(path: Path, *args: str) -> tuple[list[str], dict[str, int]]:
    """Lines printed and the counts."""
    out = StringIO()
    call_command("import_questions", str(path), "--bank", "月考题库", *args, stdout=out)
    lines = out.getvalue().splitlines()
    return lines[:-1], json.loads(lines[-1])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with a good and a bad row."""
    path = tmp_path / "题库.xlsx"
    path.write_bytes(workbook({"题库": [HEAD, GOOD, BAD]}))
    return path


def test_imports_into_a_bank_that_it_makes(bureau: Bureau, path: Path) -> None:
    lines, counts = run(path)
    assert counts == {"total": 2, "new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert len(lines) == 1
    assert "题库" in lines[0]
    assert "3" in lines[0]
    assert "G" in lines[0]
    bank = QuestionBank.objects.get()
    assert (bank.name, bank.owner) == ("月考题库", bureau.bureau)
    assert QuestionVersion.objects.get().state == "draft"


def test_the_same_file_again_changes_nothing(bureau: Bureau, path: Path) -> None:
    run(path)
    _lines, counts = run(path)
    assert counts == {"total": 2, "new": 0, "changed": 0, "unchanged": 1, "refused": 1}
    assert QuestionVersion.objects.count() == 1


def test_dry_run_stores_nothing(bureau: Bureau, path: Path) -> None:
    _lines, counts = run(path, "--dry-run")
    assert counts["new"] == 1
    assert not QuestionBank.objects.exists()
    assert not Question.objects.exists()
    assert not ImportPlan.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_broken_file_is_refused_and_stores_nothing(bureau: Bureau, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        run(path)
    assert not QuestionBank.objects.exists()


def test_a_missing_file_is_named(bureau: Bureau, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        run(tmp_path / "nowhere.xlsx")
