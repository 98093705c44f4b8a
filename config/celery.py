"""The Celery application: workers start with `celery -A config.celery worker`."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

FLOORS = ("records", "personnel", "qualifications", "exams", "courses", "scoring")

app = Celery("zige")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()  # in every thread of the web server, too


def rooms_with_tasks() -> list[str]:
    """The packages of all floors that hold a module `tasks`."""
    root = Path(__file__).resolve().parent.parent
    modules = [path for floor in FLOORS for path in sorted((root / floor).rglob("tasks.py"))]
    return [".".join(path.parent.relative_to(root).parts) for path in modules]


app.autodiscover_tasks(rooms_with_tasks)
