"""Granting, renewing and taking away levels: every one of them appended facts with a document number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import BATCH, close_facts, end_facts, lock_subjects, open_facts, record_changes
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from qualifications.levels.certificates import next_numbers
from qualifications.levels.claims import REVOKED, check_move, lock_claims, raise_claims, records_of, refuse_claims
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.rules import holds
from qualifications.policies.policies import policy_at
from qualifications.policies.rules import end_of_validity
from qualifications.policies.schema import Policy
from qualifications.states import ClaimState, Level
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.days import day_of, start_of
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A level that is to be held by somebody: its three dates and what it rests on."""

    officer: Officer
    level: Level
    stream: str
    exam_passed_on: date | None
    appraised_on: date | None
    confirmed_on: date
    document_no: str
    exam_uuid: UUID | None


@transaction.atomic
def confirm(
    *,
    claims: Sequence[LevelClaim],
    confirmed_on: date,
    document_no: str,
    actor: Actor,
    appraised_on: date | None = None,
    now: datetime | None = None,
) -> list[LevelRecord]:
    """Confirm claims by a document: each opens a level record with its three dates and a certificate number.

    A claim that was not proposed yet is proposed and confirmed at once. Where the level is still held, the new record
    begins where the old one ends (续延). How long it is valid says the policy in force on the day.

    Raises Refusal("levels.document" | "levels.confirmed_on" | "claims.state" | "levels.prerequisite").
    """
    lock_subjects({claim.officer for claim in claims})
    locked = lock_claims(claims)
    at = now or clock.now()
    for claim in locked:
        if claim.state == ClaimState.ELIGIBLE:
            check_move(claim, ClaimState.PROPOSED)
            claim.state, claim.proposed_at = ClaimState.PROPOSED, at
        check_move(claim, ClaimState.CONFIRMED)
    grants = [_grant_of(claim, confirmed_on, appraised_on, document_no) for claim in locked]
    records = _open_grants(grants, reason_code="level.confirmed", document_no=document_no, actor=actor, now=at)
    for claim, record in zip(locked, records, strict=True):
        claim.state, claim.decided_at, claim.decided_by = ClaimState.CONFIRMED, at, actor.uuid
        claim.record_uuid, claim.document_no = record.uuid, document_no
    fields = ["state", "proposed_at", "decided_at", "decided_by", "record_uuid", "document_no"]
    LevelClaim.objects.bulk_update(locked, fields, batch_size=BATCH)
    raise_claims(officers={claim.officer for claim in locked}, actor=actor, now=at)
    return records


def _grant_of(claim: LevelClaim, confirmed_on: date, appraised_on: date | None, document_no: str) -> Grant:
    return Grant(
        officer=claim.officer,
        level=Level(claim.level),
        stream=claim.stream,
        exam_passed_on=day_of(claim.exam.valid_from),
        appraised_on=day_of(claim.appraisal.valid_from) if claim.appraisal else appraised_on,
        confirmed_on=confirmed_on,
        document_no=document_no,
        exam_uuid=claim.exam.uuid,
    )


@transaction.atomic
def renew(
    *,
    records: Sequence[LevelRecord],
    confirmed_on: date,
    document_no: str,
    actor: Actor,
    now: datetime | None = None,
) -> list[LevelRecord]:
    """Renew levels by a document alone: each goes on where it ends, or from the day where it has ended.

    A restriction is no bar and goes on standing. Raises Refusal("levels.permanent") for a level without an end.
    """
    if any(record.valid_to is None for record in records):
        raise Refusal("levels.permanent", _("A permanent level needs no renewal."))
    grants = [
        Grant(
            officer=record.officer,
            level=Level(record.level),
            stream=record.stream,
            exam_passed_on=record.exam_passed_on,
            appraised_on=record.appraised_on,
            confirmed_on=confirmed_on,
            document_no=document_no,
            exam_uuid=record.exam_uuid,
        )
        for record in records
    ]
    return _open_grants(grants, reason_code="level.renewed", document_no=document_no, actor=actor, now=now)


