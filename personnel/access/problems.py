"""An error of anything that answers in JSON, as application/problem+json (RFC 9457)."""

from django.http import HttpResponse, JsonResponse

from records.refusals import Refusal


def problem(status: int, code: str, detail: str, *, pointer: str = "") -> HttpResponse:
    """code: stable, dotted. detail: words for a person. pointer: the field at fault, absent where it is the whole."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail}
    if pointer:
        body["pointer"] = pointer
    return JsonResponse(body, status=status, content_type="application/problem+json")


def problem_of(refusal: Refusal, status: int = 409) -> HttpResponse:
    """A verb's no."""
    return problem(status, refusal.code, str(refusal), pointer=refusal.field)
