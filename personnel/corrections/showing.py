"""A request as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from personnel.corrections.models import CorrectionRequest, CorrectionRequestQuerySet
from personnel.corrections.requests import OWNER_KIND
from personnel.corrections.rules import days_waited, masked_wanted
from personnel.corrections.states import CorrectionState
from personnel.home.correctable import Recorded, find_recorded
from personnel.officers.models import Officer, PoliceNumber
from personnel.officers.rules import normalized_police_number
from personnel.officers.states import Sex
from records.models import StoredFile

MARKS: Final = {
    CorrectionState.ASKED: "pending",
    CorrectionState.ACCEPTED: "done",
    CorrectionState.REFUSED: "no",
    CorrectionState.WITHDRAWN: "absent",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list. days: how long it waited, or has waited."""

    request: CorrectionRequest
    kind: str
    days: int


def rows_of(requests: Iterable[CorrectionRequest], now: datetime) -> list[Row]:
    """The requests with their mark and their waiting."""
    return [
        Row(one, MARKS[CorrectionState(one.state)], days_waited(one.asked_at, one.ended_at, now)) for one in requests
    ]


def own_requests(officer: Officer) -> CorrectionRequestQuerySet:
    """An officer's requests, the latest first."""
    return CorrectionRequest.objects.filter(officer=officer).order_by("-asked_at", "-pk")


def wanted_words(request: CorrectionRequest) -> str:
    """What is wanted as a page says it: an identity number masked."""
    if request.code == "sex":
        return str(Sex(request.wanted).label)
    if request.code == "id_number":
        return masked_wanted("id_number", request.wanted)
    return request.wanted


def card_of(request: CorrectionRequest, now: datetime) -> dict[str, Any]:
    """Everything on a request's own page."""
    fact: Recorded | None = find_recorded(request.officer, request.code, request.fact_uuid, now)
    return {
        "row": rows_of([request], now)[0],
        "request_": request,
        "fact": fact,
        "wanted": wanted_words(request),
        "proofs": StoredFile.objects.filter(owner_kind=OWNER_KIND, owner_uuid=request.uuid).order_by("pk"),
    }


def found(requests: CorrectionRequestQuerySet, wanted: dict[str, Any], now: datetime) -> CorrectionRequestQuerySet:
    """HR's list: what waits, the longest first; with a state the latest first."""
    if q := wanted.get("q", "").strip():
        numbers = PoliceNumber.objects.believed().holding_at(now).filter(number=normalized_police_number(q))
        requests = requests.filter(Q(officer__name__contains=q) | Q(officer__in=numbers.values("officer_id")))
    state = wanted.get("state", "")
    if state != "all":
        requests = requests.filter(state=state or CorrectionState.ASKED)
    return requests.order_by("asked_at", "pk") if not state else requests.order_by("-asked_at", "-pk")
