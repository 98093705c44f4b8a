"""What the machines that watch this one are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from config import health


def test_a_process_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_when_all_is_well(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "faults": []})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_its_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["faults"]) == (503, ["migrations not applied"])


def test_not_ready_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(health, "MigrationExecutor", refuse)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["faults"]) == (503, ["database unreachable"])


@pytest.mark.postgres
@pytest.mark.django_db
def test_not_ready_while_two_clocks_differ(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.clock_difference() < health.MAX_CLOCK_DIFFERENCE
    monkeypatch.setattr(health, "clock_difference", lambda: timedelta(seconds=2))

    assert client.get("/readyz").json()["faults"] == ["the clock differs from the database's"]
