"""Ending is not disbelieving; periods that exclude each other don't overlap."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from personnel.changes.models import Change
from personnel.officers.models import Appointment, Officer, PoliceNumber, ServiceStatus
from personnel.officers.officers import NewPost, appoint, change_status, close_wrong_numbers, give_number
from personnel.officers.states import Service
from records.days import start_of
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import SYSTEM, Bureau

MARCH = start_of(date(2026, 3, 1))
JUNE = start_of(date(2026, 6, 1))


def test_a_transfer_ends_the_old_post_and_keeps_what_was_known(dai: Officer, bureau: Bureau) -> None:
    before = Officer.objects.get(pk=dai.pk).last_change_id
    assert before is not None
    appoint(
        posts=[(dai, NewPost(unit=bureau.yanchi, post="办案队长", since=MARCH))],
        actor=SYSTEM,
        document_no="临公政〔2026〕8号",
        now=JUNE,
    )
    now_believed = Appointment.objects.believed().filter(officer=dai).order_by("valid_from")
    assert [(row.unit_id, row.valid_to) for row in now_believed] == [
        (bureau.liudi.pk, MARCH),
        (bureau.yanchi.pk, None),
    ]
    as_known_before = Appointment.objects.as_of(before).get(officer=dai)
    assert (as_known_before.unit_id, as_known_before.valid_to) == (bureau.liudi.pk, None)
    assert as_known_before.uuid == now_believed[0].uuid


def test_recorded_at_never_goes_back_for_one_subject(dai: Officer) -> None:
    give_number(officer=dai, number="021399", since=JUNE, actor=SYSTEM, now=JUNE)
    give_number(officer=dai, number="021398", since=start_of(date(2026, 7, 1)), actor=SYSTEM, now=MARCH)
    instants = list(Change.objects.filter(officer=dai).order_by("pk").values_list("recorded_at", flat=True))
    assert instants == sorted(instants)


def test_two_holders_of_one_number_at_one_time_are_refused(dai: Officer, he: Officer) -> None:
    with pytest.raises(Refusal) as refusal:
        give_number(officer=he, number="021306", since=JUNE, actor=SYSTEM)
    assert refusal.value.code == "officers.number_taken"
    assert PoliceNumber.objects.believed().filter(officer=he).get().number == "0A2196"


def test_a_number_passes_on_once_its_holder_has_left(dai: Officer, he: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=MARCH, actor=SYSTEM)
    give_number(officer=he, number="021306", since=JUNE, actor=SYSTEM)
    rows = PoliceNumber.objects.believed().filter(number="021306").order_by("valid_from")
    assert [(row.officer_id, row.valid_to) for row in rows] == [(dai.pk, MARCH), (he.pk, None)]


def test_retiring_ends_post_number_and_service(dai: Officer) -> None:
    change_status(officers=[dai], status=Service.RETIRED, since=MARCH, actor=SYSTEM)
    assert not Officer.objects.in_service_at(MARCH).filter(pk=dai.pk).exists()
    assert Officer.objects.in_service_at(start_of(date(2026, 2, 28))).filter(pk=dai.pk).exists()
    assert not Appointment.objects.believed().holding_at(MARCH).filter(officer=dai).exists()
    assert ServiceStatus.objects.believed().holding_at(MARCH).get(officer=dai).status == Service.RETIRED


def test_a_correction_closes_without_a_copy(dai: Officer) -> None:
    row = PoliceNumber.objects.get(officer=dai)
    close_wrong_numbers(rows=[row], actor=SYSTEM)
    assert AuditEntry.objects.filter(action="personnel.officer_number_corrected").count() == 1
    assert not PoliceNumber.objects.believed().filter(officer=dai).exists()


@pytest.mark.postgres
def test_the_database_itself_refuses_overlaps(dai: Officer) -> None:
    assert connection.vendor == "postgresql"
    row = PoliceNumber.objects.get(officer=dai)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoliceNumber.objects.create(
            officer=dai, number="777777", valid_from=row.valid_from, opened_by_id=row.opened_by_id
        )
