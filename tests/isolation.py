"""What keeps one test from another, beside the database."""

from typing import Any
from uuid import uuid4

import pytest


@pytest.fixture(autouse=True)
def jobs_run_in_the_request(settings: Any) -> None:
    """No test sends work to a worker, who would look for it in another database; `installation` brings its own."""
    settings.CELERY_BROKER_URL = ""


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    """Each test begins with an empty cache, be it in memory or in a Redis that several processes share."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4()}"}}
