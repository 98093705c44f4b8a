"""How long a session lasts: it ends after a while without activity, and for good after a working day.

Being in an exam is activity, though its page saves without the session: upper floors say who is occupied.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from personnel.accounts.models import Account, Session

SINCE, SEEN = "since", "seen"  # in the session, as seconds of the epoch
WRITTEN_EVERY = timedelta(minutes=1)

Occupation = Callable[[Account, datetime], datetime | None]
_occupations: list[Occupation] = []


def register_occupation(occupation: Occupation) -> None:
    """Add a question: when was the account last occupied (now, while it is)? Twice is the same as once."""
    if occupation not in _occupations:
        _occupations.append(occupation)


def idle_limit() -> timedelta:
    """How long nothing may happen."""
    return timedelta(minutes=settings.IDLE_MINUTES)


def is_over(request: HttpRequest, account: Account, now: datetime) -> bool:
    """Whether the session has ended by the clock; what it was used for now is noted once a minute."""
    since = _instant(request, SINCE)
    seen = _instant(request, SEEN)
    if since is None or seen is None:
        request.session[SINCE] = request.session[SEEN] = now.timestamp()
        return False
    if now - since >= timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return True
    if now - seen >= idle_limit():
        occupied = max(filter(None, (ask(account, now) for ask in _occupations)), default=None)
        if occupied is None or now - occupied >= idle_limit():
            return True
    if now - seen >= WRITTEN_EVERY:
        request.session[SEEN] = now.timestamp()
        Session.objects.filter(session_key=request.session.session_key).update(seen_at=now)
    return False


def _instant(request: HttpRequest, key: str) -> datetime | None:
    seconds = request.session.get(key)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
