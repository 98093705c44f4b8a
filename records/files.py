"""Files by content: what somebody uploaded or the system made, behind its owner's rule.

The content stands once under its hash in settings.MEDIA_ROOT, encrypted; a row says whose it is and how it is called.
The room that a file belongs to says by `register_file_owner` who may read it; nobody else does. A row goes when its
owner drops it; a content without a row goes some time later (`purge_files`).
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.encryption import decrypted_bytes, encrypted_bytes
from records.locks import hold
from records.models import StoredFile
from records.refusals import Refusal

Rule = Callable[[UUID, Actor], bool]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What an old workbook's parts are called; one with a password has only a package, whose reader then says so.
WORKBOOK_PARTS = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "Book", "EncryptedPackage"))
SIGNATURES = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
OFFICE = (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX))
TEXTS = ("text/plain", "text/csv", "application/json")
UNUSED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Owner:
    rule: Rule
    is_personal: bool


_owners: dict[str, _Owner] = {}


def register_file_owner(kind: str, rule: Rule, *, is_personal: bool = True) -> None:
    """Say who may read the files of a kind of owner: rule(owner_uuid, actor). Reading a personal one is an entry."""
    _owners[kind] = _Owner(rule, is_personal)


def may_read(file: StoredFile, actor: Actor) -> bool:
    """Whether the owner's rule lets the actor read it; nobody may where no room has a rule."""
    owner = _owners.get(file.owner_kind)
    return owner is not None and owner.rule(file.owner_uuid, actor)


def is_personal(file: StoredFile) -> bool:
    """Whether reading it is written down."""
    owner = _owners.get(file.owner_kind)
    return owner is None or owner.is_personal


@transaction.atomic
def keep_file(
    *,
    content: bytes,
    name: str,
    owner_kind: str,
    owner_uuid: UUID,
    actor: Actor,
    media_type: str = "",
    keep_until: datetime | None = None,
    now: datetime | None = None,
) -> StoredFile:
    """Keep a file for its owner; the same content a second time is the same file.

    The content decides what it is; media_type only tells one text from another (text/csv). keep_until: of an upload
    that is needed only until it was read.
    Raises Refusal("files.empty" | "files.too_large" | "files.kind"), field "file".
    """
    kind = check_file(content, media_type)
    digest = hashlib.sha256(content).hexdigest()
    hold(f"file {digest}")
    _write(digest, content)
    return StoredFile.objects.get_or_create(
        owner_kind=owner_kind,
        owner_uuid=owner_uuid,
        sha256=digest,
        defaults={
            "size": len(content),
            "media_type": kind,
            "name": cleaned_name(name),
            "kept_by": actor.uuid,
            "kept_at": now or clock.now(),
            "keep_until": keep_until,
        },
    )[0]


def check_file(content: bytes, media_type: str = "") -> str:
    """The media type of what may be kept. Raises Refusal("files.empty" | "files.too_large" | "files.kind")."""
    if not content:
        raise Refusal("files.empty", _("The file is empty."), field="file")
    if len(content) > settings.FILE_MAX_MB * 1024 * 1024:
        limit = settings.FILE_MAX_MB
        raise Refusal("files.too_large", _("The file is larger than %(limit)s MB."), field="file", limit=limit)
    kind = media_type_of(content)
    if kind is None:
        message = _("Only PDF, PNG, JPEG, Excel (xlsx, xls), Word (docx) and plain text are taken.")
        raise Refusal("files.kind", message, field="file")
    return media_type if kind in TEXTS and media_type in TEXTS else kind


def media_type_of(content: bytes) -> str | None:
    """What the content is by its own signs, whatever its name says; None where it is none of those allowed."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK"):
        return _office_type(content)
    if content.startswith(OLE):
        return XLS if any(name in content for name in WORKBOOK_PARTS) else None
    return TEXTS[0] if _is_text(content) else None


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for part, kind in OFFICE if part in names), None)


def _is_text(content: bytes) -> bool:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(char >= " " or char in "\t\r\n\f" for char in text)
    return False


def cleaned_name(name: str) -> str:
    """The last part of a name without what no file system likes; its ending is kept where it is too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if char.isprintable()).strip() or "file"
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= 200 else f"{(stem or kept)[: 199 - len(ending)]}{dot}{ending}"[:200]


def read_file(file: StoredFile) -> bytes:
    """The content. Raises FileNotFoundError, or InvalidToken where it was altered."""
    content = decrypted_bytes(_path(file.sha256).read_bytes())
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"the content of file {file.uuid} is not what was kept")
    return content


@transaction.atomic
def hand_out(*, file: StoredFile, actor: Actor, now: datetime | None = None) -> bytes:
    """The content for somebody who may read it; that he took something personal is an entry.

    Raises Refusal("files.not_yours").
    """
    if not may_read(file, actor):
        raise Refusal("files.not_yours", _("You may not read this file."))
    if is_personal(file):
        record_entry(
            actor=actor,
            action="records.file_read",
            subject_kind=file.owner_kind,
            subject_uuid=file.owner_uuid,
            after={"file": str(file.uuid), "sha256": file.sha256},
            now=now,
        )
    return read_file(file)


@transaction.atomic
def drop_files(*, owner_kind: str, owner_uuid: UUID) -> int:
    """The owner needs his files no more: their rows go now, their contents with the next purge."""
    return StoredFile.objects.filter(owner_kind=owner_kind, owner_uuid=owner_uuid).delete()[0]


def purge_files(now: datetime | None = None) -> int:
    """Forget files whose time is out, and remove contents that no row refers to for a day; how many contents."""
    at = now or clock.now()
    StoredFile.objects.filter(keep_until__lt=at).delete()
    before = at - UNUSED_FOR
    old = [path for path in _root().glob("??/*") if _changed_at(path) < before]
    return sum(_remove_unused(path) for path in old)


@transaction.atomic
def _remove_unused(path: Path) -> bool:
    hold(f"file {path.name}")
    if StoredFile.objects.filter(sha256=path.name).exists():
        return False
    path.unlink(missing_ok=True)
    return True


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=clock.now().tzinfo)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "contents"


def _path(digest: str) -> Path:
    return _root() / digest[:2] / digest


def _write(digest: str, content: bytes) -> None:
    """Whole or not at all: beside its place, then moved there. One that stands there already is young again."""
    path = _path(digest)
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="new-", delete=False) as file:
        file.write(encrypted_bytes(content))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
