"""Gathers the tables of this floor's rooms."""

from scoring.periods.models import CountedOfficer, CountedResult, IndicatorScore, Period, UnitScore
from scoring.schemes.models import Indicator, Scheme

__all__ = [
    "CountedOfficer",
    "CountedResult",
    "Indicator",
    "IndicatorScore",
    "Period",
    "Scheme",
    "UnitScore",
]
