"""Chinese, unless the reader chose otherwise."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from config.language import find_language

ENGLISH_BROWSER = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}


@pytest.mark.parametrize(
    ("path", "cookie", "language"),
    [
        ("/", None, "zh-hans"),  # whatever the browser prefers
        ("/", "en", "en"),
        ("/", "fr", "zh-hans"),
        ("/api/v1/gate/", None, "en"),
        ("/api/v1/gate/", "zh-hans", "zh-hans"),
    ],
)
def test_the_language_of_an_answer(path: str, cookie: str | None, language: str) -> None:
    request: HttpRequest = RequestFactory().get(path, **ENGLISH_BROWSER)
    if cookie:
        request.COOKIES["django_language"] = cookie

    assert find_language(request) == language


@pytest.mark.django_db
def test_the_switch_is_kept(client: Client) -> None:
    assert client.get("/accounts/login/", **ENGLISH_BROWSER)["Content-Language"] == "zh-hans"

    client.post("/language/", {"language": "en", "next": "/accounts/login/"})

    assert client.get("/accounts/login/")["Content-Language"] == "en"
