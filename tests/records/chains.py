"""A chain of a few days, and what somebody who has the database can do to it.

As an attacker would, these go round the triggers; the key that signs and the folder outside are not his.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from records.actor import Actor
from records.audit import record_entry
from records.days import at_time
from records.digests import FORM, entry_digest, head_digest, seal_digest
from records.findings import Finding
from records.heads import close_days
from records.models import AuditEntry, AuditHead, AuditSeal
from records.seals import seal_entries
from records.signing import Signer
from records.verifying import verify_chain
from tests.people import TODAY

LIU = Actor(uuid=UUID(int=5), name="刘芳", role="hr", unit=UUID(int=7), address="10.0.0.5")
DAYS = [TODAY - timedelta(days=back) for back in (3, 2, 1)]  # 21, 22 and 23 November
MORNING = at_time(TODAY, 8)  # when the last three days have their heads


def act(number: int, moment: datetime, *, action: str = "registry.level_confirmed") -> None:
    """An entry of 刘芳's."""
    record_entry(
        actor=LIU,
        action=action,
        subject_kind="registry.level_record",
        subject_uuid=UUID(int=1000 + number),
        subject_label="戴**",
        before={"level": None},
        after={"level": "basic", "on": "2026-11-21", "hours": 40.5},
        reason="月考合格",
        document_no=f"临公政〔2026〕{number}号",
        now=moment,
    )


def three_days(*, per_day: int = 4) -> None:
    """Acts of three days, sealed within each, the days closed in the next morning."""
    number = 0
    for day in DAYS:
        for minute in range(per_day):
            number += 1
            act(number, at_time(day, 9, minute))
        seal_entries(now=at_time(day, 10))
        close_days(now=at_time(day + timedelta(days=1), 0, 5))


def faults(folder: Path, *, now: datetime = MORNING) -> list[Finding]:
    """What the verification finds."""
    return list(verify_chain(now=now, folder=folder))


def codes(folder: Path) -> list[str]:
    return [fault.code for fault in faults(folder)]


def without_guards(deed: Callable[[], object]) -> None:
    """Do it with the triggers gone."""
    with connection.cursor() as cursor:
        for table in ("records_auditentry", "records_auditseal", "records_audithead"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS guard_{table}{on}")
    deed()


def without_check(deed: Callable[[], object]) -> None:
    """Do it with the seals' check gone."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("ALTER TABLE records_auditseal DROP CONSTRAINT seal_numbers_begin_at_one")
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        deed()
        if not postgresql:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def alter(entry: AuditEntry, **values: Any) -> None:
    """Change columns of a stored entry."""
    without_guards(lambda: AuditEntry.objects.filter(pk=entry.pk).update(**values))


def entry_of(number: int) -> AuditEntry:
    """The entry under that seal."""
    return AuditEntry.objects.get(pk=AuditSeal.objects.get(number=number).entry)


def recompute(signer: Signer) -> None:
    """All seals and heads anew over the entries as they are now, signed with whatever key there is."""

    def everything() -> None:
        previous = ""
        for seal in AuditSeal.objects.order_by("number"):
            entry = AuditEntry.objects.get(pk=seal.entry)
            seal.entry_digest = entry_digest(entry, algorithm=seal.algorithm, form=FORM)
            seal.previous = previous
            seal.digest = previous = seal_digest(seal)
            seal.save()
        previous = ""
        for head in AuditHead.objects.order_by("day"):
            head.seal_digest = AuditSeal.objects.get(number=head.number).digest
            head.previous, head.key = previous, signer.key
            head.digest = previous = head_digest(head)
            head.signature = signer.sign(head.digest.encode())
            head.save()

    without_guards(everything)


def rewrite_file(path: Path, **values: Any) -> None:
    """Change what a file outside says."""
    path.chmod(0o600)
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
