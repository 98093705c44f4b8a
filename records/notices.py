"""Messages to accounts: stored as a code with parameters, worded in the reader's language, with a link."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from records import clock
from records.actor import Actor
from records.models import Notice

_WORDS: dict[str, Promise] = {}


def register_notices(words: Mapping[str, Promise]) -> None:
    """Add the words of a floor's notices, by code, with %(name)s places for their parameters."""
    _WORDS.update(words)


def words_of(notice: Notice) -> str:
    """The notice in the reader's language; its code where no floor has worded it."""
    words = str(_WORDS.get(notice.code, notice.code))
    return words % notice.params if notice.params else words


def send_notices(
    *, code: str, told: Iterable[tuple[UUID, dict[str, Any], str]], now: datetime | None = None
) -> list[Notice]:
    """Send one notice to each account: (account uuid, parameters, address of the page)."""
    at = now or clock.now()
    return Notice.objects.bulk_create(
        (Notice(owner_uuid=owner, code=code, params=params, url=url, created_at=at) for owner, params, url in told),
        batch_size=500,
    )


def latest_notices(actor: Actor, limit: int = 5) -> "QuerySet[Notice]":
    """The reader's newest notices."""
    return Notice.objects.visible_to(actor).order_by("-created_at", "-pk")[:limit]
