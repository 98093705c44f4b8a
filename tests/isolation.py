"""What keeps one test from another, beside the database, and from the machine's load."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

# The same examples each time, however slow the machine.
hypothesis_settings.register_profile("same", deadline=None, derandomize=True)
hypothesis_settings.load_profile("same")


@pytest.fixture(autouse=True)
def jobs_run_in_the_request(settings: Any) -> None:
    """No test sends work to a worker, who would look for it in another database; `installation` brings its own."""
    settings.CELERY_BROKER_URL = ""


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    """Each test begins with an empty cache, be it in memory or in a Redis that several processes share."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4()}"}}


@pytest.fixture(scope="session")
def kept_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests' files stand."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def files_apart(settings: Any, kept_files: Path) -> None:
    """No test keeps a file among those of the installation beside it."""
    settings.MEDIA_ROOT = kept_files


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """As pytest-django does; at the end, connections that tests' threads left open don't keep the database."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
