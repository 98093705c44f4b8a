"""Secrets are made once and kept from others."""

import stat
from pathlib import Path

from cryptography.fernet import Fernet

from config.keys import KEYS, make_missing_keys


def test_keys_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "var"

    written = make_missing_keys(folder)
    first = {path.name: path.read_text() for path in written}

    assert set(first) == set(KEYS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    Fernet(first["field-keys"].strip())
    assert make_missing_keys(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == first
