"""Where an account is signed in, and ending that."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from personnel.accounts.addresses import address_of
from personnel.accounts.attempts import remember_address
from personnel.accounts.models import Account, Session
from personnel.accounts.presence import SEEN, SINCE, idle_limit
from personnel.officers.rules import masked_name
from records.actor import Actor
from records.audit import record_entry


def sessions_of(account: Account, now: datetime) -> "QuerySet[Session]":
    """The account's sessions that still hold, the latest first."""
    begun = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return account.sessions.filter(started_at__gt=begun, seen_at__gt=now - idle_limit()).order_by("-seen_at", "-pk")


@transaction.atomic
def begin_session(*, request: HttpRequest, account: Account, now: datetime) -> Session:
    """Note a session that has just been begun; what is left of the account's old ones goes."""
    begun = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    account.sessions.filter(started_at__lte=begun).delete()
    request.session[SINCE] = request.session[SEEN] = now.timestamp()
    if not request.session.session_key:
        request.session.create()
    remember_address(account=account, address=address_of(request), now=now)
    session, _made = Session.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "account": account,
            "address": address_of(request),
            "browser": str(request.META.get("HTTP_USER_AGENT", ""))[:200],
            "started_at": now,
            "seen_at": now,
        },
    )
    return session


def renew_key(*, old: str | None, new: str | None) -> None:
    """The session goes on under another key."""
    Session.objects.filter(session_key=old).update(session_key=new)


@transaction.atomic
def end_sessions(
    *,
    account: Account,
    actor: Actor,
    now: datetime,
    keep: str | None = "",
    only: Session | None = None,
    reason: str = "",
) -> int:
    """End the account's sessions: all, all but the one with the key `keep`, or only one. How many there were."""
    rows = account.sessions.select_for_update().exclude(session_key=keep or "")
    ended = list(rows.filter(pk=only.pk) if only else rows)
    forget(ended)
    if ended:
        record_entry(
            actor=actor,
            action="personnel.sessions_ended",
            subject_kind="personnel.account",
            subject_uuid=account.uuid,
            subject_label=masked_name(account.display_name),
            after={"sessions": len(ended)},
            reason=reason,
            now=now,
        )
    return len(ended)


def forget(sessions: Iterable[Session]) -> None:
    """Remove sessions, so that their browsers are signed out."""
    engine = import_module(settings.SESSION_ENGINE)
    for session in sessions:
        engine.SessionStore().delete(session.session_key)
    Session.objects.filter(pk__in=[session.pk for session in sessions]).delete()
