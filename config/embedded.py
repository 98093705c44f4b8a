"""The embedded installation: its database and stored files, the process that serves it, a demo that is half loaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

PID_FILE: Path = settings.VAR_DIR / "serve.pid"
LOADING: Path = settings.VAR_DIR / "demo-is-loading"


def note_server() -> None:
    """Remember this process as the server."""
    PID_FILE.write_text(f"{os.getpid()}\n", encoding="ascii")


def find_server() -> int | None:
    """The process that serves, if one does: its number may belong to another program by now."""
    try:
        pid = int(PID_FILE.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"config.wsgi" in command else None


@contextmanager
def loading() -> Iterator[None]:
    """While open, a mark says that the data is not whole; it stays where loading was broken off."""
    LOADING.parent.mkdir(parents=True, exist_ok=True)
    LOADING.touch()
    yield
    LOADING.unlink()


def was_broken_off() -> bool:
    """Whether the embedded database holds a demo that was never loaded to the end."""
    return connection.vendor == "sqlite" and LOADING.exists()


def remove_data() -> None:
    """Remove the embedded database and the stored files."""
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    remove_heads()
    LOADING.unlink(missing_ok=True)


def remove_heads() -> None:
    """Remove the heads of a chain that is gone, where they stand beside it and not on a mount of their own."""
    if settings.AUDIT_HEADS_DIR.is_relative_to(settings.VAR_DIR):
        shutil.rmtree(settings.AUDIT_HEADS_DIR, ignore_errors=True)
