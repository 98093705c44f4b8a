"""What every act on officers writes down and asks first: the change, the audit entry, whether somebody served then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change, DatedFact
from personnel.changes.recording import record_changes
from personnel.officers.models import Officer, ServiceStatus
from personnel.officers.rules import NEVER, masked_name
from personnel.officers.states import SERVING, Service
from records.actor import Actor
from records.audit import Subject, record_entries
from records.days import day_of
from records.refusals import Refusal

BATCH = 500

F = TypeVar("F", bound=DatedFact)


def changes_of(
    officers: Iterable[Officer],
    code: str,
    *,
    actor: Actor,
    document_no: str,
    reason: str,
    now: datetime | None,
    params: Mapping[int, dict[str, Any]] | None = None,
) -> dict[int, Change]:
    """Lock the officers and write one change for each, with the reason that was given."""
    rows = list(officers)
    words = {"reason": reason} if reason else {}
    return record_changes(
        subjects=rows,
        actor=actor,
        reason_code=code,
        params={officer.pk: {**words, **(params or {}).get(officer.pk, {})} for officer in rows},
        document_no=document_no,
        now=now,
    )


def audit(
    action: str,
    officers: Iterable[Officer],
    *,
    actor: Actor,
    document_no: str,
    reason: str,
    now: datetime | None,
    after: Mapping[int, dict[str, Any]] | None = None,
    before: Mapping[int, dict[str, Any]] | None = None,
) -> None:
    """One audit entry for each officer, without his name in clear."""
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="personnel.officer",
                uuid=officer.uuid,
                label=masked_name(officer.name),
                before=(before or {}).get(officer.pk),
                after=(after or {}).get(officer.pk),
            )
            for officer in officers
        ],
        reason=reason,
        document_no=document_no,
        now=now,
    )


def rows_of(model: type[F], officers: Iterable[Officer]) -> dict[int, list[F]]:
    """The believed facts of that kind, by officer, in the order of their beginning."""
    found: dict[int, list[F]] = defaultdict(list)
    keys = sorted({officer.pk for officer in officers})
    for start in range(0, len(keys), BATCH):
        rows = model._default_manager.filter(closed_by__isnull=True, officer__in=keys[start : start + BATCH])
        for row in rows.order_by("valid_from", "pk"):
            found[row.officer_id].append(row)  # type: ignore[attr-defined]
    return found


def held_at(rows: Sequence[F], at: datetime) -> F | None:
    """The one of the rows that holds at the instant."""
    return next((row for row in rows if row.valid_from <= at < (row.valid_to or NEVER)), None)


def refuse_later(rows: Sequence[F], since: datetime, officer: Officer, field: str = "on") -> None:
    """Nothing is put before what is recorded from the same day on or later: that is taken back first.

    Raises Refusal("officers.later_fact").
    """
    later = next((row for row in rows if row.valid_from >= since), None)
    if later is not None:
        raise Refusal(
            "officers.later_fact",
            _("For %(name)s “%(fact)s” from %(day)s on is recorded already. Take that back first."),
            field=field,
            name=officer.name,
            fact=str(later),
            day=day_of(later.valid_from).isoformat(),
        )


def refuse_before_joining(officer: Officer, since: datetime, field: str = "on") -> None:
    """Raises Refusal("officers.before_joining")."""
    if day_of(since) < officer.joined_on:
        raise Refusal(
            "officers.before_joining",
            _("%(name)s joined on %(day)s; this day is before."),
            field=field,
            name=officer.name,
            day=officer.joined_on.isoformat(),
        )


def statuses_of(officers: Sequence[Officer]) -> dict[int, list[ServiceStatus]]:
    """Service statuses by officer."""
    return rows_of(ServiceStatus, officers)


def serving_at(rows: Sequence[ServiceStatus], officer: Officer, at: datetime, field: str = "on") -> ServiceStatus:
    """The status in which he serves at the instant.

    Raises Refusal("officers.before_joining" | "officers.no_status" | "officers.not_serving").
    """
    refuse_before_joining(officer, at, field)
    held = status_at(rows, officer, at, field)
    if held.status not in SERVING:
        raise Refusal(
            "officers.not_serving",
            _("%(name)s does not serve on %(day)s: %(status)s."),
            field=field,
            name=officer.name,
            day=day_of(at).isoformat(),
            status=Service(held.status).label,
        )
    return held


def status_at(rows: Sequence[ServiceStatus], officer: Officer, at: datetime, field: str = "on") -> ServiceStatus:
    """The status at the instant. Raises Refusal("officers.no_status")."""
    held = held_at(rows, at)
    if held is None:
        raise Refusal(
            "officers.no_status",
            _("No service status of %(name)s is recorded for %(day)s."),
            field=field,
            name=officer.name,
            day=day_of(at).isoformat(),
        )
    return held
