"""What is recorded about units over time, as their verbs read it and tell of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from personnel.units.models import Unit, UnitVersion
from records.audit import Subject
from records.days import day_of
from records.refusals import Refusal


def versions_of(units: Sequence[Unit]) -> dict[int, list[UnitVersion]]:
    """What is believed of each unit, in its order."""
    rows: dict[int, list[UnitVersion]] = {unit.pk: [] for unit in units}
    for version in UnitVersion.objects.believed().filter(unit__in=rows).select_related("parent").order_by("valid_from"):
        rows[version.unit_id].append(version)
    return rows


def standing_at(versions: Sequence[UnitVersion], since: datetime) -> UnitVersion:
    """The one that holds at the instant. Raises Refusal("units.not_standing")."""
    for version in versions:
        if version.valid_from <= since and (version.valid_to is None or since < version.valid_to):
            return version
    if versions and since < versions[0].valid_from:
        founded = day_of(versions[0].valid_from).isoformat()
        raise Refusal("units.not_standing", _("The unit was founded only on %(day)s."), field="since", day=founded)
    raise Refusal("units.not_standing", _("The unit does not exist at that time."), field="since")


def reason_params(units: Sequence[Unit], reason: str) -> dict[int, dict[str, Any]]:
    """The params of the units' changes: why, in the clerk's words."""
    return {unit.pk: {"reason": reason} for unit in units} if reason else {}


def subject_of(unit: Unit, label: str, **parts: Any) -> Subject:
    """The unit in an audit entry."""
    return Subject(kind="personnel.unit", uuid=unit.uuid, label=label, **parts)
