"""A month's figures by unit, and the people behind them."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from exams.sittings.states import Absence
from personnel.access.scope import grants_for
from personnel.officers.models import Officer
from personnel.units.models import Unit, UnitClosure
from personnel.units.states import UnitKind
from records.periods import holding
from scoring.periods.states import SAT, Counted, Grade, Line, Standing
from scoring.schemes.rules import SchemeValues
from scoring.schemes.states import IndicatorCode

if TYPE_CHECKING:
    from records.actor import Actor

T = TypeVar("T", bound=models.Model)


class PeriodQuerySet(models.QuerySet["Period"]):
    """Named questions about months."""

    def visible_to(self, actor: "Actor", permission: str = "scoring.view") -> Self:
        """Months are the bureau's: for whoever sees figures of some unit."""
        return self.filter(Exists(grants_for(actor, permission)))

    def computed(self) -> Self:
        """Months with figures, the latest first."""
        return self.filter(computed_at__isnull=False).order_by("-month")


class Period(models.Model):
    """A month. Its settings are those by which it was computed last."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    month = models.DateField(unique=True)
    counted_to = models.DateTimeField(null=True)
    computed_at = models.DateTimeField(null=True)
    computed_by_uuid = models.UUIDField(null=True)
    computed_by_name = models.CharField(max_length=100, blank=True)
    scheme_code = models.CharField(max_length=20, blank=True)
    weights = models.JSONField(default=dict)
    excellent_from = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    meets_from = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    policy_code = models.CharField(max_length=20, blank=True)
    not_excellent_over = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    fails_over = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    left_out = models.PositiveIntegerField(default=0)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="period_begins_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="period_computed_as_a_whole",
                condition=Q(computed_at__isnull=True, counted_to__isnull=True, scheme_code="", policy_code="")
                | Q(
                    computed_at__isnull=False,
                    counted_to__isnull=False,
                    excellent_from__isnull=False,
                    meets_from__isnull=False,
                    not_excellent_over__isnull=False,
                    fails_over__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def scheme(self) -> SchemeValues:
        """The scheme by which it was computed."""
        assert self.excellent_from is not None  # noqa: S101  (of a computed one)
        assert self.meets_from is not None  # noqa: S101
        return SchemeValues(
            code=self.scheme_code,
            valid_from=self.month,
            weights={IndicatorCode(code): Decimal(weight) for code, weight in self.weights.items()},
            excellent_from=self.excellent_from,
            meets_from=self.meets_from,
            source=self.scheme_code,
        )


class OfUnitsQuerySet(models.QuerySet[T]):
    """Rows of a period about a unit; who sees them follows the tree of the period."""

    def visible_to(self, actor: "Actor", permission: str = "scoring.view") -> Self:
        """Those of units that stood, at the period's end, within a unit for which the actor holds the permission."""
        granted = grants_for(actor, permission).filter(stream="").values("unit_id")
        return self.filter(Exists(_links(ancestor__in=granted)))

    def below(self, unit_id: int) -> Self:
        """Those of the unit and of all that stood under it at the period's end."""
        return self.filter(Exists(_links(ancestor=unit_id)))

    def right_below(self, unit_id: int) -> Self:
        """Those of the units right below it at the period's end."""
        return self.filter(Exists(_links(ancestor=unit_id, depth=1)))


def _links(**ancestors: object) -> "models.QuerySet[UnitClosure]":
    closing = OuterRef("period__counted_to")
    return UnitClosure.objects.filter(
        holding(closing),
        descendant=OuterRef("unit"),
        **ancestors,
    )


class UnitScoreQuerySet(OfUnitsQuerySet["UnitScore"]):
    """Named questions about scores."""

    def with_values(self) -> Self:
        """With the value of each indicator, by its code."""
        own = IndicatorScore.objects.filter(score=OuterRef("pk"))
        values = {code.value: Subquery(own.filter(indicator=code).values("value")[:1]) for code in IndicatorCode}
        return self.annotate(**values).prefetch_related("figures")

    def over_a_line(self) -> Self:
        """Units over the first or the second line, the worst first."""
        return self.exclude(line=Line.WITHIN).order_by("-without_share", "unit__code")

    def of_kind(self, kind: str) -> Self:
        """Units of one kind."""
        return self.filter(kind=kind)


class UnitScore(models.Model):
    """A unit's score in a month: counts over its whole subtree, its grade, its place against the two lines.

    Name, kind and the unit above are copied as they were.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    period = models.ForeignKey(Period, models.CASCADE, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=UnitKind)
    above = models.CharField(max_length=40, blank=True)
    counts = models.JSONField()
    established = models.PositiveIntegerField()
    without = models.PositiveIntegerField()
    without_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    line = models.CharField(max_length=14, choices=Line)
    total = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    grade = models.CharField(max_length=10, choices=Grade)

    objects = UnitScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="unit_score_once"),
            models.CheckConstraint(name="unit_score_line_known", condition=Q(line__in=Line.values)),
            models.CheckConstraint(name="unit_score_within_100", condition=Q(total__gte=0, total__lte=100)),
            models.CheckConstraint(name="unit_score_without_within", condition=Q(without__lte=F("established"))),
            models.CheckConstraint(
                name="unit_score_grade_follows_line",
                condition=Q(line=Line.WITHIN)
                | Q(line=Line.NOT_EXCELLENT) & ~Q(grade=Grade.EXCELLENT)
                | Q(line=Line.FAILS, grade=Grade.BELOW),
            ),
        ]
        indexes = [models.Index(fields=["unit", "period"], name="unit_score_unit")]

    def __str__(self) -> str:
        return f"{self.short_name} {self.total}"


class IndicatorScore(models.Model):
    """One indicator of a unit's score; without a value where there is nobody to count."""

    score = models.ForeignKey(UnitScore, models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=20, choices=IndicatorCode)
    numerator = models.DecimalField(max_digits=12, decimal_places=2)
    denominator = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=8, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["score", "indicator"], name="indicator_score_once"),
            models.CheckConstraint(
                name="indicator_score_of_somebody",
                condition=Q(denominator=0, value__isnull=True) | Q(denominator__gt=0, value__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class CountedResultQuerySet(OfUnitsQuerySet["CountedResult"]):
    """Named questions about the registrations behind the figures."""

    def sat(self) -> Self:
        """Of those who came."""
        return self.filter(counted__in=SAT)


class CountedResult(models.Model):
    """A registration as a month counted it, in the unit to which the officer belonged on the day."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="results")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    exam = models.CharField(max_length=120)
    sat_on = models.DateField()
    counted = models.CharField(max_length=8, choices=Counted)
    absence = models.CharField(max_length=12, choices=Absence, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    objects = CountedResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="counted_result_score_of_who_sat",
                condition=Q(counted__in=SAT, score__isnull=False)
                | Q(counted__in=[Counted.EXCUSED, Counted.ABSENT], score__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="counted_result_unit")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.counted}"


class CountedOfficer(models.Model):
    """An established officer as a month's end counted him."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)

    objects = OfUnitsQuerySet["CountedOfficer"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "officer"], name="counted_officer_once"),
            models.CheckConstraint(name="counted_officer_standing_known", condition=Q(standing__in=Standing.values)),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="counted_officer_unit")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.standing}"
