"""Makes the secrets of an installation once: `python -m config.keys`.

Each becomes a file in var/ that only its owner may read, where config/settings.py looks for it. A file that is
there is never changed. Nothing of Django is imported: there is no secret yet to start it with.
"""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

VAR_DIR = Path(__file__).resolve().parent.parent / "var"


def make_fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def make_text_key() -> str:
    return secrets.token_urlsafe(50)


def make_signing_key() -> str:
    """The seed of an Ed25519 key."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


KEYS: dict[str, Callable[[], str]] = {
    "secret-key": make_text_key,
    "field-keys": make_fernet_key,
    "field-hash-key": make_text_key,
    "audit-key": make_signing_key,
}


def make_missing_keys(folder: Path) -> list[Path]:
    """Write the secrets that are not there yet; the paths of those written."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # the embedded database and the stored files stand beside them
    written = []
    for name, make in KEYS.items():
        path = folder / name
        if path.exists():
            continue
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(make() + "\n")
        written.append(path)
    return written


if __name__ == "__main__":
    make_missing_keys(VAR_DIR)
