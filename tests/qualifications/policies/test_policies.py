"""The policy is data with sources; which version governs; how long a level lasts."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from personnel.officers.models import Officer
from qualifications.levels.levels import confirm
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.policies.models import PolicyVersion
from qualifications.policies.policies import policy_at, policy_line
from qualifications.policies.rules import end_of_validity, months_later
from qualifications.policies.schema import Policy
from qualifications.policies.shipped import SHIPPED
from qualifications.states import Duty, Level, PolicyState, RestrictionKind
from records.days import at_time, end_of, start_of
from tests.people import SYSTEM
from tests.qualifications.facts import pass_exam

JULY = start_of(date(2026, 7, 1))


def put_in_force(since: datetime, code: str = "2026-1", **differences: Any) -> PolicyVersion:
    document = SHIPPED.model_dump(mode="json") | {"code": code} | differences
    return PolicyVersion.objects.create(
        code=code,
        state=PolicyState.IN_FORCE,
        valid_from=since,
        document=document,
        drafted_by=uuid4(),
        decided_by=uuid4(),
        put_in_force_at=since,
    )


def levels_valid_for(months: int) -> dict[str, Any]:
    document = SHIPPED.model_dump(mode="json")["levels"]
    return {name: rule | {"valid_months": months} for name, rule in document.items()}


def test_every_figure_names_its_source() -> None:
    named = {
        *(f"levels/{level}" for level in Level),
        *(f"duties/{duty}" for duty in Duty),
        *(f"restrictions/{kind}" for kind in RestrictionKind),
        "lines",
        "stream_must_match",
    }
    assert named <= set(SHIPPED.sources)
    assert all(path.split("/")[0] in Policy.model_fields for path in SHIPPED.sources)


def test_the_document_of_a_version_is_the_policy_itself() -> None:
    assert Policy.model_validate(SHIPPED.model_dump(mode="json")) == SHIPPED


@pytest.mark.django_db
def test_the_shipped_policy_governs_until_another_is_put_in_force() -> None:
    put_in_force(JULY)
    assert policy_at(start_of(date(2026, 6, 30))).code == SHIPPED.code
    assert policy_at(JULY).code == "2026-1"
    assert policy_line(known_at=start_of(date(2026, 6, 1))).at(JULY).code == SHIPPED.code


@pytest.mark.django_db
def test_a_policy_is_not_put_in_force_backwards_nor_by_its_author() -> None:
    version = put_in_force(JULY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(valid_from=start_of(date(2026, 1, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(decided_by=version.drafted_by)


def test_a_validity_lapses_only_what_is_confirmed_under_it(dai: Officer, he: Officer) -> None:
    put_in_force(JULY, levels=levels_valid_for(60))
    ends = []
    for officer, day in ((dai, date(2026, 6, 30)), (he, date(2026, 7, 1))):
        pass_exam(officer, date(2026, 3, 10))
        claims = list(LevelClaim.objects.live().filter(officer=officer))
        (record,) = confirm(
            claims=claims, confirmed_on=day, document_no="1号", actor=SYSTEM, now=at_time(date(2026, 7, 2), 9)
        )
        ends.append(record.valid_to)
    assert ends == [None, end_of(date(2031, 6, 30))]
    assert LevelRecord.objects.holders_at(start_of(date(2031, 7, 1)), Level.BASIC).count() == 1


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 12, 1), 60, date(2026, 12, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_months_only_go_forward(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_the_last_day_is_held_to_its_end() -> None:
    assert end_of_validity(start_of(date(2021, 12, 1)), 60) == end_of(date(2026, 11, 30))
    assert end_of_validity(start_of(date(2021, 12, 1)), None) is None
