"""The JSON interface's own errors, told like those of its verbs."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from personnel.access.problems import problem


def register_problems(api: NinjaAPI) -> None:
    """Let the interface's own errors look like those of its verbs."""

    @api.exception_handler(AuthenticationError)
    def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "api.not_signed_in", "Sign in first.")

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, "api.malformed", "; ".join(f"{part['loc'][-1]}: {part['msg']}" for part in error.errors))

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "api.refused", str(error))

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(403, "api.not_allowed", "Your roles don't allow this.")

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return not_found(request)


def not_found(request: HttpRequest) -> HttpResponse:
    """What lies under /api/ and isn't there."""
    return problem(404, "api.not_found", "There is nothing at this address.")
