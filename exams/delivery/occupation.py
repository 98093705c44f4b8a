"""Who is in an exam is occupied: his session isn't ended for idling, though the exam's page saves without it."""

from datetime import datetime

from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from personnel.accounts.models import Account


def last_occupied(account: Account, now: datetime) -> datetime | None:
    """Now, while an attempt of the account's officer runs; else when the last one ended; None where there is none."""
    if account.officer_id is None:
        return None
    own = Attempt.objects.filter(registration__officer=account.officer_id, started_at__isnull=False)
    latest = own.exclude(state=AttemptState.VOID).with_sitting().order_by("-started_at").first()
    if latest is None:
        return None
    return latest.finished_when(now) or now
