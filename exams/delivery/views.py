"""The exam room: its door, its paper, and the three calls of its page: start, save, submit.

Save and submit know the officer by the attempt's token alone: neither a session nor a cookie is needed, so that a
session that ends in mid-exam loses nothing.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from exams.delivery.attempts import Opened, admit_officers, start_attempts, submit_by_token
from exams.delivery.documents import packed_document
from exams.delivery.door import door_of
from exams.delivery.forms import read_answers
from exams.delivery.models import Attempt, Response
from exams.delivery.saving import save_responses
from exams.delivery.states import AttemptState
from exams.delivery.words import room_words
from exams.papers.models import PaperForm
from exams.sittings.models import Registration
from personnel.access.declared import requires
from personnel.access.problems import problem_of
from personnel.accounts.addresses import address_of
from personnel.accounts.request import Request
from records.refusals import Refusal

YEAR = 31_536_000
SCHEME = "Exam "

JsonView = Callable[..., HttpResponse]


def answers_in_json(view: JsonView) -> JsonView:
    """A refusal becomes its code and words; nothing of the room is ever kept in a cache."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            status = 400 if refusal.code == "attempts.malformed" else 409
            response = problem_of(refusal, status)
        response["Cache-Control"] = "no-store"
        return response

    return answering


@requires(None)
@require_safe
def take(request: Request, uuid: UUID) -> HttpResponse:
    """The door with the notes, or the room where the exam runs, or what became of it."""
    registration = get_object_or_404(
        Registration.objects.live().filter(officer=request.user.officer_id).select_related("sitting__exam"), uuid=uuid
    )
    door = door_of(registration, request.now)
    context = {
        "door": door,
        "words": room_words(),
        "now_ms": in_ms(request.now),
        "opens_ms": in_ms(registration.sitting.opens_at),
    }
    return render(request, "exams/delivery/take.html", context)


@requires(None)
@require_POST
@answers_in_json
def start(request: Request, uuid: UUID) -> HttpResponse:
    """Begin or come back: everything that the page needs, but the paper itself."""
    own = Attempt.objects.filter(registration__uuid=uuid, registration__officer=request.user.officer_id)
    running = own.exclude(state=AttemptState.VOID)
    opened = start_attempts(attempts=running, actor=request.actor, now=request.now)
    if not opened:
        registration = get_object_or_404(Registration.objects.live(), uuid=uuid, officer=request.user.officer_id)
        admit_officers(sitting=registration.sitting, actor=request.actor, now=request.now)
        opened = start_attempts(attempts=running, actor=request.actor, now=request.now)
    if not opened:
        raise Refusal("attempts.void", _("This attempt was declared void."))
    return JsonResponse(_opened(opened[0], request.now))


def _opened(opened: Opened, now: datetime) -> dict[str, Any]:
    attempt = opened.attempt
    return {
        "paper_url": reverse("exams:form_document", args=[attempt.form.uuid, attempt.form.fingerprint]),
        "order": attempt.order,
        "deadline": in_ms(attempt.deadline),
        "now": in_ms(now),
        "token": opened.token,
        "holder": attempt.holder,
        "key": None,
        "answers": _answers_of(attempt) if opened.resumed else [],
    }


def _answers_of(attempt: Attempt) -> list[dict[str, Any]]:
    rows = (
        Response.objects.filter(attempt=attempt)
        .order_by("item")
        .values_list("item__number", "answer", "flagged", "holder", "sequence", "saved_at")
    )
    return [
        {"item": item, "answer": answer, "flagged": flagged, "holder": holder, "sequence": sequence, "saved": in_ms(at)}
        for item, answer, flagged, holder, sequence, at in rows
    ]


@requires(None)
@require_safe
def form_document(request: Request, form: UUID, fingerprint: str) -> HttpResponse:
    """The paper without its keys, for those who have started it; it never changes, so the browser may keep it."""
    started = Attempt.objects.filter(
        form__uuid=form, registration__officer=request.user.officer_id, started_at__isnull=False
    )
    if not started.exists():
        raise Http404
    try:
        packed = packed_document(form, fingerprint)
    except PaperForm.DoesNotExist:
        raise Http404 from None
    headers = {"Content-Encoding": "gzip", "Cache-Control": f"private, max-age={YEAR}, immutable"}
    return HttpResponse(packed, content_type="application/json", headers=headers)


@login_not_required
@csrf_exempt
@requires(None)
@require_POST
@answers_in_json
def save(request: Request) -> HttpResponse:
    """Save answers; the reply says for each when it was saved. An empty list asks for the deadline only."""
    saved = save_responses(token=_token(request), answers=read_answers(request.body), now=request.now)
    return JsonResponse(
        {
            "now": in_ms(saved.at),
            "deadline": in_ms(saved.deadline),
            "saved": {number: in_ms(at) for number, at in saved.items.items()},
            "unknown": saved.unknown,
        }
    )


@login_not_required
@csrf_exempt
@requires(None)
@require_POST
@answers_in_json
def submit(request: Request) -> HttpResponse:
    """Hand in."""
    attempt = submit_by_token(token=_token(request), address=address_of(request), now=request.now)
    return JsonResponse({"now": in_ms(request.now), "submitted": in_ms(attempt.submitted_at)})


def _token(request: HttpRequest) -> str:
    return request.headers.get("Authorization", "").removeprefix(SCHEME)


def in_ms(instant: datetime | None) -> int | None:
    """An instant as the page's clock counts it."""
    return None if instant is None else round(instant.timestamp() * 1000)
