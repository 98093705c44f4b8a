"""Accounts: who may sign in."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Length

from personnel.access.scope import units_of
from personnel.officers.models import Officer
from personnel.units.models import UnitVersion
from records import clock

if TYPE_CHECKING:
    from records.actor import Actor

models.CharField.register_lookup(Length)


def whole_bureau(actor: "Actor", permission: str = "accounts.manage") -> "models.QuerySet[UnitVersion]":
    """The unit above all others, where the actor holds the permission for it; nothing where he doesn't."""
    roots = UnitVersion.objects.believed().holding_at(clock.now()).filter(parent__isnull=True)
    return roots.filter(unit_id__in=units_of(actor, permission))


class AccountQuerySet(models.QuerySet["Account"]):
    """Named questions about accounts."""

    def visible_to(self, actor: "Actor", permission: str = "accounts.manage") -> Self:
        """Accounts of people within the actor's scope, and his own; with the whole bureau as scope, nobody's, too."""
        people = Officer.objects.kept_by(actor, permission, now=clock.now())
        whole = Exists(whole_bureau(actor, permission))
        return self.filter(Q(officer__in=people) | Q(whole, officer__isnull=True) | Q(uuid=actor.uuid))

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login_name=username)


class Account(AbstractBaseUser):
    """Somebody who signs in: an officer by today's police number, anybody else by a login name that can't be one."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    officer = models.OneToOneField(Officer, models.PROTECT, null=True, related_name="account")
    login_name = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001  (null: no login name; unique)
    display_name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_has_officer_or_login_name",
                condition=Q(officer__isnull=False, login_name__isnull=True)
                | Q(officer__isnull=True, login_name__isnull=False),
            ),
            models.CheckConstraint(
                name="login_name_is_no_police_number",
                condition=Q(login_name__isnull=True) | Q(login_name__length__gt=6),
            ),
            models.CheckConstraint(
                name="account_locked_with_moment_and_reason",
                condition=Q(is_active=True, locked_at__isnull=True, locked_reason="")
                | Q(is_active=False, locked_at__isnull=False) & ~Q(locked_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """No model permissions here: roles say what an account may do."""
        return False


class PastPassword(models.Model):
    """The hash of a password that was used before, so that it is not chosen again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-replaced_at"], name="past_password_account")]


class Session(models.Model):
    """Where an account is signed in. Django's own row holds the session; ending it here removes both."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-seen_at"], name="session_account")]


class FailedAttempt(models.Model):
    """A password or code that was wrong, by the hash of the name that was tried; counted for the lock-out."""

    name_hash = models.CharField(max_length=64)
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_hash", "at"], name="failed_attempt_name"),
            models.Index(fields=["at"], name="failed_attempt_at"),
        ]


class KnownAddress(models.Model):
    """An address from which the account signed in: guesses made elsewhere don't lock its holder out here."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="known_addresses")
    address = models.CharField(max_length=45)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "address"], name="known_address_once")]
