"""Hours as evidence of the registry: "40 hours" is a rule over evidence, the registry needs no import upwards."""

from collections.abc import Sequence
from datetime import datetime

from courses.hours.models import TrainingHours
from qualifications.evidence.evidence import NewEvidence, record_evidence
from qualifications.states import EvidenceKind
from records.actor import Actor

SOURCE = "courses.training_hours"


def send_evidence(*, rows: Sequence[TrainingHours], actor: Actor, now: datetime | None = None) -> None:
    """Tell the registry of new hours, inside the transaction that stores them."""
    items = [
        NewEvidence(
            officer=row.officer,
            kind=EvidenceKind.HOURS,
            amount=row.hours,
            occurred_at=row.earned_at,
            title=row.title,
            document_no=row.document_no,
            source_kind=SOURCE,
            source_uuid=row.uuid,
        )
        for row in rows
    ]
    record_evidence(items=items, actor=actor, now=now)
