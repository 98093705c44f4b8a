"""The sequencer: numbers audit entries once they are committed, and links them by digests.

An act writes its entry without a lock, so keys are taken in another order than transactions commit: a key may appear
long after larger ones did. PostgreSQL numbers its transactions, and each entry keeps the number of its own. A run takes
the oldest transaction that is still open as its horizon and seals what lies below it: those are committed for good or
rolled back for good, so nothing can appear there any more. It goes in the order (transaction, key), so the last seal's
entry is the mark from which the next run goes on; a transaction that is open now holds back all that began after it
until it ends, and one that was rolled back left nothing to wait for. SQLite's transactions stand in a line.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from records import clock
from records.days import day_of
from records.digests import FORM, entry_digest, seal_digest
from records.locks import hold
from records.models import AuditEntry, AuditHead, AuditSeal

BATCH: Final = 1000
MARGIN: Final = 2**20  # more transactions than can begin between two statements of the sequencer


@dataclass(frozen=True, slots=True)
class Horizon:
    """Transactions below `decided` have ended, those from `unborn` on have not begun and won't for a while."""

    decided: int
    unborn: int


def horizon_now() -> Horizon:
    """Where the oldest open transaction begins. Read before the entries are."""
    if connection.vendor != "postgresql":
        return Horizon(1, 1)  # all have the number 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s"
        )
        decided, next_one = cursor.fetchone()
        return Horizon(decided, next_one + MARGIN)


def unsealed() -> "QuerySet[AuditEntry]":
    """Entries that have no seal."""
    return AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry=OuterRef("pk"))))


def seal_entries(*, now: datetime | None = None) -> int:
    """Seal every committed entry that waits; how many were sealed.

    Each batch is one transaction under a lock, so two sequencers at once do no harm.
    """
    sealed = 0
    while count := _seal_batch(now or clock.now()):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    hold("records.seals")
    last = AuditSeal.objects.order_by("-number").first()
    waiting = _waiting(last, horizon_now())
    seals = list(_links(waiting, last, _day_open_for_seals(last, now), now))
    AuditSeal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


def _waiting(last: AuditSeal | None, horizon: Horizon) -> "QuerySet[AuditEntry]":
    """The next entries to seal, in their order."""
    ordered = unsealed().order_by("transaction", "pk")
    mark = _mark(last)
    if mark is not None and mark[0] >= horizon.decided:
        # The database was restored into another cluster, which counts its transactions anew: look at everything,
        # once and whole; numbers that this cluster has not reached are the old one's.
        foreign = Q(transaction__gte=horizon.unborn)
        waiting = ordered.filter(Q(transaction__lt=horizon.decided) | foreign)
        return waiting.order_by(Case(When(foreign, then=0), default=1), "transaction", "pk")
    if mark is not None:
        ordered = ordered.filter(Q(transaction=mark[0], pk__gt=mark[1]) | Q(transaction__gt=mark[0]))
        ordered = ordered.filter(transaction__gte=mark[0])  # for the index
    return ordered.filter(transaction__lt=horizon.decided)[:BATCH]


def _mark(last: AuditSeal | None) -> tuple[int, int] | None:
    """(transaction, key) of the entry that was sealed last."""
    if last is not None:
        with suppress(AuditEntry.DoesNotExist):
            entry = AuditEntry.objects.only("transaction").get(pk=last.entry)
            return entry.transaction, entry.pk
    return None


def _day_open_for_seals(last: AuditSeal | None, now: datetime) -> date:
    """Today; never a day that has its head already, nor one before the last seal's, whatever the clock says."""
    head = AuditHead.objects.order_by("-day").first()
    after_head = head.day + timedelta(days=1) if head else date.min
    return max(day_of(now), last.day if last else date.min, after_head)


def _links(entries: "QuerySet[AuditEntry]", last: AuditSeal | None, day: date, now: datetime) -> Iterator[AuditSeal]:
    """A seal for each entry, linked to the one before."""
    number, previous = (last.number, last.digest) if last else (0, "")
    for entry in entries:
        number += 1
        seal = AuditSeal(
            number=number,
            entry=entry.pk,
            entry_uuid=entry.uuid,
            entry_digest=entry_digest(entry, algorithm=settings.AUDIT_DIGEST, form=FORM),
            previous=previous,
            algorithm=settings.AUDIT_DIGEST,
            form=FORM,
            day=day,
            sealed_at=now,
        )
        seal.digest = previous = seal_digest(seal)
        yield seal
