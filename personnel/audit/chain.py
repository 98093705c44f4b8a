"""What the auditor is told of the chain: how far it is sealed, its heads, the files outside, the last verification."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Min

from records.checking import VERIFIED, last_check
from records.digests import entry_digest
from records.heads import as_text, file_of
from records.models import AuditEntry, AuditHead, AuditSeal, PeriodicRun
from records.seals import unsealed


class Copy(StrEnum):
    """What stands outside the database for a day's head."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOfEntry:
    """An entry's place in the chain. fits: whether the entry is what was sealed. head None: its day hasn't ended.

    days_after: whole days from the moment that the entry names to its seal; the chain vouches for the later one only.
    """

    seal: AuditSeal
    fits: bool
    days_after: int
    head: AuditHead | None
    copy: Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """The chain at a glance."""

    last: AuditSeal | None
    waiting: int
    waiting_since: datetime | None
    heads: list[tuple[AuditHead, Copy]]
    head_days: int
    check: AuditEntry | None
    is_whole: bool
    failing: list[PeriodicRun]


def copy_of(head: AuditHead) -> Copy:
    """Whether the file outside says what the table says."""
    try:
        said = file_of(head.day).read_text(encoding="utf-8")
    except OSError:
        return Copy.MISSING
    return Copy.AGREES if said == as_text(head) else Copy.DIFFERS


def seal_of(entry: AuditEntry) -> SealOfEntry | None:
    """The entry's seal with its day's head; None while it waits for one."""
    seal = AuditSeal.objects.filter(entry=entry.pk).first()
    if seal is None:
        return None
    head = AuditHead.objects.filter(day=seal.day).first()
    fits = seal.entry_digest == entry_digest(entry, algorithm=seal.algorithm, form=seal.form)
    days_after = max((seal.sealed_at - entry.at).days, 0)
    return SealOfEntry(seal=seal, fits=fits, days_after=days_after, head=head, copy=copy_of(head) if head else None)


def chain_state(days: int = 31) -> ChainState:
    """The state of the chain, with the heads of the last days."""
    last = AuditSeal.objects.order_by("-number").first()
    mark = AuditEntry.objects.filter(pk=last.entry).only("transaction").first() if last else None
    waiting = unsealed().filter(transaction__gte=mark.transaction) if mark else unsealed()
    heads = list(AuditHead.objects.order_by("-day")[:days])
    check = last_check()
    return ChainState(
        last=last,
        waiting=waiting.count(),
        waiting_since=waiting.aggregate(since=Min("at"))["since"],
        heads=[(head, copy_of(head)) for head in heads],
        head_days=AuditHead.objects.count(),
        check=check,
        is_whole=check is not None and check.action == VERIFIED,
        failing=list(PeriodicRun.objects.filter(name__startswith="records.").exclude(error="")),
    )


def heads_folder() -> str:
    """Where the heads are put outside the database."""
    return str(settings.AUDIT_HEADS_DIR)
