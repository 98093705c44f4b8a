"""The world of the matrix, built once for all its tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from records import clock
from tests.access.asking import undone
from tests.access.world import World, build_world
from tests.people import NOW


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, kept_files: Path) -> Iterator[World]:
    """The clock stands at NOW; all is undone at the end."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), undone():
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(settings, "MEDIA_ROOT", kept_files)
        yield build_world()


@pytest.fixture
def _django_db_helper() -> None:
    """In place of pytest-django's transaction for each test: all tests here share the world's."""
