"""The second factor: a telephone's or token's code of the moment (TOTP, RFC 6238), with codes on paper beside it.

allauth's table keeps it, the secret encrypted by FactorAdapter; the step of the code used last stands with it, so that
no code works twice, in no process.
"""

import base64
import secrets
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from personnel.accounts.addresses import is_this_machine
from personnel.accounts.attempts import begin_attempt, fail, succeed
from personnel.accounts.models import Account
from personnel.accounts.rules import find_step
from personnel.accounts.sessions import end_sessions
from personnel.officers.fields import decrypted, encrypted
from personnel.officers.rules import masked_name
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

DONE = "second_factor"  # in the session: whose second factor it was given with


def new_secret() -> str:
    """A fresh secret of 160 bits in base 32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def is_enrolled(account: Account) -> bool:
    """Whether the account has a second factor."""
    return bool(_factors(account).filter(type=Authenticator.Type.TOTP).exists())


def is_done(request: HttpRequest, account: Account) -> bool:
    """Whether this session was begun, or confirmed since, with the account's second factor."""
    return bool(request.session.get(DONE) == str(account.uuid))


def mark_done(request: HttpRequest, account: Account) -> None:
    """This session has it."""
    request.session[DONE] = str(account.uuid)


def is_waived(request: HttpRequest) -> bool:
    """Whether nobody is asked for it: the demo on this machine (the settings refuse it elsewhere)."""
    return not settings.SECOND_FACTOR and is_this_machine(request)


def name_of_codes(account: Account) -> str:
    """Under which name wrong codes are counted."""
    return f"code:{account.uuid}"


def enrol(*, account: Account, secret: str, code: str, actor: Actor, now: datetime) -> list[str]:
    """Give the account a second factor, proved by a code; its codes for paper, which are not shown again.

    Raises Refusal("accounts.enrolled" | "accounts.wrong_code" | "accounts.locked_out").
    """
    attempt = begin_attempt(name=name_of_codes(account), address=actor.address, account=account, now=now)
    step = find_step(secret, code, now)
    if step is None:
        fail(
            attempt=attempt,
            actor=actor,
            action="personnel.code_refused",
            account=account,
            label=masked_name(account.display_name),
        )
        raise _wrong_code()
    succeed(attempt)
    return _enrol(account, secret, step, actor, now)


@transaction.atomic
def _enrol(account: Account, secret: str, step: int, actor: Actor, now: datetime) -> list[str]:
    Account.objects.select_for_update().get(pk=account.pk)
    if is_enrolled(account):
        raise Refusal("accounts.enrolled", _("This account has a second factor already."))
    data = {"secret": encrypted(secret), "step": step}
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data=data, created_at=now, last_used_at=now
    )
    _record("personnel.second_factor_enrolled", account, actor, now)
    return _make_recovery_codes(account)


def check_code(*, account: Account, code: str, actor: Actor, now: datetime) -> None:
    """Accept a code of the moment, or one from paper, each once.

    Raises Refusal("accounts.wrong_code" | "accounts.locked_out").
    """
    attempt = begin_attempt(name=name_of_codes(account), address=actor.address, account=account, now=now)
    if use_code(account, code, now):
        succeed(attempt)
        return
    fail(
        attempt=attempt,
        actor=actor,
        action="personnel.code_refused",
        account=account,
        label=masked_name(account.display_name),
    )
    raise _wrong_code()


@transaction.atomic
def use_code(account: Account, code: str, now: datetime) -> bool:
    """Whether the code is right and was not used before; it is used now."""
    held = {row.type: row for row in _factors(account).select_for_update()}
    totp = held.get(Authenticator.Type.TOTP)
    if totp is None:
        return False
    step = find_step(decrypted(totp.data["secret"]), code, now, after=totp.data.get("step", -1))
    if step is not None:
        totp.data["step"], totp.last_used_at = step, now
        totp.save(update_fields=["data", "last_used_at"])
        return True
    on_paper = held.get(Authenticator.Type.RECOVERY_CODES)
    return on_paper is not None and bool(RecoveryCodes(on_paper).validate_code(code))


@transaction.atomic
def renew_recovery_codes(*, account: Account, actor: Actor, now: datetime) -> list[str]:
    """New codes for paper; the old ones no longer work.

    Raises Refusal("accounts.not_enrolled").
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if not is_enrolled(account):
        raise Refusal("accounts.not_enrolled", _("This account has no second factor."))
    _factors(account).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    _record("personnel.recovery_codes_renewed", account, actor, now)
    return _make_recovery_codes(account)


def count_recovery_codes(account: Account) -> int:
    """How many codes on paper were not used yet."""
    row = _factors(account).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


@transaction.atomic
def turn_off(*, account: Account, needed: bool, actor: Actor, now: datetime) -> None:
    """Take one's own second factor away. needed: whether the account's roles ask for one.

    Raises Refusal("accounts.factor_needed").
    """
    if needed:
        raise Refusal("accounts.factor_needed", _("Your role asks for a second factor; it can't be turned off."))
    if _remove(account):
        _record("personnel.second_factor_off", account, actor, now)


@transaction.atomic
def reset_second_factor(*, account: Account, reason: str, actor: Actor, now: datetime) -> None:
    """Take somebody's second factor away whose telephone is lost; he is signed out and enrols anew at his next sign-in.

    Raises Refusal("accounts.own" | "accounts.not_enrolled").
    """
    if account.uuid == actor.uuid:
        raise Refusal("accounts.own", _("Nobody does this to his own account."))
    if not _remove(account):
        raise Refusal("accounts.not_enrolled", _("This account has no second factor."))
    end_sessions(account=account, actor=actor, now=now)
    _record("personnel.second_factor_reset", account, actor, now, reason=reason)


def _factors(account: Account) -> Any:
    return Authenticator.objects.filter(user_id=account.pk)


def _remove(account: Account) -> int:
    Account.objects.select_for_update().get(pk=account.pk)
    count: int = _factors(account).delete()[0]
    return count


def _make_recovery_codes(account: Account) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    return codes


def _wrong_code() -> Refusal:
    return Refusal("accounts.wrong_code", _("This code is wrong or was used already."), field="code")


def _record(action: str, account: Account, actor: Actor, now: datetime, *, reason: str = "") -> None:
    record_entry(
        actor=actor,
        action=action,
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        subject_label=masked_name(account.display_name),
        reason=reason,
        now=now,
    )