def _open_grants(
    grants: Sequence[Grant], *, reason_code: str, document_no: str, actor: Actor, now: datetime | None
) -> list[LevelRecord]:
    at = now or clock.now()
    check_document(document_no)
    for grant in grants:
        _check_day(grant, at)
    changes = record_changes(
        subjects={grant.officer for grant in grants},
        actor=actor,
        reason_code=reason_code,
        params={grant.officer.pk: {"level": grant.level.value} for grant in grants},
        document_no=document_no,
        now=at,
    )
    policies = {day: policy_at(start_of(day)) for day in {grant.confirmed_on for grant in grants}}
    ends = _ends_by_officer(grants)
    _check_prerequisites(grants, policies)
    numbers = _numbers(grants)
    records = open_facts(
        [
            _record(grant, policies[grant.confirmed_on], ends, numbers[index], changes)
            for index, grant in enumerate(grants)
        ]
    )
    audit_records(f"registry.{reason_code.replace('.', '_')}", records, actor, document_no, at)
    return records


def _record(
    grant: Grant,
    policy: Policy,
    ends: Mapping[tuple[int, str, str], datetime],
    certificate_no: str,
    changes: Mapping[int, Change],
) -> LevelRecord:
    begins = start_of(grant.confirmed_on)
    begins = max(begins, ends.get((grant.officer.pk, grant.level, grant.stream), begins))
    return LevelRecord(
        officer=grant.officer,
        level=grant.level,
        stream=grant.stream,
        certificate_no=certificate_no,
        exam_passed_on=grant.exam_passed_on,
        appraised_on=grant.appraised_on,
        confirmed_on=grant.confirmed_on,
        document_no=grant.document_no,
        exam_uuid=grant.exam_uuid,
        valid_from=begins,
        valid_to=end_of_validity(begins, policy.levels[grant.level].valid_months),
        opened_by=changes[grant.officer.pk],
    )


def check_document(document_no: str) -> None:
    """Raises Refusal("levels.document") where there is none."""
    if not document_no.strip():
        raise Refusal("levels.document", _("A document number is needed."), field="document_no")


def _check_day(grant: Grant, at: datetime) -> None:
    if grant.confirmed_on > day_of(at):
        raise Refusal("levels.confirmed_on", _("The day of confirmation lies ahead."), field="confirmed_on")
    if grant.exam_passed_on and grant.confirmed_on < grant.exam_passed_on:
        raise Refusal(
            "levels.confirmed_on",
            _("%(name)s passed on %(day)s: the confirmation can't be earlier."),
            field="confirmed_on",
            name=grant.officer.name,
            day=grant.exam_passed_on,
        )


def _ends_by_officer(grants: Sequence[Grant]) -> dict[tuple[int, str, str], datetime]:
    """Where the last record of each officer, level and stream ends, if it does."""
    ends: dict[tuple[int, str, str], datetime] = {}
    keys = sorted({grant.officer.pk for grant in grants})
    for start in range(0, len(keys), BATCH):
        rows = LevelRecord.objects.believed().filter(officer__in=keys[start : start + BATCH], valid_to__isnull=False)
        for officer, level, stream, valid_to in rows.values_list("officer_id", "level", "stream", "valid_to"):
            if valid_to is not None:
                key = (officer, level, stream)
                ends[key] = max(valid_to, ends.get(key, valid_to))
    return ends


def _check_prerequisites(grants: Sequence[Grant], policies: Mapping[date, Policy]) -> None:
    held = records_of([grant.officer.pk for grant in grants])
    for grant in grants:
        below = policies[grant.confirmed_on].levels[grant.level].prerequisite
        if below and not holds(held[grant.officer.pk], below, start_of(grant.confirmed_on)):
            raise Refusal(
                "levels.prerequisite",
                _("%(name)s does not hold the level below on that day: levels are climbed one at a time."),
                name=grant.officer.name,
            )


def _numbers(grants: Sequence[Grant]) -> dict[int, str]:
    """Certificate numbers by the grant's place, in the order given."""
    places: dict[tuple[Level, int], list[int]] = defaultdict(list)
    for index, grant in enumerate(grants):
        places[grant.level, grant.confirmed_on.year].append(index)
    numbers: dict[int, str] = {}
    for (level, year), indexes in places.items():
        numbers |= dict(zip(indexes, next_numbers(level=level, on=date(year, 1, 1), count=len(indexes)), strict=True))
    return numbers


