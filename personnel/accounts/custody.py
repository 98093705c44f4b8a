"""What the security administrator does to accounts: first passwords, locks. Never to his own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.accounts.accounts import open_accounts, set_first_password
from personnel.accounts.attempts import forget_failures
from personnel.accounts.models import Account
from personnel.accounts.passwords import new_first_password
from personnel.accounts.second_factor import name_of_codes
from personnel.accounts.sessions import end_sessions
from personnel.officers.models import Officer, PoliceNumber
from personnel.officers.rules import masked_name, normalized_police_number
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

AT_ONCE = 100  # a hash costs 20 ms; more than that is opened in several goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A first password to be handed out on paper."""

    account: Account
    password: str


@transaction.atomic
def open_with_first_passwords(*, officers: Sequence[Officer], actor: Actor, now: datetime) -> list[Slip]:
    """Open an account with a random first password for those of the officers who serve and have none.

    Raises Refusal("accounts.many" | "accounts.nobody").
    """
    if len(officers) > AT_ONCE:
        raise Refusal("accounts.many", _("At most %(count)s accounts are opened in one go."), count=AT_ONCE)
    rows = Officer.objects.select_for_update(of=("self",), no_key=True).in_service_at(now)
    without = list(rows.filter(pk__in=[officer.pk for officer in officers], account__isnull=True).order_by("pk"))
    if not without:
        raise Refusal("accounts.nobody", _("All of them have an account already."))
    passwords = {officer.pk: new_first_password() for officer in without}
    opened = open_accounts(officers=without, passwords=passwords, actor=actor, now=now)
    return [
        Slip(account=account, password=passwords[officer.pk]) for account, officer in zip(opened, without, strict=True)
    ]


@transaction.atomic
def reset_password(*, account: Account, reason: str, actor: Actor, now: datetime) -> Slip:
    """Give the account a new first password; it is signed out everywhere and lock-outs are lifted.

    Raises Refusal("accounts.own").
    """
    locked = _lock_row(account, actor)
    password = new_first_password()
    set_first_password(account=locked, password=password, now=now)
    end_sessions(account=locked, actor=actor, now=now)
    forget_failures(names=names_of(locked, now))
    _record("personnel.password_reset", locked, actor, now, reason)
    return Slip(account=locked, password=password)


@transaction.atomic
def lock_account(*, account: Account, reason: str, actor: Actor, now: datetime) -> None:
    """Nobody signs in with the account until it is unlocked; it is signed out everywhere. Twice is the same as once.

    Raises Refusal("accounts.own").
    """
    locked = _lock_row(account, actor)
    if not locked.is_active:
        return
    locked.is_active, locked.locked_at, locked.locked_reason = False, now, reason[:200]
    locked.save(update_fields=["is_active", "locked_at", "locked_reason"])
    end_sessions(account=locked, actor=actor, now=now)
    _record("personnel.account_locked", locked, actor, now, reason)


@transaction.atomic
def unlock_account(*, account: Account, reason: str, actor: Actor, now: datetime) -> None:
    """Let the account sign in again; lock-outs by failed attempts are lifted, too.

    Raises Refusal("accounts.own" | "accounts.not_locked").
    """
    locked = _lock_row(account, actor)
    lifted = forget_failures(names=names_of(locked, now))
    if locked.is_active and not lifted:
        raise Refusal("accounts.not_locked", _("This account is not locked."))
    locked.is_active, locked.locked_at, locked.locked_reason = True, None, ""
    locked.save(update_fields=["is_active", "locked_at", "locked_reason"])
    _record("personnel.account_unlocked", locked, actor, now, reason)


@transaction.atomic
def end_sessions_of(*, account: Account, reason: str, actor: Actor, now: datetime) -> None:
    """Sign the account out everywhere.

    Raises Refusal("accounts.own").
    """
    end_sessions(account=_lock_row(account, actor), actor=actor, reason=reason, now=now)


def names_of(account: Account, now: datetime) -> list[str]:
    """Under which names attempts at the account are counted."""
    numbers = PoliceNumber.objects.believed().holding_at(now).filter(officer=account.officer_id)
    names = [*numbers.values_list("number", flat=True), normalized_police_number(account.login_name or "")]
    return [*filter(None, names), name_of_codes(account), f"password:{account.uuid}"]


def _lock_row(account: Account, actor: Actor) -> Account:
    if account.uuid == actor.uuid:
        raise Refusal("accounts.own", _("Nobody does this to his own account."))
    return Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _record(action: str, account: Account, actor: Actor, now: datetime, reason: str) -> None:
    record_entry(
        actor=actor,
        action=action,
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        subject_label=masked_name(account.display_name),
        reason=reason,
        now=now,
    )
