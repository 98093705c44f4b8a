"""Entries as a sheet of a workbook."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.audit.people import AT_ONCE, names_in
from personnel.audit.words import actor_words, differences, subject_words
from records.actions import label_of
from records.models import AuditEntry, AuditSeal
from records.workbooks import Sheet


def sheet_of(entries: list[AuditEntry], now: datetime) -> Sheet:
    """All that the entries say, each with its uuid and the number of its seal."""
    names, seals = names_in(entries, now), _seals(entries)
    head = (
        _("Time"),
        _("By"),
        _("Role"),
        _("Address"),
        _("Act"),
        _("To what"),
        _("Document number"),
        _("Reason"),
        _("Before"),
        _("After"),
        _("Number of the seal"),
        pgettext("audit", "Entry"),
    )
    rows = []
    for entry in entries:
        lines = differences(entry, names)
        rows.append(
            (
                entry.at,
                *actor_words(entry),
                entry.address,
                label_of(entry.action),
                subject_words(entry, names),
                entry.document_no,
                entry.reason,
                "；".join(f"{name}：{before}" for name, before, _after, _differs in lines if before),
                "；".join(f"{name}：{after}" for name, _before, after, _differs in lines if after),
                seals.get(entry.pk, ""),
                str(entry.uuid),
            )
        )
    return Sheet(title=_("Audit entries"), head=head, rows=rows)


def _seals(entries: list[AuditEntry]) -> dict[int, int]:
    """{entry's key: number of its seal}."""
    keys = [entry.pk for entry in entries]
    found: dict[int, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        seals = AuditSeal.objects.filter(entry__in=keys[start : start + AT_ONCE])
        found |= dict(seals.values_list("entry", "number"))
    return found
