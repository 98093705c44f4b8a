"""The server as `make run` starts it."""

import json
import socket
import urllib.error
import urllib.request

import pytest
from django.core.management import CommandError

from config.management.commands.serve import is_loopback, refuse_taken_port, warning_for
from tests.served import Installation


def test_it_serves_with_debugging_off(installation: Installation) -> None:
    with installation.serving():
        with urllib.request.urlopen(f"{installation.url}/readyz") as answer:
            assert json.load(answer) == {"ready": True, "faults": []}
        with urllib.request.urlopen(f"{installation.url}/static/css/base.css") as answer:
            assert answer.headers["Content-Type"].startswith("text/css")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{installation.url}/no-such-page")

    assert refused.value.code == 404
    assert "DEBUG" not in refused.value.read().decode()


def test_a_taken_port_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1}"):
            refuse_taken_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("desk-7", False)],
)
def test_only_this_computer_reaches_a_loopback_address(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_others_are_warned_of_the_demo() -> None:
    assert "passwords are public" in warning_for("0.0.0.0", is_demo=True)
    assert "passwords" not in warning_for("0.0.0.0", is_demo=False)
