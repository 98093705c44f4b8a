"""Versions of the scheme: one line for the bureau. What is shipped stands in shipped.py and needs no row."""

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, Q

from personnel.access.scope import grants_for
from scoring.schemes.states import IndicatorCode

if TYPE_CHECKING:
    from records.actor import Actor


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Named questions about schemes."""

    def visible_to(self, actor: "Actor", permission: str = "scoring.view") -> Self:
        """One line of schemes for the bureau: for whoever sees figures of some unit."""
        return self.filter(Exists(grants_for(actor, permission)))


class Scheme(models.Model):
    """A version of the scheme: in force from a day until the next one is. It is never changed."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField(unique=True)
    excellent_from = models.DecimalField(max_digits=5, decimal_places=1)
    meets_from = models.DecimalField(max_digits=5, decimal_places=1)
    source = models.CharField(max_length=300)
    adopted_at = models.DateTimeField()
    adopted_by = models.UUIDField()

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scheme_lines_in_order",
                condition=Q(meets_from__gt=0, meets_from__lt=F("excellent_from"), excellent_from__lte=100),
            ),
            models.CheckConstraint(name="scheme_names_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """An indicator of a scheme with its weight in points of 100."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="indicators")
    code = models.CharField(max_length=20, choices=IndicatorCode)
    weight = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="indicator_once_by_scheme"),
            models.CheckConstraint(name="indicator_known", condition=Q(code__in=IndicatorCode.values)),
            models.CheckConstraint(name="indicator_weight_positive", condition=Q(weight__gt=0)),
        ]

    def __str__(self) -> str:
        return self.get_code_display()
