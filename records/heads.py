"""Each day's head: the last seal of an ended day, signed, in a table and in a file outside the database.

Every day from the first seal's on has a head, also one without entries, so that a missing day is seen. The folder
(settings.AUDIT_HEADS_DIR) should be a mount that can be written only once: whoever has the database can compute all
seals anew, but neither sign them nor take back what lies outside.
"""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from records import clock
from records.days import day_of
from records.digests import ALGORITHMS, HEAD, canonical, head_digest
from records.locks import hold
from records.models import AuditHead, AuditSeal
from records.signing import Signer, installed_signer, is_signed, trusted_keys

OUTSIDE: Final = (*HEAD, "digest", "signature")  # what a file says


class HeadConflict(Exception):  # noqa: N818  (like a refusal, it says what was found)
    """A file outside says something else than the table: somebody rewrote one of them. Nothing is overwritten."""


def close_days(*, now: datetime | None = None) -> list[AuditHead]:
    """Sign the head of every ended day that has none yet, and put outside what is not there yet.

    Raises HeadConflict where a file outside says something else.
    """
    made, conflicts = _sign_days(now or clock.now()), list[str]()
    for head in AuditHead.objects.order_by("day").iterator():
        try:
            write_outside(head)
        except HeadConflict as conflict:
            conflicts.append(str(conflict))
    if conflicts:
        raise HeadConflict("; ".join(conflicts))
    return made


@transaction.atomic
def _sign_days(now: datetime) -> list[AuditHead]:
    hold("records.seals")
    last = AuditHead.objects.order_by("-day").first()
    first_seal = AuditSeal.objects.order_by("number").first()
    if last is None and first_seal is None:
        return []
    day = last.day + timedelta(days=1) if last else first_seal.day  # type: ignore[union-attr]
    signer, made = installed_signer(), list[AuditHead]()
    while day < day_of(now):
        last = _sign(day, last, signer, now)
        made.append(last)
        day += timedelta(days=1)
    return made


def _sign(day: date, previous: AuditHead | None, signer: Signer, now: datetime) -> AuditHead:
    newest = AuditSeal.objects.filter(day__lte=day).order_by("-day", "-number").first()
    head = AuditHead(
        day=day,
        number=newest.number if newest else 0,
        count=AuditSeal.objects.filter(day=day).count(),
        seal_digest=newest.digest if newest else "",
        previous=previous.digest if previous else "",
        algorithm=settings.AUDIT_DIGEST,
        scheme=signer.scheme,
        key=signer.key,
        signed_at=now,
    )
    head.digest = head_digest(head)
    head.signature = signer.sign(head.digest.encode())
    head.save(force_insert=True)
    return head


def is_well_signed(head: AuditHead) -> bool:
    """Whether the head's digest is its own and a trusted key signed it."""
    if head.algorithm not in ALGORITHMS or head.digest != head_digest(head):
        return False
    return is_signed(
        scheme=head.scheme,
        key=head.key,
        signature=head.signature,
        content=head.digest.encode(),
        trusted=trusted_keys(),
    )


def file_of(day: date, folder: Path | None = None) -> Path:
    """Where the day's head stands outside."""
    return (folder or settings.AUDIT_HEADS_DIR) / f"{day.isoformat()}.json"


def as_text(head: AuditHead) -> str:
    """The head as its file says it."""
    return canonical(head, OUTSIDE).decode() + "\n"


def write_outside(head: AuditHead) -> bool:
    """Write the day's file, whole or not at all, where there is none; whether it was written.

    Raises HeadConflict where one stands that says something else, or where the head bears no good signature.
    """
    path = file_of(head.day)
    if path.exists():
        if path.read_text(encoding="utf-8") != as_text(head):
            raise HeadConflict(f"{path} says something else than the table of heads")
        return False
    if not is_well_signed(head):
        raise HeadConflict(f"the head of {head.day} in the table is not signed by a trusted key")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(as_text(head))
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o440)
    draft.rename(path)
    return True


def read_outside(folder: Path) -> Iterator[tuple[Path, AuditHead | None]]:
    """The files of heads by day; None for one that cannot be read as such."""
    for path in sorted(folder.glob("????-??-??.json")):
        yield path, _parse(path)


def _parse(path: Path) -> AuditHead | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        head = AuditHead(**{name: values[name] for name in OUTSIDE})
        head.day = date.fromisoformat(values["day"])
        head.signed_at = datetime.fromisoformat(values["signed_at"])
        head_digest(head)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return head if head.day.isoformat() == path.stem else None
