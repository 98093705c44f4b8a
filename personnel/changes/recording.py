"""The only way to write dated facts: one Change for each subject, then facts opened, ended or closed by it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change, DatedFact
from records import clock
from records.actor import Actor
from records.refusals import Refusal

BATCH = 500

S = TypeVar("S", bound=models.Model)
F = TypeVar("F", bound=DatedFact)


def lock_subjects(subjects: Iterable[S]) -> list[S]:
    """Lock the rows of the officers or units, in order of id, and return them fresh.

    FOR NO KEY UPDATE: a plain FOR UPDATE would block every insert that refers to the subject.
    Take units before officers.
    """
    given = list(subjects)
    if not given:
        return []
    model = type(given[0])
    keys = sorted({subject.pk for subject in given})
    rows: list[S] = []
    for start in range(0, len(keys), BATCH):
        chunk = model._default_manager.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        if connection.vendor == "postgresql":
            chunk = chunk.select_for_update(no_key=True, of=("self",))
        rows.extend(chunk)
    return rows


def record_changes(
    *,
    subjects: Iterable[models.Model],
    actor: Actor,
    reason_code: str,
    params: Mapping[int, dict[str, Any]] | None = None,
    document_no: str = "",
    now: datetime | None = None,
) -> dict[int, Change]:
    """Lock the subjects (all officers or all units) and write one Change for each; {subject pk: Change}.

    params: by subject pk. The time is read after the lock and never before the subject's previous change, so
    loading the past goes chronologically by subject. Call inside a transaction.
    """
    locked = lock_subjects(subjects)
    if not locked:
        return {}
    model = type(locked[0])
    field = "officer" if model._meta.model_name == "officer" else "unit"
    at = now or clock.now()
    previous = _previous_instants(locked)
    changes = Change.objects.bulk_create(
        [
            Change(
                **{f"{field}_id": subject.pk},
                recorded_at=max(at, previous.get(subject.pk, at)),
                actor_uuid=actor.uuid,
                actor_name=actor.name,
                actor_role=actor.role,
                reason_code=reason_code,
                params=(params or {}).get(subject.pk, {}),
                document_no=document_no,
            )
            for subject in locked
        ],
        batch_size=BATCH,
    )
    for subject, change in zip(locked, changes, strict=True):
        subject.last_change_id = change.pk  # type: ignore[attr-defined]
    model._default_manager.bulk_update(locked, ["last_change"], batch_size=BATCH)
    return {subject.pk: change for subject, change in zip(locked, changes, strict=True)}


def _previous_instants(subjects: Sequence[models.Model]) -> dict[int, datetime]:
    ids = {subject.last_change_id: subject.pk for subject in subjects if subject.last_change_id}  # type: ignore[attr-defined]
    instants: dict[int, datetime] = {}
    keys = sorted(ids)
    for start in range(0, len(keys), BATCH):
        rows = Change.objects.filter(pk__in=keys[start : start + BATCH]).values_list("pk", "recorded_at")
        instants.update({ids[pk]: recorded_at for pk, recorded_at in rows})
    return instants


def open_facts(facts: Sequence[F]) -> list[F]:
    """Insert facts of one kind (with opened_by and valid_from set) and check that none overlaps where it must not.

    Raises Refusal("facts.overlap"); PostgreSQL's exclusion constraints would refuse the same.
    """
    if not facts:
        return []
    model = type(facts[0])
    for fact in facts:
        if fact.valid_to is not None and fact.valid_to <= fact.valid_from:
            raise Refusal("facts.period_backwards", _("The end must be after the beginning."), field="valid_to")
    _refuse_overlaps(model, facts)
    return model._default_manager.bulk_create(facts, batch_size=BATCH)


def close_facts(facts: Sequence[DatedFact], changes: Mapping[int, Change]) -> None:
    """Stop believing the rows (a correction): {subject pk: Change} says by which change."""
    by_change: dict[int, list[int]] = defaultdict(list)
    for fact in facts:
        change = changes[getattr(fact, f"{fact.subject_field}_id")]
        fact.closed_by = change
        by_change[change.pk].append(fact.pk)
    if not facts:
        return
    model = type(facts[0])
    if len(by_change) > 1 and all(len(keys) == 1 for keys in by_change.values()):
        model._default_manager.bulk_update(facts, ["closed_by"], batch_size=BATCH)
        return
    for change_id, keys in by_change.items():
        model._default_manager.filter(pk__in=keys).update(closed_by=change_id)


def end_facts(facts: Sequence[F], changes: Mapping[int, Change], at: datetime | Mapping[UUID, datetime]) -> list[F]:
    """End the facts at an instant: close each row and open a copy with that end, in the same changes.

    at: one instant, or by fact uuid. A fact that ends before or at it already is left as it is; one that begins at
    or after it is closed without a copy (it never came to hold).
    """
    touched = [fact for fact in facts if fact.valid_to is None or fact.valid_to > _instant(at, fact)]
    close_facts(touched, changes)
    copies = []
    for fact in touched:
        end = _instant(at, fact)
        if fact.valid_from < end:
            copies.append(copy_of(fact, changes[getattr(fact, f"{fact.subject_field}_id")], valid_to=end))
    return open_facts(copies)


def copy_of(fact: F, change: Change, **differences: Any) -> F:
    """An unsaved row of the same fact (same uuid), opened by the change, with the given differences."""
    values = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in {"id", "opened_by_id", "closed_by_id"}
    }
    return type(fact)(**{**values, **differences, "opened_by": change})


def _instant(at: datetime | Mapping[UUID, datetime], fact: DatedFact) -> datetime:
    return at if isinstance(at, datetime) else at[fact.uuid]


def _refuse_overlaps(model: type[DatedFact], facts: Sequence[DatedFact]) -> None:
    """The checked rule behind `exclusions`, in one query for each."""
    for exclusion in model.exclusions:
        covered = [fact for fact in facts if exclusion.covers(fact)]
        periods: dict[tuple[object, ...], list[tuple[datetime, datetime | None]]] = defaultdict(list)
        keys = sorted({getattr(fact, exclusion.columns[0]) for fact in covered})
        for start in range(0, len(keys), BATCH):
            stored = model._default_manager.filter(
                exclusion.condition(),
                closed_by__isnull=True,
                **{f"{exclusion.columns[0]}__in": keys[start : start + BATCH]},
            )
            for row in stored.values_list(*exclusion.columns, "valid_from", "valid_to"):
                periods[row[:-2]].append(row[-2:])
        for fact in covered:
            key = tuple(getattr(fact, column) for column in exclusion.columns)
            periods[key].append((fact.valid_from, fact.valid_to))
        for key in {tuple(getattr(fact, column) for column in exclusion.columns) for fact in covered}:
            _refuse_if_overlapping(periods[key], exclusion.name)


def _refuse_if_overlapping(periods: list[tuple[datetime, datetime | None]], name: str) -> None:
    periods.sort(key=lambda period: period[0])
    for (_start, end), (next_start, _end) in pairwise(periods):
        if end is None or end > next_start:
            raise Refusal(
                "facts.overlap",
                _("The period overlaps with one that is already recorded."),
                field="valid_from",
                constraint=name,
            )
