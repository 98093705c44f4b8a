"""Import plans: parse to a plan, a person confirms, apply once."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from records import clock
from records.actor import Actor
from records.models import ImportPlan
from records.refusals import Refusal
from records.states import PLAN_MOVES, PlanState


def keep_plan(
    *,
    actor: Actor,
    kind: str,
    file_name: str,
    content: bytes,
    rows: list[dict[str, Any]],
    counts: dict[str, int],
    target_uuid: UUID | None = None,
    now: datetime | None = None,
) -> ImportPlan:
    """Keep what a file would change until its owner decides."""
    return ImportPlan.objects.create(
        kind=kind,
        target_uuid=target_uuid,
        owner_uuid=actor.uuid,
        file_name=file_name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=rows,
        counts=counts,
        created_at=now or clock.now(),
    )


def end_plan(
    plan: ImportPlan, state: PlanState, *, counts: dict[str, int] | None = None, now: datetime | None = None
) -> ImportPlan:
    """Move a plan to its end under a lock; call it inside the transaction that applies it.

    Raises Refusal("records.plan_ended") for one that was applied or discarded before.
    """
    locked = ImportPlan.objects.select_for_update().get(pk=plan.pk)
    if state not in PLAN_MOVES[PlanState(locked.state)]:
        raise Refusal("records.plan_ended", _("This import has already been applied or discarded."))
    locked.state = state
    locked.ended_at = now or clock.now()
    if counts is not None:
        locked.counts = counts
    locked.save(update_fields=["state", "ended_at", "counts"])
    return locked
