"""Import plans: parse to a plan, a person confirms, apply once.

What the file said stands row by row in chunks, each a page of rows with one outcome ("new", "refused" …), compressed
and encrypted: sixty thousand rows are kept in seconds, and a page of them is one small read. When a plan is applied,
discarded or has waited too long, its rows go; the plan itself keeps its file's name and hash, and the counts.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, overload
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.encryption import decrypted_bytes, encrypted_bytes
from records.models import ImportPlan, PlanChunk
from records.refusals import Refusal
from records.states import PLAN_MOVES, PlanState

Row = dict[str, Any]
CHUNK = 50
BATCH = 200


@transaction.atomic
def keep_plan(
    *,
    actor: Actor,
    kind: str,
    file_name: str,
    content: bytes,
    rows: Iterable[Row],
    counts: dict[str, int],
    target_uuid: UUID | None = None,
    now: datetime | None = None,
) -> ImportPlan:
    """Keep what a file would change until its owner decides.

    rows: JSON values in the file's order, each with its "outcome". counts: of rows by outcome, and what else is said.
    """
    plan = ImportPlan.objects.create(
        kind=kind,
        target_uuid=target_uuid,
        owner_uuid=actor.uuid,
        file_name=file_name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        counts=counts,
        created_at=now or clock.now(),
    )
    _write(plan, rows)
    return plan


def replace_rows(*, plan: ImportPlan, rows: Iterable[Row], counts: dict[str, int] | None = None) -> None:
    """Keep other rows instead (a decision was made about some); in the transaction that has locked the plan."""
    plan.chunks.all().delete()
    _write(plan, rows)
    if counts is not None:
        plan.counts = counts
        plan.save(update_fields=["counts"])


def rows_of(plan: ImportPlan) -> list[Row]:
    """All rows in the file's order: for plans that one looks at as a whole."""
    placed = [pair for chunk in plan.chunks.order_by("pk").iterator(BATCH) for pair in _unpacked(chunk)]
    return [row for _place, row in sorted(placed, key=lambda pair: pair[0])]


def iterate_rows(plan: ImportPlan, *outcomes: str) -> Iterator[Row]:
    """The rows of these outcomes, one outcome after the other, each in the file's order: for applying them."""
    for outcome in outcomes:
        for chunk in plan.chunks.filter(outcome=outcome).order_by("number").iterator(BATCH):
            yield from (row for _place, row in _unpacked(chunk))


class PlanRows(Sequence[Row]):
    """The rows of these outcomes as a sequence of which only the slice that is asked for is read: for a paginator."""

    def __init__(self, plan: ImportPlan, *outcomes: str) -> None:
        order = {outcome: index for index, outcome in enumerate(outcomes)}
        chunks = plan.chunks.filter(outcome__in=outcomes).values_list("outcome", "number", "pk", "size")
        found = sorted(chunks, key=lambda chunk: (order[chunk[0]], chunk[1]))
        ends = accumulate(size for _outcome, _number, _key, size in found)
        self._parts = [(key, end - size, end) for (_outcome, _number, key, size), end in zip(found, ends, strict=True)]

    def __len__(self) -> int:
        return self._parts[-1][2] if self._parts else 0

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))] if index.step else self._between(index)
        place = range(len(self))[index]
        return self._between(slice(place, place + 1))[0]

    def _between(self, part: slice) -> list[Row]:
        start, stop, _step = part.indices(len(self))
        touched = [(key, begin) for key, begin, end in self._parts if begin < stop and end > start]
        if not touched:
            return []
        chunks = PlanChunk.objects.in_bulk([key for key, _begin in touched])
        rows = [row for key, _begin in touched for _place, row in _unpacked(chunks[key])]
        first = touched[0][1]
        return rows[start - first : stop - first]


