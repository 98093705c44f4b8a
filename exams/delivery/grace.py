"""How long after the deadline an answer that was on its way still counts."""

from datetime import timedelta

from django.conf import settings


def grace() -> timedelta:
    """As this installation is set up."""
    return timedelta(seconds=settings.EXAM_GRACE_SECONDS)
