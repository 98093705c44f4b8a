"""The scheme that the system ships with; a bureau's own version takes its place from a day on.

Grade lines of 90 and 70 and the weights are assumed: public sources name a scale of 100 points and three grades only.
"""

from datetime import date
from decimal import Decimal

from scoring.schemes.rules import SchemeValues
from scoring.schemes.states import IndicatorCode

SHIPPED = SchemeValues(
    code="2011-1",
    valid_from=date(2011, 1, 1),
    weights={
        IndicatorCode.PARTICIPATION: Decimal(20),
        IndicatorCode.PASS_RATE: Decimal(30),
        IndicatorCode.MEAN_SCORE: Decimal(20),
        IndicatorCode.BASIC_SHARE: Decimal(30),
    },
    excellent_from=Decimal(90),
    meets_from=Decimal(70),
    source="assumed",
)
