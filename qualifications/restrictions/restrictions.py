"""Restricting officers, serving it on them, and ending it: appended facts, each with its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.models import Change
from personnel.changes.recording import close_facts, end_facts, lock_subjects, open_facts, record_changes
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from personnel.units.models import Unit
from qualifications.policies.policies import policy_line
from qualifications.policies.schema import RestrictionRule
from qualifications.restrictions.models import Restriction, Serving
from qualifications.restrictions.rules import end_of_term, is_within_bounds
from qualifications.states import Blocks, Level, RestrictionKind, RestrictionReason
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRestriction:
    """A restriction by a document.

    days: the term of a kind that ends by itself. planned_until: of the other kinds; it only reminds. level "": all.
    blocks: None takes what the policy says of the kind.
    """

    officer: Officer
    kind: RestrictionKind
    since: datetime
    document_no: str
    reason_code: RestrictionReason = RestrictionReason.OTHER
    days: int | None = None
    planned_until: date | None = None
    level: Level | str = ""
    blocks: Blocks | None = None
    decided_by_unit: Unit | None = None
    successor: Officer | None = None


@transaction.atomic
def restrict(*, items: Sequence[NewRestriction], actor: Actor, now: datetime | None = None) -> list[Restriction]:
    """Restrict officers. A term decided by 督察 keeps to the law's bounds and ends by itself.

    Raises Refusal("restrictions.document" | "restrictions.term" | "restrictions.planned" | "restrictions.successor" |
    "restrictions.known").
    """
    line = policy_line()
    rules = [line.at(item.since).restrictions[item.kind] for item in items]
    for item, rule in zip(items, rules, strict=True):
        _check(item, rule)
    lock_subjects({item.officer for item in items})
    _refuse_known(items)
    changes = record_changes(
        subjects={item.officer for item in items},
        actor=actor,
        reason_code="restriction.opened",
        params={item.officer.pk: {"kind": item.kind.value} for item in items},
        document_no=_shared(items),
        now=now,
    )
    rows = open_facts([_row(item, rule, changes) for item, rule in zip(items, rules, strict=True)])
    _audit("registry.restricted", rows, actor, now)
    return rows


def _check(item: NewRestriction, rule: RestrictionRule) -> None:
    if not item.document_no.strip():
        raise Refusal("restrictions.document", _("A document number is needed."), field="document_no")
    if rule.ends_by_itself != (item.days is not None):
        raise Refusal(
            "restrictions.term",
            _("Enter a number of days for a restriction with a term, and only for such."),
            field="days",
        )
    if item.days is not None and not is_within_bounds(rule, item.days):
        raise Refusal(
            "restrictions.term",
            _("The term must be %(least)s to %(most)s days."),
            field="days",
            least=rule.min_days,
            most=rule.max_days,
        )
    if rule.ends_by_itself and item.planned_until is not None:
        raise Refusal("restrictions.planned", _("A term has its end already."), field="planned_until")
    if item.successor == item.officer:
        raise Refusal("restrictions.successor", _("The successor must be somebody else."), field="successor")


def _refuse_known(items: Sequence[NewRestriction]) -> None:
    rows = Restriction.objects.believed().filter(officer__in={item.officer for item in items})
    known = {(row.officer_id, row.kind, row.document_no) for row in rows}
    for item in items:
        if (item.officer.pk, item.kind, item.document_no) in known:
            raise Refusal(
                "restrictions.known",
                _("%(name)s is restricted by this document already."),
                field="document_no",
                name=item.officer.name,
            )


def _row(item: NewRestriction, rule: RestrictionRule, changes: dict[int, Change]) -> Restriction:
    return Restriction(
        officer=item.officer,
        kind=item.kind,
        level=item.level,
        blocks=item.blocks or rule.blocks,
        suspends=rule.suspends,
        reason_code=item.reason_code,
        decided_by_unit=item.decided_by_unit,
        document_no=item.document_no,
        planned_until=item.planned_until,
        successor=item.successor,
        valid_from=item.since,
        valid_to=end_of_term(item.since, item.days) if item.days is not None else None,
        opened_by=changes[item.officer.pk],
    )


def _shared(items: Sequence[NewRestriction]) -> str:
    numbers = {item.document_no for item in items}
    return numbers.pop() if len(numbers) == 1 else ""


@transaction.atomic
def reinstate(
    *,
    restrictions: Sequence[Restriction],
    at: datetime,
    document_no: str,
    actor: Actor,
    now: datetime | None = None,
) -> list[Restriction]:
    """End restrictions at an instant: reinstatement, or a term that is cut short.

    Raises Refusal("restrictions.document" | "restrictions.ended").
    """
    if not document_no.strip():
        raise Refusal("restrictions.document", _("A document number is needed."), field="document_no")
    officers = {restriction.officer for restriction in restrictions}
    changes = record_changes(
        subjects=officers,
        actor=actor,
        reason_code="restriction.reinstated",
        params={restriction.officer_id: {"kind": restriction.kind} for restriction in restrictions},
        document_no=document_no,
        now=now,
    )
    rows = list(_believed(restrictions))
    for row in rows:
        if row.valid_to is not None and row.valid_to <= at:
            raise Refusal("restrictions.ended", _("The restriction has ended by then."), field="at")
        if row.valid_from >= at:
            raise Refusal("restrictions.not_begun", _("The restriction begins only later."), field="at")
    ended = end_facts(rows, changes, at)
    _audit("registry.reinstated", ended, actor, now, document_no, before=rows)
    return ended


@transaction.atomic
def correct_restrictions(
    *, restrictions: Sequence[Restriction], document_no: str, actor: Actor, now: datetime | None = None
) -> None:
    """Stop believing restrictions that were recorded by mistake: they never stood.

    Raises Refusal("restrictions.document" | "restrictions.ended").
    """
    if not document_no.strip():
        raise Refusal("restrictions.document", _("A document number is needed."), field="document_no")
    changes = record_changes(
        subjects={restriction.officer for restriction in restrictions},
        actor=actor,
        reason_code="restriction.corrected",
        document_no=document_no,
        now=now,
    )
    rows = _believed(restrictions)
    close_facts(rows, changes)
    _audit("registry.restriction_corrected", [], actor, now, document_no, before=rows)


def _believed(restrictions: Sequence[Restriction]) -> list[Restriction]:
    uuids = {restriction.uuid for restriction in restrictions}
    rows = list(Restriction.objects.believed().filter(uuid__in=uuids).select_related("officer"))
    if len(rows) < len(uuids):
        raise Refusal("restrictions.corrected", _("The restriction was corrected meanwhile."))
    return rows


@transaction.atomic
def serve(
    *,
    restrictions: Sequence[Restriction],
    served_at: datetime,
    actor: Actor,
    is_signed: bool = True,
    now: datetime | None = None,
) -> list[Serving]:
    """Record that restrictions were served on their officers (签收); is_signed: whether the officer signed.

    Raises Refusal("restrictions.served").
    """
    lock_subjects({restriction.officer for restriction in restrictions})
    if Serving.objects.filter(restriction_uuid__in=[row.uuid for row in restrictions]).exists():
        raise Refusal("restrictions.served", _("The restriction was served already."))
    at = now or clock.now()
    made = Serving.objects.bulk_create(
        [
            Serving(
                officer=row.officer,
                restriction_uuid=row.uuid,
                served_at=served_at,
                is_signed=is_signed,
                recorded_by=actor.uuid,
                recorded_at=at,
            )
            for row in restrictions
        ]
    )
    _audit("registry.restriction_served", restrictions, actor, at)
    return made


def _audit(
    action: str,
    rows: Sequence[Restriction],
    actor: Actor,
    now: datetime | None,
    document_no: str = "",
    *,
    before: Sequence[Restriction] = (),
) -> None:
    """One audit entry for each restriction, be it one that was before the act, after it or both."""
    earlier, later = {row.uuid: row for row in before}, {row.uuid: row for row in rows}
    concerned = {**later, **earlier}
    record_entries(
        actor=actor,
        action=action,
        subjects=[
            Subject(
                kind="registry.restriction",
                uuid=uuid,
                label=masked_name(row.officer.name),
                before=_said(earlier.get(uuid)),
                after=_said(later.get(uuid)),
            )
            for uuid, row in concerned.items()
        ],
        document_no=document_no or next((row.document_no for row in concerned.values()), ""),
        now=now,
    )


def _said(row: Restriction | None) -> dict[str, str | None] | None:
    """What an entry says of a restriction."""
    if row is None:
        return None
    return {
        "kind": row.kind,
        "level": row.level,
        "blocks": row.blocks,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }
