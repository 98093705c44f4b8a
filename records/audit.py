"""Writing down acts. The entry shares the act's transaction; it takes no lock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from records import clock
from records.actor import Actor
from records.models import AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an act was done to: its kind ("exams.paper"), uuid, a label without personal data, and the difference."""

    kind: str
    uuid: UUID | None
    label: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def record_entries(
    *,
    actor: Actor,
    action: str,
    subjects: Iterable[Subject],
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Append one entry for each subject of one act."""
    at = now or clock.now()
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                at=at,
                actor_uuid=actor.uuid,
                actor_name=actor.name,
                actor_role=actor.role,
                actor_unit=actor.unit,
                address=actor.address,
                action=action,
                subject_kind=subject.kind,
                subject_uuid=subject.uuid,
                subject_label=subject.label[:200],
                before=subject.before,
                after=subject.after,
                reason=reason,
                document_no=document_no,
            )
            for subject in subjects
        ),
        batch_size=500,
    )


def record_entry(
    *,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_uuid: UUID | None,
    subject_label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    document_no: str = "",
    now: datetime | None = None,
) -> None:
    """Append the entry of one act on one subject."""
    subject = Subject(kind=subject_kind, uuid=subject_uuid, label=subject_label, before=before, after=after)
    record_entries(actor=actor, action=action, subjects=[subject], reason=reason, document_no=document_no, now=now)
