"""Which scheme governs when, and putting one in force."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from records import clock, locks
from records.actor import Actor
from records.audit import record_entry
from records.days import day_of
from records.refusals import Refusal
from scoring.schemes.models import Indicator, Scheme
from scoring.schemes.rules import SchemeValues, faults_of
from scoring.schemes.shipped import SHIPPED
from scoring.schemes.states import IndicatorCode

_WORDS: Final = {
    "weights": _("A scheme has at least one indicator, each with a weight above 0."),
    "weights_sum": _("The weights make 100 points together."),
    "lines": _("The line for meeting the standard lies below that for excellent, both between 0 and 100."),
    "source": _("A scheme names its source."),
}


def scheme_on(day: date) -> SchemeValues:
    """The scheme in force on the day."""
    row = Scheme.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        return SHIPPED
    weights = {IndicatorCode(code): weight for code, weight in row.indicators.values_list("code", "weight")}
    return SchemeValues(
        code=row.code,
        valid_from=row.valid_from,
        weights=weights,
        excellent_from=row.excellent_from,
        meets_from=row.meets_from,
        source=row.source,
    )


@transaction.atomic
def adopt_scheme(*, scheme: SchemeValues, actor: Actor, now: datetime | None = None) -> Scheme:
    """Put a version of the scheme in force from a day to come (or today) on.

    Raises Refusal("schemes.weights" | "schemes.weights_sum" | "schemes.lines" | "schemes.source" | "schemes.backwards"
    | "schemes.taken").
    """
    locks.hold("scoring.schemes")
    at = now or clock.now()
    for code in faults_of(scheme):
        raise Refusal(f"schemes.{code}", _WORDS[code], field=code)
    if scheme.valid_from < day_of(at):
        raise Refusal("schemes.backwards", _("A scheme is never put in force backwards."), field="valid_from")
    if scheme.code == SHIPPED.code or Scheme.objects.filter(code=scheme.code).exists():
        raise Refusal("schemes.taken", _("There is a scheme with this number."), field="code")
    if Scheme.objects.filter(valid_from=scheme.valid_from).exists():
        raise Refusal("schemes.taken", _("A scheme begins on that day already."), field="valid_from")
    made = Scheme.objects.create(
        code=scheme.code,
        valid_from=scheme.valid_from,
        excellent_from=scheme.excellent_from,
        meets_from=scheme.meets_from,
        source=scheme.source,
        adopted_at=at,
        adopted_by=actor.uuid,
    )
    Indicator.objects.bulk_create(
        Indicator(scheme=made, code=code, weight=weight) for code, weight in scheme.weights.items()
    )
    record_entry(
        actor=actor,
        action="scoring.scheme_adopted",
        subject_kind="scoring.scheme",
        subject_uuid=made.uuid,
        subject_label=made.code,
        after={"weights": {code.value: str(weight) for code, weight in scheme.weights.items()}},
        now=at,
    )
    return made
