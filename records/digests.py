"""Digests behind one interface, and what they are taken of: entries, seals and heads as bytes that never vary. Pure."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives import hashes


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sm3(content: bytes) -> str:
    """GB/T 32905."""
    taken = hashes.Hash(hashes.SM3())
    taken.update(content)
    return taken.finalize().hex()


# Another algorithm is one more line; each seal names its own, so that old ones go on being verified.
ALGORITHMS: Final[Mapping[str, Callable[[bytes], str]]] = {"sha256": _sha256, "sm3": _sm3}

# The columns of an entry that its digest covers, by the number of the form. A column that is added gets a new form:
# what was sealed in an old one is verified in the old one.
FORMS: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        "id",
        "uuid",
        "at",
        "actor_uuid",
        "actor_name",
        "actor_role",
        "actor_unit",
        "address",
        "action",
        "subject_kind",
        "subject_uuid",
        "subject_label",
        "before",
        "after",
        "reason",
        "document_no",
        "transaction",
    ),
}
FORM: Final = max(FORMS)
SEAL: Final = ("number", "entry", "entry_uuid", "entry_digest", "previous", "algorithm", "form", "day", "sealed_at")
HEAD: Final = ("day", "number", "count", "seal_digest", "previous", "algorithm", "scheme", "key", "signed_at")


def canonical(row: object, columns: tuple[str, ...]) -> bytes:
    """The columns of a row as JSON: names in order, no spaces, UTF-8, instants in UTC with their microseconds."""
    values = {name: _plain(getattr(row, name)) for name in columns}
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def entry_digest(entry: object, *, algorithm: str, form: int) -> str:
    """The digest of an entry in that form."""
    return ALGORITHMS[algorithm](canonical(entry, FORMS[form]))


def seal_digest(seal: Any) -> str:
    """The digest of a seal, by the algorithm that it names."""
    return ALGORITHMS[seal.algorithm](canonical(seal, SEAL))


def head_digest(head: Any) -> str:
    """The digest of a day's head, which is what is signed."""
    return ALGORITHMS[head.algorithm](canonical(head, HEAD))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
