"""The legal profession qualification, and since when somebody reviews administrative penalties."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.changes.recording import open_facts
from personnel.officers.models import FirstReview, LegalQualification, Officer
from personnel.officers.recorded import audit, changes_of, refuse_before_joining, rows_of
from records.actor import Actor
from records.days import day_of, start_of
from records.refusals import Refusal


@transaction.atomic
def record_legal_qualifications(
    *,
    items: Sequence[tuple[Officer, str, date]],
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Record (officer, certificate number, day): the legal profession qualification held from that day on.

    It may be older than the service. Raises Refusal("officers.legal_known" | "officers.certificate_missing").
    """
    officers = [officer for officer, _number, _day in items]
    changes = changes_of(
        officers, "officer.legal_qualified", actor=actor, document_no=document_no, reason=reason, now=now
    )
    known = rows_of(LegalQualification, officers)
    for officer, number, _day in items:
        if not number.strip():
            raise Refusal("officers.certificate_missing", _("The certificate has a number."), field="certificate_no")
        if known[officer.pk]:
            raise Refusal(
                "officers.legal_known",
                _("The legal profession qualification of %(name)s is recorded since %(day)s."),
                field="certificate_no",
                name=officer.name,
                day=day_of(known[officer.pk][0].valid_from).isoformat(),
            )
    open_facts(
        [
            LegalQualification(
                officer=officer, certificate_no=number.strip(), valid_from=start_of(day), opened_by=changes[officer.pk]
            )
            for officer, number, day in items
        ]
    )
    audit("personnel.officer_legal_qualified", officers, actor=actor, document_no=document_no, reason=reason, now=now)


@transaction.atomic
def record_first_reviews(
    *,
    officers: Sequence[tuple[Officer, date]],
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Record since when officers have reviewed administrative penalties (行政处罚法 art. 58: 初次从事).

    Raises Refusal("officers.before_joining" | "officers.review_known").
    """
    subjects = [officer for officer, _day in officers]
    changes = changes_of(subjects, "officer.first_review", actor=actor, document_no=document_no, reason=reason, now=now)
    known = rows_of(FirstReview, subjects)
    for officer, day in officers:
        refuse_before_joining(officer, start_of(day))
        if known[officer.pk]:
            raise Refusal(
                "officers.review_known",
                _("%(name)s has reviewed penalties since %(day)s, as recorded. Take that back first."),
                field="on",
                name=officer.name,
                day=day_of(known[officer.pk][0].valid_from).isoformat(),
            )
    open_facts(
        [
            FirstReview(officer=officer, valid_from=start_of(day), opened_by=changes[officer.pk])
            for officer, day in officers
        ]
    )
    audit("personnel.first_review_recorded", subjects, actor=actor, document_no=document_no, reason=reason, now=now)
