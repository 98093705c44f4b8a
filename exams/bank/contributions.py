"""What the home page says of the bank's work."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.bank.listing import queue_for
from personnel.home.contributions import Waiting
from records.actor import Actor


def to_review(actor: Actor, now: datetime) -> Iterable[Waiting]:
    """Questions that wait for somebody other than their author."""
    count = queue_for(actor).not_written_by(actor).count()
    yield Waiting(count=count, title=_("Questions to review"), url=reverse("exams:review"), button=_("Review"))
