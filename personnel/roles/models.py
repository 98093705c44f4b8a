"""Which account holds which role, where, and from when to when."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from personnel.access.scope import units_of
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.states import Stream
from personnel.units.models import Unit
from records.periods import holding

if TYPE_CHECKING:
    from records.actor import Actor


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Named questions about grants."""

    def in_force_at(self, instant: datetime) -> Self:
        """Grants that hold at the instant."""
        return self.filter(holding(instant))

    def visible_to(self, actor: "Actor") -> Self:
        """Those for units within the scope in which the actor manages roles, and his own."""
        return self.filter(Q(unit__in=units_of(actor, "roles.manage")) | Q(account__uuid=actor.uuid))


class RoleGrant(models.Model):
    """A role for a unit and everything below it (and, where given, one stream), from an instant to an instant."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    given_by_uuid = models.UUIDField()
    given_by_name = models.CharField(max_length=60)
    document_no = models.CharField(max_length=100, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_grant_period_forward", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["account", "role", "unit", "stream"],
                condition=Q(valid_to__isnull=True),
                name="role_grant_open_once",
            ),
        ]
        indexes = [models.Index(fields=["account", "valid_from"], name="role_grant_account")]

    def __str__(self) -> str:
        return self.get_role_display()
