"""Messages to accounts: stored as a code with parameters, worded in the reader's language, with a link."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from records import clock
from records.actor import Actor
from records.models import Notice

Words = Promise | Callable[[dict[str, Any]], str]
_WORDS: dict[str, Words] = {}


def register_notices(words: Mapping[str, Words]) -> None:
    """Add the words of a floor's notices, by code, with %(name)s places for their parameters.

    A function words a notice whose parameters are codes themselves (a role, a kind of work).
    """
    _WORDS.update(words)


def words_of(notice: Notice) -> str:
    """The notice in the reader's language; its code where no floor has worded it."""
    words = _WORDS.get(notice.code)
    if words is None:
        return notice.code
    if not isinstance(words, Promise):
        return words(notice.params)
    return str(words) % notice.params if notice.params else str(words)


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


def notices_of(actor: Actor) -> "QuerySet[Notice]":
    """All of the reader's notices: the unread ones first, each part from the newest."""
    own = Notice.objects.visible_to(actor).annotate(is_read=Q(read_at__isnull=False))
    return own.order_by("is_read", "-created_at", "-pk")


def count_unread(actor: Actor) -> int:
    """How many notices wait for the reader."""
    return Notice.objects.visible_to(actor).filter(read_at__isnull=True).count()


def read_notices(*, notices: "QuerySet[Notice]", actor: Actor, now: datetime | None = None) -> int:
    """The reader has read these of his own; twice is once, the first time counts. How many were unread."""
    unread = notices.filter(owner_uuid=actor.uuid, read_at__isnull=True)
    return unread.update(read_at=now or clock.now())
