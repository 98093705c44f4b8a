"""Verifying as an act: its outcome is an entry, which the auditor's page of the chain shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.findings import Finding
from records.models import AuditEntry, AuditSeal
from records.verifying import Link, verify_chain

VERIFIED: Final = "records.audit_verified"
BROKEN: Final = "records.audit_broken"
MOST: Final = 50  # faults that are gathered; the first one matters


@dataclass(frozen=True, slots=True)
class Outcome:
    """The faults found, the first first, and the last number of the chain."""

    faults: list[Finding]
    last: int


def check_audit(
    *,
    now: datetime | None = None,
    folder: Path | None = None,
    since: Link | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Verify the chain; nothing is written."""
    at = now or clock.now()
    faults = verify_chain(now=at, folder=folder or settings.AUDIT_HEADS_DIR, since=since, progress=progress)
    found = list(islice(faults, MOST))
    last = AuditSeal.objects.order_by("-number").values_list("number", flat=True).first()
    return Outcome(found, last or 0)


def record_outcome(outcome: Outcome, *, now: datetime | None = None) -> None:
    """Write down what a verification of the whole chain found."""
    first = outcome.faults[0] if outcome.faults else None
    after: dict[str, Any] = {"last_seal": outcome.last, "faults": len(outcome.faults)}
    if first:
        after |= {"first_fault": first.code, "seal": first.number, "day": first.day and first.day.isoformat()}
    record_entry(
        actor=Actor.system("audit"),
        action=BROKEN if first else VERIFIED,
        subject_kind="records.audit_seal",
        subject_uuid=first.entry if first else None,
        after=after,
        reason=str(first)[:500] if first else "",
        now=now,
    )


def check_daily(*, now: datetime | None = None) -> None:
    """Verify the whole chain and write down the outcome."""
    record_outcome(check_audit(now=now), now=now)


def last_check() -> AuditEntry | None:
    """The entry of the last verification."""
    return AuditEntry.objects.filter(action__in=[VERIFIED, BROKEN]).order_by("-at", "-pk").first()
