"""Hours as evidence of the registry: "40 hours" is a rule over evidence, the registry needs no import upwards."""

from collections.abc import Sequence
from datetime import datetime

from courses.hours.models import TrainingHours
from records.actor import Actor

SOURCE = "courses.training_hours"


def send_evidence(
    *, rows: Sequence[TrainingHours], actor: Actor, document_no: str = "", now: datetime | None = None
) -> None:
    """Tell the registry of new hours, inside the transaction that stores them."""
