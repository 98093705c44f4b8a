"""The embedded server runs the periodic verbs itself: one thread in each of its processes."""

import logging
import threading
from typing import Final

from django.db import close_old_connections

from records.ticking import tick

FIRST_SECONDS: Final = 5.0  # the server answers before it looks for what is due
SECONDS: Final = 60.0
logger = logging.getLogger(__name__)


def start_ticking(stop: threading.Event | None = None, *, first: float = FIRST_SECONDS) -> threading.Thread:
    """Start the thread; it ends with the process, or when `stop` is set."""
    thread = threading.Thread(target=_keep_ticking, args=(stop or threading.Event(), first), name="tick", daemon=True)
    thread.start()
    return thread


def _keep_ticking(stop: threading.Event, first: float) -> None:
    wait = first
    while not stop.wait(wait):
        wait = SECONDS
        close_old_connections()
        try:
            tick()
        except Exception:
            logger.exception("The periodic verbs could not be run")
        close_old_connections()
