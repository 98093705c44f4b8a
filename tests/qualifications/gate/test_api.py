"""GET /api/v1/gate/… : answers, and errors that are never answers."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from qualifications.gate.models import Decision
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.states import Level
from records.days import at_time
from tests import people
from tests.people import SYSTEM, Bureau

SignIn = Callable[[Account], Client]
SINCE = date(2021, 12, 1)


@pytest.fixture
def holder(dai: Officer) -> Officer:
    new = LegacyLevel(officer=dai, level=Level.BASIC, confirmed_on=SINCE, document_no="临公政〔2021〕118号")
    import_legacy(levels=[new], actor=SYSTEM, now=at_time(SINCE, 9))
    return dai


def test_hr_gets_an_answer_and_it_is_stored(holder: Officer, hr: Account, as_: SignIn) -> None:
    response = as_(hr).get("/api/v1/gate/021306/handle_cases?at=2026-05-03")
    assert response.status_code == 200
    body = response.json()
    assert body["allowed"] is True
    assert body["officer"]["name"] == "戴**"
    assert body["level"]["document_no"] == "临公政〔2021〕118号"
    assert Decision.objects.get(uuid=body["decision"]).asker == hr.uuid


def test_words_follow_the_clients_language(holder: Officer, hr: Account, as_: SignIn) -> None:
    english = as_(hr).get("/api/v1/gate/021306/handle_cases?at=2026-05-03", headers={"accept-language": "en"})
    assert english.json()["duty_name"] == "handle cases as the one in charge"


def test_a_foreign_officer_is_answered_exactly_like_an_unknown_one(
    bai: Officer, south_hr: Account, as_: SignIn
) -> None:
    client = as_(south_hr)
    foreign = client.get("/api/v1/gate/030001/handle_cases?at=2026-05-03").json()
    unknown = client.get("/api/v1/gate/099999/handle_cases?at=2026-05-03").json()
    for body in (foreign, unknown):
        assert body["allowed"] is False
        for key in ("decision", "asked_at", "number", "reasons"):
            body.pop(key)
    assert foreign == unknown


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("12/handle_cases", "number"),
        ("021306/Handle", "duty"),
        ("021306/handle_cases?at=2026-02-30", "at"),
        ("021306/handle_cases?known_at=2999-01-01", "known_at"),
        ("021306/lead_unit", "unit"),
        ("021306/lead_unit?unit=12", "unit"),
        ("021306/handle_cases?stream=marine", "stream"),
    ],
)
def test_a_malformed_question_names_its_field(dai: Officer, hr: Account, as_: SignIn, path: str, field: str) -> None:
    response = as_(hr).get(f"/api/v1/gate/{path}")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["pointer"] == field
    assert "allowed" not in body
    assert not Decision.objects.exists()


def test_without_a_session_401(db: None, client: Client) -> None:
    response = client.get("/api/v1/gate/021306/handle_cases")
    assert (response.status_code, response.headers["Content-Type"]) == (401, "application/problem+json")


def test_without_the_permission_403(dai_account: Account, as_: SignIn) -> None:
    response = as_(dai_account).get("/api/v1/gate/021306/handle_cases")
    assert (response.status_code, response.headers["Content-Type"]) == (403, "application/problem+json")
    assert not Decision.objects.exists()


def test_an_unknown_address_404(hr: Account, as_: SignIn) -> None:
    response = as_(hr).get("/api/v1/gate/021306")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_unit_clerk_asks_within_his_unit(holder: Officer, bai: Officer, bureau: Bureau, as_: SignIn) -> None:
    clerk = people.with_role(
        people.account_of(people.officer_in(bureau.south, "020099", "许静")), Role.UNIT_CLERK, bureau.south
    )
    assert as_(clerk).get("/api/v1/gate/021306/handle_cases?at=2026-05-03").json()["allowed"] is True
    assert as_(clerk).get("/api/v1/gate/030001/handle_cases?at=2026-05-03").json()["officer"] is None