@transaction.atomic
def revoke(
    *,
    records: Sequence[LevelRecord],
    at: datetime,
    document_no: str,
    actor: Actor,
    now: datetime | None = None,
) -> list[LevelRecord]:
    """Take levels away from an instant on, and with each those that presuppose it; days before stay held.

    Raises Refusal("levels.document" | "levels.ended").
    """
    check_document(document_no)
    lowest: dict[int, Level] = {}
    for record in records:
        level = Level(record.level)
        lowest[record.officer_id] = min(level, lowest.get(record.officer_id, level), key=lambda level: level.step)
    changes = record_changes(
        subjects=[record.officer for record in records],
        actor=actor,
        reason_code=REVOKED,
        params={key: {"level": level.value} for key, level in lowest.items()},
        document_no=document_no,
        now=now,
    )
    rows = LevelRecord.objects.believed().filter(officer__in=lowest).overlapping(at, None).select_related("officer")
    ending = [row for row in rows if row.level in lowest[row.officer_id].and_above]
    if missing := lowest.keys() - {row.officer_id for row in ending}:
        name = next(record.officer.name for record in records if record.officer_id in missing)
        raise Refusal("levels.ended", _("%(name)s does not hold the level any more by then."), name=name)
    copies = end_facts(ending, changes, at)
    _drop_claims(lowest, actor, document_no, now)
    audit_records("registry.level_revoked", copies, actor, document_no, now, before=ending)
    return copies


def _drop_claims(lowest: Mapping[int, Level], actor: Actor, document_no: str, now: datetime | None) -> None:
    """End waiting claims of levels that presuppose a revoked one."""
    claims = [
        claim
        for claim in LevelClaim.objects.live().filter(officer__in=lowest)
        if Level(claim.level).step > lowest[claim.officer_id].step
    ]
    refuse_claims(claims=claims, reason_code="prerequisite_lost", actor=actor, document_no=document_no, now=now)


@transaction.atomic
def correct_away(
    *, records: Sequence[LevelRecord], document_no: str, actor: Actor, now: datetime | None = None
) -> None:
    """Stop believing level records: as known from now on they were never held, not on any day.

    What was known before stays answerable. Raises Refusal("levels.document" | "levels.corrected" |
    "levels.presupposed") for one on which a higher level rests that isn't corrected with it.
    """
    check_document(document_no)
    officers = {record.officer for record in records}
    changes = record_changes(
        subjects=officers, actor=actor, reason_code="level.corrected", document_no=document_no, now=now
    )
    rows = list(LevelRecord.objects.believed().filter(uuid__in={record.uuid for record in records}))
    if len({row.uuid for row in rows}) < len({record.uuid for record in records}):
        raise Refusal("levels.corrected", _("One of these records was corrected already."))
    _refuse_presupposed(rows)
    close_facts(rows, changes)
    audit_records("registry.level_corrected", [], actor, document_no, now, before=records)
    raise_claims(officers=officers, actor=actor, now=now)


def _refuse_presupposed(corrected: Sequence[LevelRecord]) -> None:
    """Levels are climbed one at a time: none may be left standing on a step that is believed no more."""
    gone = {row.pk for row in corrected}
    believed = list(
        LevelRecord.objects.believed()
        .filter(officer__in={row.officer_id for row in corrected})
        .select_related("officer")
    )
    for row in believed:
        steps = [
            other.pk
            for other in believed
            if (other.officer_id, other.level) == (row.officer_id, Level(row.level).below)
            and other.valid_from <= row.valid_from
        ]
        if row.pk not in gone and steps and gone.issuperset(steps):
            raise Refusal(
                "levels.presupposed",
                _("%(name)s holds the %(level)s level, which presupposes this one; correct both together."),
                name=row.officer.name,
                level=Level(row.level).label,
            )


def audit_records(
    action: str,
    records: Sequence[LevelRecord],
    actor: Actor,
    document_no: str,
    now: datetime | None,
    *,
    before: Sequence[LevelRecord] = (),
) -> None:
    """One audit entry for each record, be it one that was before the act, after it or both."""
    earlier, later = {row.uuid: row for row in before}, {row.uuid: row for row in records}
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="registry.level",
                uuid=uuid,
                label=masked_name(record.officer.name),
                before=_said(earlier.get(uuid)),
                after=_said(later.get(uuid)),
            )
            for uuid, record in {**later, **earlier}.items()
        ],
        document_no=document_no,
        now=now,
    )


def _said(record: LevelRecord | None) -> dict[str, str | None] | None:
    """What an entry says of a record."""
    if record is None:
        return None
    return {
        "level": record.level,
        "certificate_no": record.certificate_no,
        "valid_from": record.valid_from.isoformat(),
        "valid_to": record.valid_to.isoformat() if record.valid_to else None,
    }
