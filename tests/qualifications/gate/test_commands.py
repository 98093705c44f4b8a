"""`manage.py gate`: JSON on stdout and an exit status; where there is no answer, the reason on stderr."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from personnel.officers.models import Officer
from qualifications.gate.models import Decision
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.states import Level
from records.days import at_time
from tests.people import SYSTEM, Bureau


def run(*arguments: str) -> tuple[int, Any, Any]:
    """Exit status, stdout and stderr as JSON."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as leaving:
        call_command(*arguments, stdout=out, stderr=err)
    shown = [json.loads(text) if text else None for text in (out.getvalue(), err.getvalue())]
    return int(str(leaving.value.code)), shown[0], shown[1]


@pytest.fixture
def holder(dai: Officer) -> Officer:
    new = LegacyLevel(officer=dai, level=Level.BASIC, confirmed_on=date(2021, 12, 1), document_no="临公政〔2021〕118号")
    import_legacy(levels=[new], actor=SYSTEM, now=at_time(date(2021, 12, 1), 9))
    return dai


def test_allow_is_0_and_stored(holder: Officer) -> None:
    status, answer, error = run("gate", "021306", "handle_cases", "--at", "2026-05-03")
    assert (status, error) == (0, None)
    assert answer["allowed"] is True
    assert Decision.objects.filter(uuid=answer["decision"]).exists()
    assert run("replay_decision", answer["decision"])[0] == 0


def test_deny_is_1(holder: Officer, bureau: Bureau) -> None:
    assert run("gate", "021306", "handle_cases", "--at", "2021-11-30")[0] == 1
    assert run("gate", "021306", "handle_cases", "--at", "2026-05-03", "--known-at", "2020-01-01")[0] == 1
    status, answer, _error = run("gate", "021306", "lead_unit", "--unit", bureau.yanchi.code)
    assert (status, answer["reasons"][-2]["code"]) == (1, "level_never_held")
    status, answer, _error = run("gate", "099999", "handle_cases")
    assert (status, answer["reasons"][0]["code"]) == (1, "unknown_officer")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["12", "handle_cases"], "number"),
        (["021306", "Handle"], "duty"),
        (["021306", "handle_cases", "--at", "yesterday"], "at"),
        (["021306", "handle_cases", "--known-at", "2026-13-01"], "known_at"),
        (["021306", "lead_unit"], "unit"),
    ],
)
def test_no_answer_is_2_and_names_the_field(dai: Officer, arguments: list[str], field: str) -> None:
    status, answer, error = run("gate", *arguments)
    assert (status, answer) == (2, None)
    assert error["error"]["field"] == field
    assert error["error"]["message"]


def test_an_unknown_decision_is_2(db: None) -> None:
    assert run("replay_decision", "00000000-0000-0000-0000-000000000000")[0] == 2
