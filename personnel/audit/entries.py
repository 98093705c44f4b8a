"""The auditor's questions about entries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from personnel.access.scope import may
from records.actor import Actor
from records.days import end_of, start_of
from records.models import AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries; empty values mean all. days are inclusive."""

    action: str = ""
    who: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


def entries_visible_to(actor: Actor) -> "QuerySet[AuditEntry]":
    """All entries for an auditor, one's own acts for anybody else."""
    entries = AuditEntry.objects.all()
    return entries if may(actor, "audit.view") else entries.filter(actor_uuid=actor.uuid)


def find_entries(wanted: Wanted, *, actor: Actor) -> "QuerySet[AuditEntry]":
    """The entries asked for, the newest first."""
    entries = entries_visible_to(actor)
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.who:
        entries = entries.filter(Q(actor_name__contains=wanted.who) | Q(address=wanted.who))
    if wanted.subject:
        entries = entries.filter(Q(subject_label__contains=wanted.subject) | Q(document_no__contains=wanted.subject))
    if wanted.first_day:
        entries = entries.filter(at__gte=start_of(wanted.first_day))
    if wanted.last_day:
        entries = entries.filter(at__lt=end_of(wanted.last_day))
    return entries.order_by("-at", "-pk")
