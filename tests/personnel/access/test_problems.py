"""All that answers in JSON tells its errors in one shape."""

import json

from personnel.access.problems import problem, problem_of
from records.refusals import Refusal


def test_a_problem_has_a_code_and_names_the_field_only_where_one_is_at_fault() -> None:
    whole = problem(404, "api.not_found", "Nothing here.")
    assert whole.headers["Content-Type"] == "application/problem+json"
    assert json.loads(whole.content) == {
        "type": "about:blank",
        "status": 404,
        "code": "api.not_found",
        "detail": "Nothing here.",
    }


def test_a_refusal_is_told_with_its_words_and_its_field() -> None:
    told = problem_of(Refusal("gate.moment", "No day: %(day)s.", field="at", day="2026-02-30"), 422)
    body = json.loads(told.content)
    assert told.status_code == body["status"] == 422
    assert (body["code"], body["detail"], body["pointer"]) == ("gate.moment", "No day: 2026-02-30.", "at")
