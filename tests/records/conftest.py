"""A chain of its own for each test: a folder for heads, and no other transaction that holds the sequencer back."""

from pathlib import Path
from typing import Any

import pytest

from records import seals
from records.seals import Horizon


@pytest.fixture(autouse=True)
def heads_folder(tmp_path: Path, settings: Any) -> Path:
    """The folder outside the database."""
    settings.AUDIT_HEADS_DIR = tmp_path / "heads"
    return settings.AUDIT_HEADS_DIR


@pytest.fixture
def all_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every transaction had ended: the test's own, around it, is open."""
    monkeypatch.setattr(seals, "horizon_now", lambda: Horizon(2**62, 2**62))
