"""Which process serves this installation's embedded database."""

import os
from pathlib import Path

from django.conf import settings

PID_FILE: Path = settings.VAR_DIR / "serve.pid"


def note_server() -> None:
    """Remember this process as the server."""
    PID_FILE.write_text(f"{os.getpid()}\n", encoding="ascii")


def running_server() -> int | None:
    """The process that serves, if one does: its number may belong to another program by now."""
    try:
        pid = int(PID_FILE.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"config.wsgi" in command else None
