"""Level claims: they arise from evidence, somebody proposes and confirms or refuses them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import BATCH
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from qualifications.evidence.models import Evidence
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.rules import EXAMS, Basis, Held, Proof, find_basis
from qualifications.policies.policies import policy_at
from qualifications.policies.schema import Policy
from qualifications.states import CLAIM_MOVES, LIVE_CLAIMS, ClaimState, EvidenceKind, Level, Outcome
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal

REVOKED = "level.revoked"
CORRECTED = "evidence_corrected"
_COUNTING = (*EXAMS, EvidenceKind.HOURS, EvidenceKind.APPRAISAL)


@transaction.atomic
def raise_claims(*, officers: Iterable[Officer], actor: Actor, now: datetime | None = None) -> list[LevelClaim]:
    """Open a claim wherever the policy's rule over evidence is met; those that wait already are left alone.

    Call it with the officers' rows locked (the verbs over facts do).
    """
    at = now or clock.now()
    policy = policy_at(at)
    by_pk = {officer.pk: officer for officer in officers}
    keys = sorted(by_pk)
    made: list[LevelClaim] = []
    for start in range(0, len(keys), BATCH):
        made += _claims_of(keys[start : start + BATCH], policy, at)
    made = LevelClaim.objects.bulk_create(made, batch_size=BATCH)
    _audit("registry.claim_raised", made, by_pk, actor, at)
    return made


def _claims_of(keys: Sequence[int], policy: Policy, at: datetime) -> list[LevelClaim]:
    proofs, records, claims = proofs_of(keys), records_of(keys), _claims_by_officer(keys)
    made = []
    for key in keys:
        used = {record.exam_uuid for record in records[key] if record.exam_uuid}
        used |= {claim.exam.uuid for claim in claims[key] if _ends_the_exam(claim)}
        waiting = {claim.level for claim in claims[key] if claim.state in LIVE_CLAIMS}
        for level, rule in policy.levels.items():
            if level in waiting:
                continue
            basis = find_basis(
                level=level,
                rule=rule,
                proofs=proofs[key],
                records=records[key],
                used=frozenset(used),
                stream_matters=policy.stream_must_match,
                at=at,
            )
            if basis:
                made.append(_claim(key, level, basis, at))
    return made


def _ends_the_exam(claim: LevelClaim) -> bool:
    return claim.state == ClaimState.REFUSED and claim.reason_code != CORRECTED


def _claim(officer_id: int, level: Level, basis: Basis, at: datetime) -> LevelClaim:
    return LevelClaim(
        officer_id=officer_id,
        level=level,
        stream=basis.exam.stream,
        exam_id=basis.exam.id,
        appraisal_id=basis.appraisal.id if basis.appraisal else None,
        eligible_at=at,
    )


def proofs_of(keys: Sequence[int]) -> dict[int, list[Proof]]:
    """Evidence as the rules see it, by officer."""
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for row in Evidence.objects.believed().filter(officer__in=keys, kind__in=_COUNTING):
        proofs[row.officer_id].append(
            Proof(
                id=row.pk,
                uuid=row.uuid,
                kind=row.kind,
                outcome=row.outcome,
                level=row.level,
                stream=row.stream,
                occurred_at=row.valid_from,
                amount=row.amount,
            )
        )
    return proofs


def records_of(keys: Sequence[int]) -> dict[int, list[Held]]:
    """Level records as the rules see them, by officer."""
    records: dict[int, list[Held]] = defaultdict(list)
    for row in LevelRecord.objects.believed().filter(officer__in=keys).select_related("opened_by"):
        records[row.officer_id].append(
            Held(
                level=Level(row.level),
                stream=row.stream,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                exam_uuid=row.exam_uuid,
                is_revoked=row.opened_by.reason_code == REVOKED,
            )
        )
    return records


def _claims_by_officer(keys: Sequence[int]) -> dict[int, list[LevelClaim]]:
    claims: dict[int, list[LevelClaim]] = defaultdict(list)
    for claim in LevelClaim.objects.filter(officer__in=keys).select_related("exam"):
        claims[claim.officer_id].append(claim)
    return claims


def follow_corrections(
    *, replaced: Sequence[Evidence], opened: Sequence[Evidence], actor: Actor, now: datetime | None = None
) -> None:
    """Let waiting claims follow evidence that was corrected: to its new row, or to a refusal where it fails now."""
    if not replaced:
        return
    passed = {row.uuid: row for row in opened if row.outcome == Outcome.PASS}
    old = {row.pk: row.uuid for row in replaced}
    claims = list(LevelClaim.objects.live().filter(exam__in=old).select_related("exam"))
    appraised = list(LevelClaim.objects.live().filter(appraisal__in=old))
    kept = [claim for claim in claims if _still_rests(passed.get(old[claim.exam_id]), claim)]
    for claim in kept:
        claim.exam = passed[old[claim.exam_id]]
    LevelClaim.objects.bulk_update(kept, ["exam"], batch_size=BATCH)
    lost = [claim for claim in claims if claim not in kept]
    for claim in appraised:
        assert claim.appraisal_id is not None  # noqa: S101  (they were selected by it)
        if new := passed.get(old[claim.appraisal_id]):
            LevelClaim.objects.filter(pk=claim.pk).update(appraisal=new)
        elif claim not in lost:
            lost.append(claim)
    if lost:
        refuse_claims(claims=lost, reason_code=CORRECTED, actor=actor, now=now)


def _still_rests(new: Evidence | None, claim: LevelClaim) -> bool:
    return new is not None and new.level == claim.level and new.officer_id == claim.officer_id


def lock_claims(claims: Iterable[LevelClaim]) -> list[LevelClaim]:
    """The claims' rows, locked, in order of id, with officer and evidence.

    Lock their officers first (the verbs over facts do): officers before claims.
    """
    keys = [claim.pk for claim in claims]
    rows: list[LevelClaim] = []
    for start in range(0, len(keys), BATCH):
        chunk = LevelClaim.objects.select_for_update(of=("self",)).filter(pk__in=keys[start : start + BATCH])
        rows.extend(chunk.select_related("officer", "exam", "appraisal").order_by("pk"))
    return rows


def check_move(claim: LevelClaim, target: ClaimState) -> None:
    """Raises Refusal("claims.state") where the move is not allowed."""
    if target not in CLAIM_MOVES[ClaimState(claim.state)]:
        raise Refusal(
            "claims.state",
            _("%(name)s: the claim is %(state)s already."),
            name=claim.officer.name,
            state=claim.get_state_display(),
        )


@transaction.atomic
def propose_claims(*, claims: Sequence[LevelClaim], actor: Actor, now: datetime | None = None) -> list[LevelClaim]:
    """Put claims before whoever confirms; those proposed already are refused.

    Raises Refusal("claims.state").
    """
    locked = lock_claims(claims)
    at = now or clock.now()
    for claim in locked:
        check_move(claim, ClaimState.PROPOSED)
        claim.state, claim.proposed_at = ClaimState.PROPOSED, at
    LevelClaim.objects.bulk_update(locked, ["state", "proposed_at"], batch_size=BATCH)
    _audit("registry.claim_proposed", locked, {claim.officer_id: claim.officer for claim in locked}, actor, at)
    return locked


@transaction.atomic
def refuse_claims(
    *,
    claims: Sequence[LevelClaim],
    reason_code: str,
    actor: Actor,
    document_no: str = "",
    now: datetime | None = None,
) -> list[LevelClaim]:
    """End claims without a level; the exam that they rest on raises none again.

    Raises Refusal("claims.state").
    """
    locked = lock_claims(claims)
    at = now or clock.now()
    for claim in locked:
        check_move(claim, ClaimState.REFUSED)
        claim.state, claim.decided_at, claim.decided_by = ClaimState.REFUSED, at, actor.uuid
        claim.reason_code, claim.document_no = reason_code, document_no
    fields = ["state", "decided_at", "decided_by", "reason_code", "document_no"]
    LevelClaim.objects.bulk_update(locked, fields, batch_size=BATCH)
    _audit("registry.claim_refused", locked, {claim.officer_id: claim.officer for claim in locked}, actor, at)
    return locked


def _audit(
    action: str, claims: Sequence[LevelClaim], officers: dict[int, Officer], actor: Actor, now: datetime
) -> None:
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="registry.claim",
                uuid=claim.uuid,
                label=masked_name(officers[claim.officer_id].name),
                after={"level": claim.level, "state": claim.state, "reason": claim.reason_code},
            )
            for claim in claims
        ],
        now=now,
    )
