"""Files by content: the same bytes are kept once, under the name of their hash."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from records import clock
from records.models import StoredFile


def store(content: bytes, *, media_type: str, now: datetime | None = None) -> StoredFile:
    """Keep the bytes and return their row; the same content gives the same row."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".part")
        temporary.write_bytes(content)
        temporary.replace(path)
    row, _created = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={"size": len(content), "media_type": media_type, "created_at": now or clock.now()},
    )
    return row


def read(file: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return _path_of(file.sha256).read_bytes()


def _path_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest
