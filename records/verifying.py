"""Verifying the audit chain: entries against their seals, seals against each other, heads against seals and files.

What is found comes as findings, the chain's in the order of its numbers. Entries are read a thousand at a time, so a
long chain needs no more memory than a short one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Max

from records.digests import ALGORITHMS, FORMS, entry_digest, seal_digest
from records.findings import Finding
from records.heads import as_text, file_of, is_well_signed, read_outside
from records.models import AuditEntry, AuditHead, AuditSeal
from records.seals import unsealed

CHUNK: Final = 1000
SEALED_WITHIN: Final = timedelta(hours=1)  # an entry that has waited longer is a fault
WRITTEN_WITHIN: Final = timedelta(minutes=10)  # a head's row is committed before its file is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a stretch of the chain begins: the last number before it and that seal's digest."""

    number: int = 0
    digest: str = ""
    day: date = date.min


@dataclass(slots=True, kw_only=True)
class Chain:
    """What was seen while walking: the last link, how many seals, the digests that heads must name."""

    last: Link
    seals: int = 0
    digests: dict[int, str] = field(default_factory=dict)
    counts: dict[date, int] = field(default_factory=dict)


def verify_chain(
    *,
    now: datetime,
    folder: Path,
    since: Link | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Finding]:
    """All faults: of the links from `since` on, of entries without a seal, of heads in the table and outside."""
    start = since or Link()
    # Files first: days may be closed meanwhile, and whatever has a file has its row already, and its seals.
    outside = [(path, head) for path, head in read_outside(folder) if not head or head.day > start.day]
    heads = list(AuditHead.objects.filter(day__gt=start.day).order_by("day"))
    chain = Chain(last=start, digests={start.number: start.digest})
    asked = {head.number for head in heads} | {head.number for _path, head in outside if head}
    yield from _walk(chain, asked, progress)
    yield from _unsealed(chain, now)
    yield from _table_heads(chain, heads, start)
    yield from _outside_heads(chain, heads, outside)
    yield from _missing_files(heads, outside, folder, now)


def _walk(chain: Chain, asked: set[int], progress: Callable[[int, int], None]) -> Iterator[Finding]:
    for slipped in AuditSeal.objects.filter(number__lt=1).order_by("number"):
        yield Finding(code="seal_slipped_in", number=slipped.number, day=slipped.day, entry=slipped.entry_uuid)
    total = (AuditSeal.objects.aggregate(top=Max("number"))["top"] or 0) - chain.last.number
    while seals := list(AuditSeal.objects.filter(number__gt=chain.last.number).order_by("number")[:CHUNK]):
        entries = AuditEntry.objects.in_bulk([seal.entry for seal in seals])
        for seal in seals:
            yield from _check(seal, entries.get(seal.entry), chain.last)
            chain.last = Link(number=seal.number, digest=seal.digest, day=seal.day)
            chain.seals += 1
            chain.counts[seal.day] = chain.counts.get(seal.day, 0) + 1
            if seal.number in asked:
                chain.digests[seal.number] = seal.digest
        progress(chain.seals, max(total, chain.seals))


def _check(seal: AuditSeal, entry: AuditEntry | None, before: Link) -> Iterator[Finding]:
    where: dict[str, Any] = {"number": seal.number, "day": seal.day, "entry": seal.entry_uuid}
    if seal.number != before.number + 1:
        yield Finding(code="seals_missing", day=seal.day, number=before.number + 1, params={"until": seal.number - 1})
    elif seal.previous != before.digest:
        yield Finding(code="link_broken", **where)
    if seal.algorithm not in ALGORITHMS or seal.form not in FORMS:
        yield Finding(code="seal_unreadable", **where)
        return
    if seal.digest != seal_digest(seal) or seal.day < before.day:
        yield Finding(code="seal_altered", **where)
    if entry is None:
        yield Finding(code="entry_missing", **where)
    elif entry.uuid != seal.entry_uuid or seal.entry_digest != entry_digest(
        entry, algorithm=seal.algorithm, form=seal.form
    ):
        yield Finding(code="entry_altered", **where)


def _unsealed(chain: Chain, now: datetime) -> Iterator[Finding]:
    """Entries that should have a seal by now: passed over, or waiting for too long."""
    last = AuditSeal.objects.filter(number=chain.last.number).first()
    newest = AuditEntry.objects.filter(pk=last.entry).only("transaction").first() if last else None
    late = unsealed().filter(at__lt=now - SEALED_WITHIN)
    if newest is not None:
        passed_over = late.filter(transaction__lt=newest.transaction)
        if entry := passed_over.order_by("pk").first():
            yield Finding(
                code="entry_without_seal", entry=entry.uuid, params={"key": entry.pk, "count": passed_over.count()}
            )
        late = late.filter(transaction__gte=newest.transaction)
    if entry := late.order_by("pk").first():
        yield Finding(
            code="sealing_stands_still",
            number=chain.last.number,
            entry=entry.uuid,
            params={"key": entry.pk, "count": late.count()},
        )


def _table_heads(chain: Chain, heads: list[AuditHead], start: Link) -> Iterator[Finding]:
    before = AuditHead.objects.filter(day=start.day).first()
    for head in heads:
        if not is_well_signed(head):
            yield Finding(code="head_unsigned", day=head.day, number=head.number)
        if before and (head.previous != before.digest or head.day != before.day + timedelta(days=1)):
            yield Finding(code="head_link_broken", day=head.day, number=head.number)
        yield from _against_chain(chain, head, "head")
        before = head


def _against_chain(chain: Chain, head: AuditHead, kind: str) -> Iterator[Finding]:
    """A head's last number, its digest and its count, as the chain has them."""
    where: dict[str, Any] = {"day": head.day, "number": head.number}
    if head.number > chain.last.number:
        yield Finding(code=f"{kind}_tail_missing", **where, params={"last": chain.last.number})
    elif chain.digests.get(head.number) != head.seal_digest or chain.counts.get(head.day, 0) != head.count:
        yield Finding(code=f"{kind}_seals_rewritten", **where)


def _outside_heads(
    chain: Chain, heads: list[AuditHead], outside: list[tuple[Path, AuditHead | None]]
) -> Iterator[Finding]:
    table = {head.day: head for head in heads}
    for path, head in outside:
        if head is None or not is_well_signed(head):
            yield Finding(code="file_altered", day=head.day if head else None, params={"file": path.name})
            continue
        yield from _against_chain(chain, head, "file")
        if head.day not in table:
            yield Finding(code="head_row_missing", day=head.day, number=head.number, params={"file": path.name})
        elif as_text(table[head.day]) != as_text(head):
            yield Finding(code="head_row_differs", day=head.day, number=head.number, params={"file": path.name})


def _missing_files(
    heads: list[AuditHead], outside: list[tuple[Path, AuditHead | None]], folder: Path, now: datetime
) -> Iterator[Finding]:
    """Heads without a file, but for those whose file is just being written."""
    seen = {path.name for path, _head in outside}
    for head in heads:
        name = file_of(head.day, folder).name
        if name not in seen and abs(now - head.signed_at) >= WRITTEN_WITHIN:
            yield Finding(code="file_missing", day=head.day, params={"file": name})


def link_before(day: date) -> Link | None:
    """Where the chain of a day begins: the signed head of the day before; None where there is none."""
    head = AuditHead.objects.filter(day=day - timedelta(days=1)).first()
    return Link(number=head.number, digest=head.seal_digest, day=head.day) if head and is_well_signed(head) else None
