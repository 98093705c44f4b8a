"""Which account holds which role, where, and from when to when."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from personnel.access.permissions import ASSIGNED
from personnel.access.scope import units_of
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.states import Stream
from personnel.units.models import Unit
from records.periods import holding, reaching

if TYPE_CHECKING:
    from records.actor import Actor


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Named questions about grants."""

    def in_force_at(self, instant: datetime) -> Self:
        """Grants that hold at the instant."""
        return self.filter(holding(instant))

    def visible_to(self, actor: "Actor", permission: str = "roles.view") -> Self:
        """Those for units within the scope in which the actor looks after roles, and his own."""
        return self.filter(Q(unit__in=units_of(actor, permission)) | Q(account__uuid=actor.uuid))

    def overlapping(self, start: datetime, end: datetime | None) -> Self:
        """Grants that hold at some instant from start to before end (None: open), those that begin later included."""
        rows = self.filter(reaching(start))
        return rows if end is None else rows.filter(valid_from__lt=end)

    def of_objects(self, kind: str, uuid: UUID) -> Self:
        """Grants for exactly this object."""
        return self.filter(object_kind=kind, object_uuid=uuid)


class RoleGrant(models.Model):
    """A role from an instant to an instant: for a unit and everything below it (where given, for one stream of it), or
    for exactly one object. `unit` is then whose the object is, and opens nothing.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    stream = models.CharField(max_length=20, choices=Stream, blank=True, default=Stream.NONE)
    object_kind = models.CharField(max_length=60, blank=True, default="")
    object_uuid = models.UUIDField(null=True)
    object_label = models.CharField(max_length=200, blank=True, default="")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    given_by_uuid = models.UUIDField()
    given_by_name = models.CharField(max_length=60)
    document_no = models.CharField(max_length=100, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    if TYPE_CHECKING:  # what listing.find_grants() adds
        number: str | None
        unit_name: str | None
        holder_unit: str | None
        is_away: bool

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_grant_period_forward", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["account", "role", "unit", "stream"],
                condition=Q(valid_to__isnull=True, object_kind=""),
                name="role_grant_open_once",
            ),
            models.CheckConstraint(
                name="role_grant_for_unit_or_object",
                condition=Q(object_kind="", object_uuid__isnull=True) & ~Q(role__in=sorted(ASSIGNED))
                | Q(object_uuid__isnull=False, role__in=sorted(ASSIGNED), stream="") & ~Q(object_kind=""),
            ),
            models.CheckConstraint(name="role_grant_known", condition=Q(role__in=Role.values)),
        ]
        indexes = [
            models.Index(fields=["account", "valid_from"], name="role_grant_account"),
            models.Index(fields=["object_kind", "object_uuid"], name="role_grant_object"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def is_assigned(self) -> bool:
        """Whether it is for exactly one object."""
        return bool(self.object_kind)
