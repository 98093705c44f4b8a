"""Two people confirm the same claims at the same moment: one record comes of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from personnel.officers.models import Officer
from qualifications.levels.levels import confirm
from qualifications.levels.models import LevelClaim, LevelRecord
from records.refusals import Refusal
from tests.people import NOW, SYSTEM
from tests.qualifications.facts import pass_exam

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def together() -> Barrier:
    return Barrier(2, timeout=20)


def test_two_confirmations_at_once_make_one_record(dai: Officer, he: Officer, together: Barrier) -> None:
    assert connection.vendor == "postgresql"
    for officer in (dai, he):
        pass_exam(officer, date(2026, 3, 10))

    def try_to_confirm(document_no: str) -> str:
        claims = list(LevelClaim.objects.select_related("officer"))
        together.wait()
        try:
            confirm(claims=claims, confirmed_on=date(2026, 4, 1), document_no=document_no, actor=SYSTEM, now=NOW)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(try_to_confirm, ["1号", "2号"]))
    assert ends == ["claims.state", "confirmed"]
    assert LevelRecord.objects.count() == 2
    assert LevelRecord.objects.values("document_no").distinct().count() == 1
