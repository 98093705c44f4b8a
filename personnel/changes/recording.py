"""The only way to write dated facts: one Change for each subject, then facts opened, ended or closed by it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

BATCH = 500  # rows of one insert
LARGE = 5000  # keys or pairs of one statement

T = TypeVar("T")
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
    given = list(subjects)
    if not given:
        return {}
    model = type(given[0])
    field = "officer" if model._meta.model_name == "officer" else "unit"
    revisions = _lock_revisions(model, sorted({subject.pk for subject in given}))
    at = now or clock.now()
    previous = _previous_instants(revisions)
    changes = Change.objects.bulk_create(
        [
            Change(
                **{f"{field}_id": pk},
                recorded_at=max(at, previous.get(pk, at)),
                actor_uuid=actor.uuid,
                actor_name=actor.name,
                actor_role=actor.role,
                reason_code=reason_code,
                params=(params or {}).get(pk, {}),
                document_no=document_no,
            )
            for pk in revisions
        ],
        batch_size=BATCH,
    )
    by_subject = dict(zip(revisions, changes, strict=True))
    _set_keys(model, "last_change_id", {pk: change.pk for pk, change in by_subject.items()})
    return by_subject


def _lock_revisions(model: type[models.Model], keys: Sequence[int]) -> dict[int, int | None]:
    """Lock the subjects in order of id; {key: their last change}. No other column is read: some are encrypted."""
    revisions: dict[int, int | None] = {}
    for some in _batches(keys):
        rows = model._default_manager.filter(pk__in=some).order_by("pk")
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(no_key=True, of=("self",))
        revisions.update(rows.values_list("pk", "last_change_id"))
    return revisions


def _set_keys(model: type[models.Model], column: str, keys: Mapping[int, int]) -> None:
    """Let a column of the rows point to a change: {row's key: change's key}, a batch in one statement."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {column} = given.change"  # noqa: S608  (names of our own tables and columns)
                f" FROM unnest(%s::bigint[], %s::bigint[]) AS given (row, change) WHERE {table}.id = given.row",
                [list(keys), list(keys.values())],
            )
        return
    for some in _batches(list(keys.items())):
        rows = ", ".join(["(%s, %s)"] * len(some))
        # Names of our own table and columns, nothing from outside.
        sql = (
            f"UPDATE {table} SET {column} = given.column2"  # noqa: S608
            f" FROM (VALUES {rows}) AS given WHERE {table}.id = given.column1"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [part for pair in some for part in pair])


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + LARGE] for start in range(0, len(rows), LARGE))


def _previous_instants(revisions: Mapping[int, int | None]) -> dict[int, datetime]:
    subjects = {change: pk for pk, change in revisions.items() if change}
    instants: dict[int, datetime] = {}
    for some in _batches(sorted(subjects)):
        rows = Change.objects.filter(pk__in=some).values_list("pk", "recorded_at")
        instants.update({subjects[pk]: recorded_at for pk, recorded_at in rows})
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
    if not facts:
        return
    for fact in facts:
        fact.closed_by = changes[getattr(fact, f"{fact.subject_field}_id")]
    _set_keys(type(facts[0]), "closed_by_id", {fact.pk: change.pk for fact in facts if (change := fact.closed_by)})


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
        for some in _batches(keys):
            stored = model._default_manager.filter(
                exclusion.condition(), closed_by__isnull=True, **{f"{exclusion.columns[0]}__in": some}
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
