"""The server as `make run` starts it."""

import json
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection

from config import embedded
from config.management.commands import serve
from config.management.commands.serve import is_loopback, refuse_missing_factor, refuse_taken_port, warning_for
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


def test_without_second_factors_it_is_served_on_loopback_only(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    refuse_missing_factor("127.0.0.1")
    with pytest.raises(CommandError, match="loopback only"):
        refuse_missing_factor("0.0.0.0")
    settings.SECOND_FACTOR = True
    refuse_missing_factor("0.0.0.0")


def test_others_are_warned_of_the_demo() -> None:
    assert "passwords are public" in warning_for("0.0.0.0", is_demo=True)
    assert "passwords" not in warning_for("0.0.0.0", is_demo=False)


def load_half(*args: object, **options: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_demo_that_was_broken_off_is_begun_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    monkeypatch.setattr(embedded, "LOADING", tmp_path / "loading")
    monkeypatch.setattr(serve, "call_command", load_half)

    with pytest.raises(KeyboardInterrupt):
        serve.Command().prepare_demo()

    assert embedded.LOADING.exists()
    assert embedded.was_broken_off() is (connection.vendor == "sqlite")


def test_a_demo_that_was_loaded_leaves_no_mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(embedded, "LOADING", tmp_path / "loading")

    with embedded.loading():
        assert embedded.LOADING.exists()

    assert not embedded.LOADING.exists()


def test_heads_go_with_the_chain_that_they_were_signed_for(tmp_path: Path, settings: Any) -> None:
    """Otherwise the new demo's chain would differ from what stands outside."""
    removed = run_remove_data(tmp_path, settings, heads=tmp_path / "var" / "audit-heads")
    kept = run_remove_data(tmp_path, settings, heads=tmp_path / "mount")

    assert not removed.exists()
    assert kept.exists()


def run_remove_data(tmp_path: Path, settings: Any, *, heads: Path) -> Path:
    """The folder of heads after data was removed that lies in the test's own folder."""
    settings.VAR_DIR, settings.AUDIT_HEADS_DIR = tmp_path / "var", heads
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    heads.mkdir(parents=True)
    (heads / "2026-11-23.json").write_text("{}")
    embedded.remove_heads()
    return heads


def test_the_server_is_known_by_what_it_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(embedded, "PID_FILE", tmp_path / "pid")
    assert embedded.find_server() is None

    embedded.note_server()  # the tests' own process, which serves nothing
    assert embedded.find_server() is None
