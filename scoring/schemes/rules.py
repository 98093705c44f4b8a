"""A scheme as the rules see it: which indicators with which weight, and from where a unit is excellent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.schemes.states import IndicatorCode

FULL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeValues:
    """A version of the scheme, in force from a day on. weights: points of 100 by indicator."""

    code: str
    valid_from: date
    weights: dict[IndicatorCode, Decimal]
    excellent_from: Decimal
    meets_from: Decimal
    source: str


def faults_of(scheme: SchemeValues) -> Iterator[str]:
    """What stands against a scheme, as codes."""
    if not scheme.weights or any(weight <= 0 for weight in scheme.weights.values()):
        yield "weights"
    elif sum(scheme.weights.values()) != FULL:
        yield "weights_sum"
    if not 0 < scheme.meets_from < scheme.excellent_from <= FULL:
        yield "lines"
    if not scheme.source.strip():
        yield "source"
