"""Opening accounts and setting passwords."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from records import clock
from records.actor import Actor
from records.audit import Subject, record_entries, record_entry
from records.refusals import Refusal


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
        subjects=[Subject(kind="personnel.account", uuid=account.uuid) for account in accounts],
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
        now=now,
    )
    return account


@transaction.atomic
def change_password(*, account: Account, password: str, actor: Actor, now: datetime | None = None) -> None:
    """Set the account's own new password.

    Raises Refusal("accounts.weak_password") with the validators' words.
    """
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refusal("accounts.weak_password", " ".join(error.messages), field="password") from error
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record_entry(
        actor=actor,
        action="personnel.password_changed",
        subject_kind="personnel.account",
        subject_uuid=account.uuid,
        now=now,
    )
