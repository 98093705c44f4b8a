"""Pages without a network: the real view behind all middleware, and the same SQL in a view with nothing of ours."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import path, set_urlconf

from personnel.accounts.models import Account
from tests.bench.frame import WrongResult
from tests.second_factor import signed_in


def real_page(account: Account, address: str) -> Callable[[], str]:
    """A function that asks for the page as the signed-in account and gives back what it says."""
    client = signed_in(account)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    handler = BaseHandler()
    handler.load_middleware()

    def ask() -> str:
        return _answer(handler, RequestFactory().get(address, HTTP_COOKIE=cookie, SERVER_NAME="localhost"))

    return ask


def bare_page(statements: list[tuple[str, dict[str, Any]]]) -> Callable[[], str]:
    """A function that asks a view for the statements' rows: Django's handler without middleware, no template."""

    def view(request: HttpRequest) -> HttpResponse:
        lines = []
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                lines += ["\t".join(map(str, row)) for row in cursor.fetchall()]
        return HttpResponse("\n".join(lines), content_type="text/plain")

    handler = BaseHandler()
    with override_settings(MIDDLEWARE=[]):
        handler.load_middleware()
    addresses: Any = type("Addresses", (), {"urlpatterns": [path("bare/", view)]})

    def ask() -> str:
        request = RequestFactory().get("/bare/", SERVER_NAME="localhost")
        request.urlconf = addresses
        try:
            return _answer(handler, request)
        finally:
            set_urlconf(None)  # else the rows that come next know no address

    return ask


def _answer(handler: BaseHandler, request: HttpRequest) -> str:
    response: HttpResponseBase = handler.get_response(request)
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        raise WrongResult(f"{request.path} answers {response.status_code} {response.headers.get('Location', '')}")
    return response.content.decode()
