"""Append-only tables refuse every update but a column that is set once."""

import pytest
from django.db import DatabaseError, connection, transaction

from personnel.changes.models import DatedFact
from personnel.officers.models import Officer, PoliceNumber
from records.guards import guarded_models
from records.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_every_append_only_table_has_its_trigger() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        triggers = {row[0] for row in cursor.fetchall()}
    missing = [model for model in guarded_models() if f"guard_{model._meta.db_table}" not in triggers]
    assert not missing
    assert AuditEntry in guarded_models()
    assert any(issubclass(model, DatedFact) for model in guarded_models())


def test_an_audit_entry_is_never_updated(dai: Officer) -> None:
    assert AuditEntry.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(actor_name="somebody else")


def test_a_fact_takes_a_closing_change_once_and_nothing_else(dai: Officer) -> None:
    row = PoliceNumber.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        PoliceNumber.objects.filter(pk=row.pk).update(number="999999")
    later = dai.changes.create(
        recorded_at=row.valid_from, actor_uuid=dai.uuid, actor_name="刘芳", reason_code="test.correction"
    )
    PoliceNumber.objects.filter(pk=row.pk).update(closed_by=later)
    with pytest.raises(DatabaseError), transaction.atomic():
        PoliceNumber.objects.filter(pk=row.pk).update(closed_by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        PoliceNumber.objects.filter(pk=row.pk).update(valid_to=row.valid_from)
