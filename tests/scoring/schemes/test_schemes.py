"""Which scheme governs when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from records.refusals import Refusal
from scoring.schemes.rules import SchemeValues, faults_of
from scoring.schemes.schemes import adopt_scheme, scheme_on
from scoring.schemes.shipped import SHIPPED
from scoring.schemes.states import IndicatorCode
from tests.people import NOW, SYSTEM

NEXT_YEAR = SchemeValues(
    code="2027-1",
    valid_from=date(2027, 1, 1),
    weights={IndicatorCode.PASS_RATE: Decimal(40), IndicatorCode.BASIC_SHARE: Decimal(60)},
    excellent_from=Decimal(95),
    meets_from=Decimal(75),
    source="临公法〔2026〕70号",
)


def test_the_shipped_scheme_has_no_fault_and_needs_no_row(db: None) -> None:
    assert list(faults_of(SHIPPED)) == []
    assert scheme_on(date(2026, 10, 31)) == SHIPPED


def test_a_scheme_governs_from_its_day_on(db: None) -> None:
    adopt_scheme(scheme=NEXT_YEAR, actor=SYSTEM, now=NOW)
    assert scheme_on(date(2026, 12, 31)) == SHIPPED
    assert scheme_on(date(2027, 1, 1)) == NEXT_YEAR


@pytest.mark.parametrize(
    ("differences", "code"),
    [
        ({"weights": {}}, "schemes.weights"),
        ({"weights": {IndicatorCode.PASS_RATE: Decimal(99)}}, "schemes.weights_sum"),
        ({"weights": {IndicatorCode.PASS_RATE: Decimal(0), IndicatorCode.MEAN_SCORE: Decimal(100)}}, "schemes.weights"),
        ({"meets_from": Decimal(95)}, "schemes.lines"),
        ({"source": " "}, "schemes.source"),
        ({"valid_from": date(2026, 11, 23)}, "schemes.backwards"),
        ({"code": "2011-1"}, "schemes.taken"),
    ],
)
def test_a_wrong_scheme_is_refused(db: None, differences: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        adopt_scheme(scheme=replace(NEXT_YEAR, **differences), actor=SYSTEM, now=NOW)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_two_schemes_of_one_day_are_refused(db: None) -> None:
    adopt_scheme(scheme=NEXT_YEAR, actor=SYSTEM, now=NOW)
    with pytest.raises(Refusal) as refusal:
        adopt_scheme(scheme=replace(NEXT_YEAR, code="2027-2"), actor=SYSTEM, now=NOW)
    assert (refusal.value.code, refusal.value.field) == ("schemes.taken", "valid_from")
