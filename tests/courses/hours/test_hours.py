"""Hours from outside lists, and the year's demand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.hours.hours import HoursEntry, demands_of, enter_hours, year_of, years_of
from courses.hours.models import HoursDemand, TrainingHours
from courses.hours.rules import YearOfHours
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from qualifications.evidence.models import Evidence
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, actor_of

DOCUMENT = "临公法〔2026〕12号"


def _entry(officer: Officer, hours: str = "8", on: date = date(2026, 5, 8)) -> HoursEntry:
    return HoursEntry(officer=officer, title="新治安管理处罚法轮训", hours=Decimal(hours), on=on)


def test_a_list_is_entered_once(dai: Officer, he: Officer) -> None:
    lines = [_entry(dai), _entry(he, "4.5")]
    assert len(enter_hours(entries=lines, document_no=DOCUMENT, actor=SYSTEM, now=NOW)) == 2
    assert enter_hours(entries=lines, document_no=DOCUMENT, actor=SYSTEM, now=NOW) == []
    more = enter_hours(entries=[*lines, _entry(dai, on=date(2026, 6, 1))], document_no=DOCUMENT, actor=SYSTEM, now=NOW)
    assert [row.earned_at.isoformat() for row in more] == ["2026-05-31T16:00:00+00:00"]
    assert TrainingHours.objects.count() == Evidence.objects.count() == 3
    assert Evidence.objects.filter(document_no=DOCUMENT).count() == 3


@pytest.mark.parametrize(
    ("entry", "document_no", "code"),
    [
        ({}, " ", "courses.document_missing"),
        ({"hours": "0"}, DOCUMENT, "courses.hours_not_positive"),
        ({"on": date(2026, 11, 25)}, DOCUMENT, "courses.hours_ahead"),
    ],
)
def test_a_wrong_list_changes_nothing(dai: Officer, entry: dict[str, object], document_no: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        enter_hours(
            entries=[_entry(dai), _entry(dai, **entry)],  # type: ignore[arg-type]
            document_no=document_no,
            actor=SYSTEM,
            now=NOW,
        )
    assert refusal.value.code == code
    assert not TrainingHours.objects.exists()


def test_hours_are_never_changed(dai: Officer) -> None:
    enter_hours(entries=[_entry(dai)], document_no=DOCUMENT, actor=SYSTEM, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingHours.objects.update(hours=9)


def test_the_year_is_the_bureaus(dai: Officer) -> None:
    entries = [_entry(dai, on=date(2025, 12, 31)), _entry(dai, "6", on=date(2026, 1, 1)), _entry(dai, "30")]
    enter_hours(entries=entries, document_no=DOCUMENT, actor=SYSTEM, now=NOW)
    assert year_of(dai, NOW) == YearOfHours(2026, Decimal(36), Decimal(40))
    assert year_of(dai, NOW).missing == 4
    assert year_of(dai, NOW).share == Decimal("0.9")
    assert [(year.year, year.earned) for year in years_of(dai, NOW)] == [(2026, Decimal(36)), (2025, Decimal(8))]


def test_the_demand_is_dated(db: None) -> None:
    assert demands_of([2026]) == {2026: 40}
    HoursDemand.objects.create(valid_from=date(2026, 1, 1), hours=60, source="临公政〔2025〕20号")
    assert demands_of([2025, 2026, 2027]) == {2025: 40, 2026: 60, 2027: 60}


def test_hours_are_seen_within_the_scope(dai: Officer, he: Officer, dai_account: Account, trainer: Account) -> None:
    enter_hours(entries=[_entry(dai), _entry(he)], document_no=DOCUMENT, actor=SYSTEM, now=NOW)
    assert TrainingHours.objects.visible_to(actor_of(trainer)).count() == 2
    assert [row.officer for row in TrainingHours.objects.visible_to(actor_of(dai_account))] == [dai]
