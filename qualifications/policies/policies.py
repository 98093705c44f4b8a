"""Which policy governs when: one line of versions, the shipped one at its beginning."""

from datetime import datetime

from qualifications.policies.models import PolicyVersion
from qualifications.policies.rules import PolicyLine
from qualifications.policies.schema import Policy
from qualifications.policies.shipped import SHIPPED
from qualifications.states import PolicyState
from records.days import start_of


def policy_line(known_at: datetime | None = None) -> PolicyLine:
    """All versions in force with the instants from which they govern, as known at an instant (now)."""
    rows = PolicyVersion.objects.filter(state=PolicyState.IN_FORCE)
    if known_at is not None:
        rows = rows.filter(put_in_force_at__lte=known_at)
    versions = [
        (row.valid_from, Policy.model_validate(row.document)) for row in rows.order_by("valid_from") if row.valid_from
    ]
    return PolicyLine(((start_of(SHIPPED.valid_from), SHIPPED), *versions))


def policy_at(instant: datetime) -> Policy:
    """The policy that governs at the instant."""
    return policy_line().at(instant)
