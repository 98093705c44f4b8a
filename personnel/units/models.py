"""Units, what was known of them when, and who stood under whom."""

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q

from personnel.access.scope import below_any, granted_units, units_reached
from personnel.changes.models import DatedFact, DatedFactQuerySet
from personnel.units.states import UnitKind
from records.guards import Exclusion
from records.periods import holding

if TYPE_CHECKING:
    from records.actor import Actor


class UnitQuerySet(models.QuerySet["Unit"]):
    """Named questions about units."""

    def visible_to(self, actor: "Actor", permission: str = "units.view") -> Self:
        """Units within the actor's scope for the permission, be it for one stream only: the tree names nobody."""
        return self.filter(pk__in=units_reached(actor, permission))

    def offered_to(self, actor: "Actor", permission: str, now: datetime) -> Self:
        """The same to choose from, in two queries: with the grants as values the database joins thousands at once."""
        granted = chain.from_iterable(granted_units(actor, permission, now).values())
        return self.filter(pk__in=below_any(granted, now))

    def named_at(self, instant: datetime) -> Self:
        """Units that stood at the instant, with their name, short_name, kind, is_law_enforcement and parent_id then."""
        stands = Q(versions__closed_by__isnull=True) & holding(instant, "versions__")
        versions = self.annotate(version=FilteredRelation("versions", condition=stands))
        return versions.annotate(
            name=F("version__name"),
            short_name=F("version__short_name"),
            kind=F("version__kind"),
            is_law_enforcement=F("version__is_law_enforcement"),
            parent_id=F("version__parent_id"),
        ).filter(name__isnull=False)

    def below(self, unit_id: int, instant: datetime) -> Self:
        """The unit and all that stood under it at the instant."""
        return self.filter(pk__in=UnitClosure.objects.at(instant).filter(ancestor=unit_id).values("descendant"))


class Unit(models.Model):
    """A unit of the bureau. Its name, kind and place in the tree are dated (UnitVersion)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True, validators=[RegexValidator(r"^\d{12}$")])
    last_change = models.ForeignKey("personnel.Change", models.PROTECT, null=True, related_name="+")

    objects = UnitQuerySet.as_manager()

    if TYPE_CHECKING:  # what named_at() adds
        name: str
        short_name: str
        kind: str
        is_law_enforcement: bool
        parent_id: int | None

    class Meta:
        constraints = [
            models.CheckConstraint(name="unit_code_has_12_digits", condition=Q(code__regex=r"^[0-9]{12}$")),
        ]

    def __str__(self) -> str:
        return self.code


class UnitVersion(DatedFact):
    """A unit's name, kind and parent from an instant to an instant."""

    subject_field: ClassVar[str] = "unit"
    exclusions: ClassVar[tuple[Exclusion, ...]] = (Exclusion("unit_version_by_unit", ("unit_id",)),)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=UnitKind)
    is_law_enforcement = models.BooleanField()
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    objects = DatedFactQuerySet["UnitVersion"].as_manager()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="unit_is_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("unit"))
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="unit_version_unit")]

    def __str__(self) -> str:
        return self.name


class UnitClosureQuerySet(models.QuerySet["UnitClosure"]):
    """Named questions about the tree."""

    def at(self, instant: datetime) -> Self:
        """Pairs that held at the instant."""
        return self.filter(holding(instant))


class UnitClosure(models.Model):
    """Who stood under whom, from an instant to an instant: a projection of UnitVersion, rebuilt whole."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="links_down")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="links_up")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    objects = UnitClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant", "valid_from"], name="unit_closure_once"),
        ]
        indexes = [models.Index(fields=["descendant", "valid_from"], name="unit_closure_descendant")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"

    def key(self) -> tuple[Any, ...]:
        """The row as a value, for comparing two projections."""
        return (self.ancestor_id, self.descendant_id, self.depth, self.valid_from, self.valid_to)
