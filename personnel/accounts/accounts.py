"""Opening accounts and setting passwords."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.accounts.attempts import begin_attempt, fail, succeed
from personnel.accounts.models import Account, PastPassword
from personnel.accounts.sessions import end_sessions
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries, record_entry
from records.refusals import Refusal

REMEMBERED_PASSWORDS = 5


@transaction.atomic
def open_accounts(
    *,
    officers: Sequence[Officer],
    actor: Actor,
    passwords: dict[int, str] | None = None,
    must_change: bool = True,
    now: datetime | None = None,
) -> list[Account]:
    """Give officers an account. passwords: by officer pk; the others can't sign in until one is set.

    must_change: a password given here is a first one, to be changed at the first sign-in.
    """
    at = now or clock.now()
    accounts = Account.objects.bulk_create(
        [
            Account(
                officer=officer,
                display_name=officer.name,
                password=make_password((passwords or {}).get(officer.pk)),
                must_change_password=must_change,
                created_at=at,
            )
            for officer in officers
        ],
        batch_size=500,
    )
    record_entries(
        actor=actor,
        action="personnel.account_opened",
        subjects=[
            Subject(
                kind="personnel.account",
                uuid=account.uuid,
                label=masked_name(account.display_name),
                after={"officer": str(officer.uuid)},
            )
            for account, officer in zip(accounts, officers, strict=True)
        ],
        now=at,
    )
    return accounts


@transaction.atomic
def open_account_without_officer(
    *,
    login_name: str,
    display_name: str,
    password: str | None,
    actor: Actor,
    must_change: bool = True,
    reason: str = "",
    now: datetime | None = None,
) -> Account:
    """An account of somebody who is no officer (an administrator of the vendor, a service).

    Raises Refusal("accounts.login_name") for a name that could be a police number or is taken.
    """
    if len(login_name) <= 6 or Account.objects.filter(login_name=login_name).exists():
        raise Refusal(
            "accounts.login_name",
            _("A login name has more than six characters and belongs to one account."),
            field="login_name",
        )
    account = Account.objects.create(
        login_name=login_name,
        display_name=display_name,
        password=make_password(password),
        must_change_password=must_change,
        created_at=now or clock.now(),
    )
    record_entry(
        actor=actor,
        action="personnel.account_opened",
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        subject_label=masked_name(display_name),
        after={"login_name": login_name},
        reason=reason,
        now=now,
    )
    return account


@transaction.atomic
def change_password(
    *,
    account: Account,
    password: str,
    actor: Actor,
    session_key: str | None = None,
    now: datetime | None = None,
) -> None:
    """Set the account's own new password; other sessions than the one with the key are ended.

    Raises Refusal("accounts.weak_password") with the validators' words.
    """
    at = now or clock.now()
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refusal("accounts.weak_password", " ".join(error.messages), field="password") from error
    _set_password(account, password, must_change=False, at=at)
    end_sessions(account=account, actor=actor, keep=session_key, now=at)
    record_entry(
        actor=actor,
        action="personnel.password_changed",
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        subject_label=masked_name(account.display_name),
        now=at,
    )


def confirm_password(*, account: Account, password: str, actor: Actor, now: datetime) -> None:
    """Accept the account's present password; guesses are counted as at the sign-in.

    Raises Refusal("accounts.wrong_password" | "accounts.locked_out").
    """
    name = f"password:{account.uuid}"
    attempt = begin_attempt(name=name, address=actor.address, account=account, now=now)
    if account.check_password(password):
        succeed(attempt)
        return
    label = masked_name(account.display_name)
    fail(attempt=attempt, actor=actor, action="personnel.password_refused", account=account, label=label)
    raise Refusal("accounts.wrong_password", _("The present password is wrong."), field="old")


def set_first_password(*, account: Account, password: str, now: datetime) -> None:
    """Set a password that must be changed at the next sign-in; part of an act that is written down by its caller."""
    _set_password(account, password, must_change=True, at=now)


def _set_password(account: Account, password: str, *, must_change: bool, at: datetime) -> None:
    """The old one is remembered, so that it isn't chosen again."""
    PastPassword.objects.create(account=account, password=account.password, replaced_at=at)
    kept = account.past_passwords.order_by("-replaced_at", "-pk").values("pk")[:REMEMBERED_PASSWORDS]
    account.past_passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    account.set_password(password)
    account.must_change_password = must_change
    account.password_changed_at = at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
