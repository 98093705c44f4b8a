"""Guesses at a password or a code: counted by name and address, and by name alone; too many lock for a time.

An attempt is written down before it is tried and taken back where it was right, so that guesses made at the same
moment are counted, too. Failures from elsewhere don't lock a holder out at an address from which he signed in before.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.accounts.addresses import is_hall
from personnel.accounts.models import Account, FailedAttempt, KnownAddress
from personnel.accounts.rules import BY_NAME, BY_NAME_AND_ADDRESS, locked_until, tries_left
from personnel.officers.fields import keyed_hash
from records.actor import Actor
from records.audit import record_entry
from records.days import LOCAL
from records.locks import hold
from records.refusals import Refusal

REMEMBERED = timedelta(days=90)


def begin_attempt(*, name: str, address: str, account: Account | None, now: datetime) -> FailedAttempt:
    """Write an attempt down before it is tried. account: whose name it is, if anybody's.

    Raises Refusal("accounts.too_many" | "accounts.locked_out").
    """
    stem_flood(address, now)
    with transaction.atomic():
        hold(f"attempt:{name}")
        if until := find_lock(name=name, address=address, account=account, now=now):
            raise Refusal(
                "accounts.locked_out",
                _("Too many failed attempts. Try again after %(time)s."),
                time=until.astimezone(LOCAL).strftime("%H:%M:%S"),
            )
        return FailedAttempt.objects.create(name_hash=keyed_hash(name), address=address, at=now)


def stem_flood(address: str, now: datetime) -> None:
    """A bound for one address that only floods reach: a hall of 500 behind one address gets in."""
    if is_hall(address):
        return
    key = f"sign-ins:{address}:{int(now.timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > settings.SIGN_INS_PER_MINUTE:
        raise Refusal("accounts.too_many", _("Too many sign-ins from this address. Try again in a minute."))


def find_lock(*, name: str, address: str, account: Account | None, now: datetime) -> datetime | None:
    """Until when attempts at this name from this address are refused; None where they are not."""
    tried = FailedAttempt.objects.filter(name_hash=keyed_hash(name), at__gt=now - BY_NAME.memory)
    rows = list(tried.values_list("address", "at"))
    here = locked_until([at for where, at in rows if where == address], now, BY_NAME_AND_ADDRESS)
    if here or len(rows) < BY_NAME.failures:
        return here
    if is_hall(address) or (account is not None and _is_known(account, address, now)):
        return None
    return locked_until([at for _where, at in rows], now, BY_NAME)


def _is_known(account: Account, address: str, now: datetime) -> bool:
    return KnownAddress.objects.filter(account=account, address=address, last_at__gt=now - REMEMBERED).exists()


@transaction.atomic
def succeed(attempt: FailedAttempt) -> None:
    """The attempt was right: it and the earlier failures from the same place are forgotten."""
    FailedAttempt.objects.filter(name_hash=attempt.name_hash, address=attempt.address).delete()


@transaction.atomic
def fail(*, attempt: FailedAttempt, actor: Actor, action: str, account: Account | None, label: str) -> int:
    """The attempt was wrong: written into the audit chain, and where it locks, that too, once. How many tries are left.

    Failures older than a day are removed.
    """
    record_entry(
        actor=actor,
        action=action,
        subject_kind="personnel.account",
        subject_uuid=account.uuid if account else None,
        subject_label=label,
        now=attempt.at,
    )
    FailedAttempt.objects.filter(at__lt=attempt.at - timedelta(days=1)).delete()
    same = FailedAttempt.objects.filter(name_hash=attempt.name_hash, at__gt=attempt.at - BY_NAME.memory)
    rows = list(same.values_list("address", "at"))
    here = [at for where, at in rows if where == attempt.address]
    left = tries_left(here, attempt.at, BY_NAME_AND_ADDRESS)
    everywhere = tries_left([at for _where, at in rows], attempt.at, BY_NAME)
    if left == 0 or (everywhere == 0 and len(rows) % BY_NAME.failures == 0):
        record_entry(
            actor=actor,
            action="personnel.locked_out",
            subject_kind="personnel.account",
            subject_uuid=account.uuid if account else None,
            subject_label=label,
            after={"failures": len(here), "address": attempt.address},
            now=attempt.at,
        )
    return left


def remember_address(*, account: Account, address: str, now: datetime) -> None:
    """This is an address from which the account signs in."""
    KnownAddress.objects.update_or_create(account=account, address=address, defaults={"last_at": now})


def is_locked_out(*, names: list[str], now: datetime) -> bool:
    """Whether attempts at any of these names are refused somewhere at the instant."""
    hashes = {keyed_hash(name): name for name in names}
    rows = FailedAttempt.objects.filter(name_hash__in=hashes, at__gt=now - BY_NAME.memory)
    places = defaultdict(list)
    everywhere = defaultdict(list)
    for name_hash, address, at in rows.values_list("name_hash", "address", "at"):
        places[name_hash, address].append(at)
        everywhere[name_hash].append(at)
    return any(locked_until(at, now, BY_NAME_AND_ADDRESS) for at in places.values()) or any(
        locked_until(at, now, BY_NAME) for at in everywhere.values()
    )


def forget_failures(*, names: list[str]) -> int:
    """Lift the lock-outs of these names, everywhere; how many failures were forgotten."""
    count, _rows = FailedAttempt.objects.filter(name_hash__in=[keyed_hash(name) for name in names]).delete()
    return count
