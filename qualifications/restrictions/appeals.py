"""Appeals against restrictions: filed while they stand, answered within the law's time, suspending nothing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import lock_subjects
from personnel.officers.rules import masked_name
from qualifications.policies.policies import policy_at
from qualifications.restrictions.models import Restriction, RestrictionAppeal
from qualifications.restrictions.restrictions import reinstate
from qualifications.states import APPEAL_MOVES, AppealState, RestrictionKind
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal


@transaction.atomic
def file_appeal(
    *, restriction: Restriction, filed_at: datetime, actor: Actor, now: datetime | None = None
) -> RestrictionAppeal:
    """File an appeal; it must be filed while the restriction stands (公安机关督察条例 art. 14).

    Raises Refusal("appeals.none" | "appeals.late" | "appeals.filed").
    """
    lock_subjects([restriction.officer])
    hours = policy_at(restriction.valid_from).restrictions[RestrictionKind(restriction.kind)].appeal_hours
    if hours is None:
        raise Refusal("appeals.none", _("No appeal is provided for this kind of restriction."))
    standing = Restriction.objects.believed().filter(uuid=restriction.uuid).holding_at(filed_at)
    if not standing.exists():
        raise Refusal("appeals.late", _("An appeal is filed while the restriction stands."), field="filed_at")
    if RestrictionAppeal.objects.filter(restriction_uuid=restriction.uuid, state=AppealState.FILED).exists():
        raise Refusal("appeals.filed", _("An appeal was filed already."))
    appeal = RestrictionAppeal.objects.create(
        officer=restriction.officer,
        restriction_uuid=restriction.uuid,
        filed_at=filed_at,
        answer_due_at=filed_at + timedelta(hours=hours),
    )
    _audit("registry.appeal_filed", appeal, actor, now)
    return appeal


@transaction.atomic
def answer_appeal(
    *,
    appeal: RestrictionAppeal,
    state: AppealState,
    document_no: str,
    actor: Actor,
    answered_at: datetime | None = None,
    now: datetime | None = None,
) -> RestrictionAppeal:
    """Uphold or reverse the decision, or note that the appeal was withdrawn; a reversed restriction ends there.

    Raises Refusal("appeals.state" | "restrictions.document").
    """
    if not document_no.strip():
        raise Refusal("restrictions.document", _("A document number is needed."), field="document_no")
    lock_subjects([appeal.officer])
    locked = RestrictionAppeal.objects.select_for_update().get(pk=appeal.pk)
    if state not in APPEAL_MOVES[AppealState(locked.state)]:
        raise Refusal("appeals.state", _("The appeal was answered already."))
    at = now or clock.now()
    locked.state, locked.answered_at, locked.document_no = state, answered_at or at, document_no
    locked.save(update_fields=["state", "answered_at", "document_no"])
    if state == AppealState.REVERSED:
        rows = Restriction.objects.believed().filter(uuid=locked.restriction_uuid).select_related("officer")
        standing = list(rows.holding_at(locked.answered_at))
        if standing:
            reinstate(restrictions=standing, at=locked.answered_at, document_no=document_no, actor=actor, now=at)
    _audit("registry.appeal_answered", locked, actor, at)
    return locked


def _audit(action: str, appeal: RestrictionAppeal, actor: Actor, now: datetime | None) -> None:
    record_entry(
        actor=actor,
        action=action,
        subject_kind="registry.appeal",
        subject_uuid=appeal.uuid,
        subject_label=masked_name(appeal.officer.name),
        after={"state": appeal.state},
        document_no=appeal.document_no,
        now=now,
    )
