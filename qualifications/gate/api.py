"""The gate's JSON interface: GET /api/v1/gate/{number}/{duty}?at=&known_at=&unit=&stream=

A well-formed question is answered with 200, allow or deny. An officer outside the asker's scope is answered exactly
like one that does not exist. A malformed question is 422 with the field at fault, never an answer.
"""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from personnel.access.declared import requires
from personnel.access.problems import problem_of
from personnel.accounts.request import Request
from qualifications.gate.answers import answer_as_json
from qualifications.gate.decisions import ASK, ask
from qualifications.gate.questions import parse_moment
from records.refusals import Refusal

router = Router(tags=["gate"])


@router.get("/{number}/{duty}", summary="May this officer do this duty?")
@requires(ASK)
def ask_gate(
    request: HttpRequest,
    number: str,
    duty: str,
    at: str = "",
    known_at: str = "",
    unit: str = "",
    stream: str | None = None,
) -> HttpResponse:
    """at, known_at: a day or an instant. unit: code of the unit to head (12 digits). The decision is stored."""
    asker = cast(Request, request)
    try:
        (answer,) = ask(
            numbers=[number],
            duty=duty,
            at=parse_moment(at, "at"),
            known_at=parse_moment(known_at, "known_at"),
            unit=unit or None,
            stream=stream,
            actor=asker.actor,
            now=asker.now,
        )
    except Refusal as refusal:
        return problem_of(refusal, 422)
    return JsonResponse(answer_as_json(answer), headers={"Cache-Control": "no-store"})
