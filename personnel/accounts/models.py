"""Accounts: who may sign in."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from personnel.officers.models import Officer

if TYPE_CHECKING:
    from records.actor import Actor

models.CharField.register_lookup(Length)


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by the verbs in accounts.py; this only finds them."""

    def visible_to(self, actor: "Actor") -> "models.QuerySet[Account]":
        """The actor's own account; lists of accounts are the security administrator's (roles)."""
        return self.filter(uuid=actor.uuid)

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
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

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
        ]

    def __str__(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """No model permissions here: roles say what an account may do."""
        return False
