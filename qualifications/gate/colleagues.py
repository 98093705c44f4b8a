"""Under whom an officer without the level may assist."""

from typing import Any

from personnel.officers.models import Officer
from qualifications.gate.models import Decision
from qualifications.levels.models import LevelRecord
from qualifications.states import Level


def holders_in_unit(officer: Any, decision: Decision) -> int:
    """How many of his established unit hold basic at the decision's moment. officer: with its post then."""
    if officer is None or officer.unit_id is None:
        return 0
    holders = LevelRecord.objects.holders_at(decision.at_from, Level.BASIC)
    return Officer.objects.posted_below(officer.unit_id, decision.at_from).filter(pk__in=holders).count()
