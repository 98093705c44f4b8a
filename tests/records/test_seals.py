"""The sequencer seals what is committed, once, in an order, and waits for what may still be rolled back."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from records.digests import ALGORITHMS
from records.models import AuditEntry, AuditSeal
from records.seals import Horizon, horizon_now, seal_entries, unsealed
from tests.people import NOW
from tests.records.chains import MORNING, act, codes, three_days


def reasons_in_order() -> list[str]:
    """The document numbers of sealed entries in the chain's order."""
    entries = AuditEntry.objects.in_bulk([seal.entry for seal in AuditSeal.objects.order_by("number")])
    return [entries[seal.entry].document_no for seal in AuditSeal.objects.order_by("number")]


@pytest.mark.django_db
@pytest.mark.usefixtures("all_ended")
class TestInOneLine:
    def test_each_entry_gets_one_seal_however_often_it_runs(self) -> None:
        for number in range(5):
            act(number, NOW)

        assert seal_entries(now=NOW) == 5
        assert seal_entries(now=NOW) == 0
        act(5, NOW)
        assert seal_entries(now=NOW) == 1
        assert list(AuditSeal.objects.values_list("number", flat=True).order_by("number")) == [1, 2, 3, 4, 5, 6]

    def test_each_seal_names_the_one_before(self) -> None:
        three_days()

        seals = list(AuditSeal.objects.order_by("number"))
        assert [seal.previous for seal in seals[1:]] == [seal.digest for seal in seals[:-1]]
        assert seals[0].previous == ""

    def test_a_seal_is_never_updated(self) -> None:
        act(1, NOW)
        seal_entries(now=NOW)

        with pytest.raises(DatabaseError), transaction.atomic():
            AuditSeal.objects.update(digest="")

    def test_sm3_takes_the_place_of_sha256_without_breaking_what_was_sealed(
        self, heads_folder: Path, settings: Any
    ) -> None:
        act(1, NOW)
        seal_entries(now=NOW)
        settings.AUDIT_DIGEST = "sm3"
        act(2, NOW)
        seal_entries(now=NOW)

        assert [seal.algorithm for seal in AuditSeal.objects.order_by("number")] == ["sha256", "sm3"]
        assert codes(heads_folder) == []

    def test_a_clock_set_back_opens_no_closed_day_again(self, heads_folder: Path) -> None:
        three_days()
        act(99, MORNING)
        seal_entries(now=MORNING.replace(day=20))

        assert AuditSeal.objects.order_by("-number")[0].day == MORNING.date()
        assert codes(heads_folder) == []

    def test_after_a_restore_elsewhere_nothing_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The other cluster counts from the beginning: what stands in the table has higher numbers."""
        for number in (1, 2):
            AuditEntry.objects.create(**an_entry(number), transaction=9_000)
        monkeypatch.setattr("records.seals.horizon_now", lambda: Horizon(9_001, 9_001))
        assert seal_entries(now=NOW) == 2
        AuditEntry.objects.create(**an_entry(3), transaction=9_500)
        AuditEntry.objects.create(**an_entry(4), transaction=50)
        AuditEntry.objects.create(**an_entry(5), transaction=80)  # still open
        monkeypatch.setattr("records.seals.horizon_now", lambda: Horizon(70, 90))

        assert seal_entries(now=NOW) == 2
        monkeypatch.setattr("records.seals.horizon_now", lambda: Horizon(100, 100))
        assert seal_entries(now=NOW) == 1
        assert reasons_in_order() == ["1", "2", "3", "4", "5"]


def an_entry(number: int) -> dict[str, Any]:
    return {
        "at": NOW,
        "actor_uuid": "00000000-0000-0000-0000-000000000005",
        "actor_name": "刘芳",
        "action": "a",
        "subject_kind": "k",
        "document_no": str(number),
    }


def test_sm3_is_the_standards_one() -> None:
    """The first example of GB/T 32905."""
    assert ALGORITHMS["sm3"](b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestWithOpenTransactions:
    """On PostgreSQL, with connections of their own."""

    def test_what_commits_later_is_sealed_later_and_nothing_is_lost(self, heads_folder: Path) -> None:
        slow = OpenAct(1)
        act(2, NOW)  # begun after it, committed before it

        seal_entries(now=NOW)
        assert not AuditSeal.objects.exists()
        slow.commit()
        seal_until(2)

        first, second = AuditEntry.objects.order_by("pk")
        assert first.transaction < second.transaction
        assert [seal.entry for seal in AuditSeal.objects.order_by("number")] == [first.pk, second.pk]
        assert codes(heads_folder) == []

    def test_a_key_taken_before_the_last_seal_is_not_passed_over(self) -> None:
        """The key is taken, the transaction gets its number only after another one has committed and was sealed."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('records_auditentry', 'id'))")
            (early,) = cursor.fetchone()
        act(1, NOW)
        seal_until(1)
        AuditEntry.objects.create(**an_entry(2), pk=early)

        assert early < AuditSeal.objects.get(number=1).entry
        seal_until(2)
        assert AuditSeal.objects.get(number=2).entry == early

    def test_what_is_rolled_back_holds_nothing_up(self) -> None:
        slow = OpenAct(1)
        act(2, NOW)
        slow.roll_back()

        seal_until(1)
        assert not unsealed().exists()

    def test_an_act_waits_for_no_sequencer(self) -> None:
        """While the sequencer holds its lock, an act is written and committed."""
        with transaction.atomic():
            act(1, NOW)
            seal_entries(now=NOW)  # its lock is kept to the end of this transaction
            other = OpenAct(2)
            other.commit()
            assert AuditEntry.objects.count() == 2

    def test_two_sequencers_at_once_seal_each_entry_once(self, heads_folder: Path) -> None:
        for number in range(30):
            act(number, NOW)
        threads = [threading.Thread(target=seal_and_close) for _each in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seal_until(30)

        assert AuditSeal.objects.order_by("-number")[0].number == 30
        assert codes(heads_folder) == []

    def test_the_horizon_is_below_an_open_transaction(self) -> None:
        slow = OpenAct(1)
        horizon = horizon_now()
        slow.commit()

        assert horizon.decided <= AuditEntry.objects.get().transaction < horizon.unborn


class OpenAct:
    """An act in a transaction of another connection, which stays open until it is told to end."""

    def __init__(self, number: int) -> None:
        self._end, self._written, self._keep = threading.Event(), threading.Event(), False
        self._thread = threading.Thread(target=self._run, args=(number,))
        self._thread.start()
        assert self._written.wait(20)

    def _run(self, number: int) -> None:
        with transaction.atomic():
            act(number, NOW)
            self._written.set()
            self._end.wait(20)
            transaction.set_rollback(not self._keep)
        connections.close_all()

    def commit(self) -> None:
        self._keep = True
        self.roll_back()

    def roll_back(self) -> None:
        self._end.set()
        self._thread.join()


def seal_and_close() -> None:
    seal_entries(now=NOW)
    connections.close_all()


def seal_until(count: int) -> None:
    """Seal until there are so many: transactions of other databases of the cluster hold the sequencer back, too."""
    deadline = time.monotonic() + 60
    while seal_entries(now=NOW) or AuditSeal.objects.count() < count:
        assert time.monotonic() < deadline, "the sequencer is held back"
        time.sleep(0.02)