def end_plan(
    plan: ImportPlan,
    state: PlanState,
    *,
    counts: dict[str, int] | None = None,
    result: Row | None = None,
    keep: Sequence[str] = (),
    now: datetime | None = None,
) -> ImportPlan:
    """Move a plan to its end under a lock and forget its rows; call it inside the transaction that applies it.

    result: ids of what was made. keep: outcomes whose rows stay for a while, to be downloaded and mended.
    Raises Refusal("records.plan_ended") for one that has ended before.
    """
    locked = lock_plan(plan)
    if state not in PLAN_MOVES[PlanState(locked.state)]:
        raise Refusal("records.plan_ended", _("This import has already been applied or discarded."))
    locked.state = state
    locked.ended_at = now or clock.now()
    if counts is not None:
        locked.counts = counts
    if result is not None:
        locked.result = result
    locked.save(update_fields=["state", "ended_at", "counts", "result"])
    locked.chunks.exclude(outcome__in=keep).delete()
    return locked


def lock_plan(plan: ImportPlan) -> ImportPlan:
    """The plan as it stands, locked to the end of the transaction."""
    return ImportPlan.objects.select_for_update().get(pk=plan.pk)


@transaction.atomic
def discard_plan(*, plan: ImportPlan, actor: Actor, now: datetime | None = None) -> ImportPlan:
    """Its owner does not want it: the rows go, the audit entry stays.

    Raises Refusal("records.plan_of_another" | "records.plan_ended").
    """
    if plan.owner_uuid != actor.uuid:
        raise Refusal("records.plan_of_another", _("This import is another person's."))
    ended = end_plan(plan, PlanState.DISCARDED, now=now)
    record_entry(
        actor=actor,
        action="records.plan_discarded",
        subject_kind="records.plan",
        subject_uuid=ended.uuid,
        after={"kind": ended.kind, "sha256": ended.sha256},
        now=now,
    )
    return ended


@transaction.atomic
def purge_plans(now: datetime | None = None) -> int:
    """End what has waited undecided for too long, and forget the rows that ended plans kept; how many plans ended."""
    at = now or clock.now()
    before = at - timedelta(days=settings.PLAN_UNDECIDED_DAYS)
    late = ImportPlan.objects.filter(state=PlanState.PARSED, created_at__lt=before)
    ended = late.update(state=PlanState.EXPIRED, ended_at=at)
    mended = at - timedelta(hours=settings.PLAN_REFUSED_HOURS)
    forgotten = Q(plan__state=PlanState.EXPIRED) | Q(plan__ended_at__lt=mended)
    PlanChunk.objects.filter(forgotten).delete()
    return ended


def _write(plan: ImportPlan, rows: Iterable[Row]) -> None:
    PlanChunk.objects.bulk_create(_chunks(plan, rows), batch_size=BATCH)


def _chunks(plan: ImportPlan, rows: Iterable[Row]) -> Iterator[PlanChunk]:
    """Pages of rows by outcome, as the file brings them."""
    open_pages: defaultdict[str, list[tuple[int, Row]]] = defaultdict(list)
    numbers: defaultdict[str, int] = defaultdict(int)
    for place, row in enumerate(rows):
        outcome = row.get("outcome", "")
        page = open_pages[outcome]
        page.append((place, row))
        if len(page) == CHUNK:
            yield _packed(plan, outcome, numbers[outcome], open_pages.pop(outcome))
            numbers[outcome] += 1
    for outcome, page in open_pages.items():
        yield _packed(plan, outcome, numbers[outcome], page)


def _packed(plan: ImportPlan, outcome: str, number: int, page: list[tuple[int, Row]]) -> PlanChunk:
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    body = encrypted_bytes(zlib.compress(text.encode(), 1))
    return PlanChunk(plan=plan, outcome=outcome, number=number, size=len(page), body=body)


def _unpacked(chunk: PlanChunk) -> list[tuple[int, Row]]:
    pairs = json.loads(zlib.decompress(decrypted_bytes(bytes(chunk.body))))
    return [(place, row) for place, row in pairs]
