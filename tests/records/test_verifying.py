"""Whatever somebody does to entries, seals or heads, the verification names it, and where."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records import verifying
from records.audit import record_entry
from records.days import at_time
from records.digests import FORM, FORMS, entry_digest
from records.heads import close_days, file_of, read_outside
from records.models import AuditEntry, AuditHead, AuditSeal
from records.seals import seal_entries
from records.signing import Ed25519Signer, installed_signer
from tests.people import TODAY
from tests.records.chains import (
    DAYS,
    LIU,
    MORNING,
    act,
    alter,
    codes,
    entry_of,
    faults,
    recompute,
    rewrite_file,
    three_days,
    without_check,
    without_guards,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_ended")]

FOREIGN = Ed25519Signer("YW4gYXR0YWNrZXIncyBrZXkgb2YgMzIgYnl0ZXMgISE=")


@pytest.fixture
def chain(heads_folder: Path) -> Path:
    """Three days of four entries, sealed, with their heads; the folder outside."""
    three_days()
    return heads_folder


def test_a_whole_chain_passes(chain: Path) -> None:
    assert faults(chain) == []
    assert AuditSeal.objects.count() == 12
    assert [head.number for head in AuditHead.objects.order_by("day")] == [4, 8, 12]


def test_an_altered_entry_is_named(chain: Path) -> None:
    altered = entry_of(6)
    alter(altered, subject_label="何**")

    (fault,) = faults(chain)
    assert (fault.code, fault.number, fault.day, fault.entry) == ("entry_altered", 6, DAYS[1], altered.uuid)


def test_a_deleted_entry_is_named(chain: Path) -> None:
    gone = entry_of(6)
    AuditEntry.objects.filter(pk=gone.pk).delete()

    (fault,) = faults(chain)
    assert (fault.code, fault.number, fault.entry) == ("entry_missing", 6, gone.uuid)


def test_two_entries_that_change_places_are_named(chain: Path) -> None:
    second, third = entry_of(2), entry_of(3)
    alter(second, reason=third.reason, document_no=third.document_no, after=third.after)
    alter(third, document_no=second.document_no)

    assert [(fault.code, fault.number) for fault in faults(chain)] == [("entry_altered", 2), ("entry_altered", 3)]


def test_two_seals_that_change_places_are_named(chain: Path) -> None:
    second, third = entry_of(2), entry_of(3)

    def swap() -> None:
        AuditSeal.objects.filter(number=2).update(entry=-1)
        AuditSeal.objects.filter(number=3).update(entry=second.pk, entry_uuid=second.uuid)
        AuditSeal.objects.filter(number=2).update(entry=third.pk, entry_uuid=third.uuid)

    without_guards(swap)
    assert next((fault.code, fault.number) for fault in faults(chain)) == ("seal_altered", 2)


def test_a_deleted_entry_with_its_seal_is_named(chain: Path) -> None:
    gone = entry_of(6)
    AuditSeal.objects.filter(number=6).delete()
    AuditEntry.objects.filter(pk=gone.pk).delete()

    first = faults(chain)[0]
    assert (first.code, first.number, first.params["until"]) == ("seals_missing", 6, 6)


def test_a_deleted_last_day_is_named_by_the_file_outside(chain: Path) -> None:
    pks = list(AuditSeal.objects.filter(day=DAYS[2]).values_list("entry", flat=True))
    AuditSeal.objects.filter(day=DAYS[2]).delete()
    AuditEntry.objects.filter(pk__in=pks).delete()
    AuditHead.objects.filter(day=DAYS[2]).delete()

    first, *others = faults(chain)
    assert (first.code, first.day, first.number, first.params) == ("file_tail_missing", DAYS[2], 12, {"last": 8})
    assert [fault.code for fault in others] == ["head_row_missing"]


def test_seals_deleted_from_the_end_leave_entries_without(chain: Path) -> None:
    AuditSeal.objects.filter(number__gt=10).delete()

    assert codes(chain) == ["sealing_stands_still", "head_tail_missing", "file_tail_missing"]
    assert faults(chain)[0].params["count"] == 2


def test_seals_computed_anew_after_an_edit_are_named_by_the_files_outside(chain: Path) -> None:
    """With the database alone: everything in it fits again, but nobody trusted signed it."""
    alter(entry_of(6), subject_label="何**")
    recompute(FOREIGN)

    found = faults(chain)
    assert [fault.code for fault in found if fault.number and fault.code.startswith("file")] == [
        "file_seals_rewritten",
        "file_seals_rewritten",
    ]
    assert {fault.code for fault in found} == {"head_unsigned", "file_seals_rewritten", "head_row_differs"}
    assert [fault.day for fault in found if fault.code == "file_seals_rewritten"] == DAYS[1:]


def test_a_stolen_key_does_not_help_against_the_files_outside(chain: Path) -> None:
    alter(entry_of(6), subject_label="何**")
    recompute(installed_signer())

    found = faults(chain)
    assert found[0].code == "file_seals_rewritten"
    assert (found[0].day, found[0].number) == (DAYS[1], 8)


def test_an_altered_file_outside_is_named(chain: Path) -> None:
    rewrite_file(file_of(DAYS[1], chain), number=7)

    (fault,) = faults(chain)
    assert (fault.code, fault.day, fault.params["file"]) == ("file_altered", DAYS[1], "2026-11-22.json")


def test_a_damaged_file_and_a_missing_one_are_named(chain: Path) -> None:
    path = file_of(DAYS[0], chain)
    path.chmod(0o600)
    path.write_text("{")
    file_of(DAYS[2], chain).unlink()

    assert [(fault.code, fault.params["file"]) for fault in faults(chain)] == [
        ("file_altered", "2026-11-21.json"),
        ("file_missing", "2026-11-23.json"),
    ]


def test_an_entry_slipped_in_before_the_last_one_sealed_is_named(chain: Path) -> None:
    act(99, MORNING)
    slipped = AuditEntry.objects.order_by("-pk")[0]
    alter(slipped, at=at_time(DAYS[1], 9), transaction=-1)

    (fault,) = faults(chain)
    assert (fault.code, fault.entry) == ("entry_without_seal", slipped.uuid)


def test_a_seal_slipped_in_before_the_first_is_named(chain: Path) -> None:
    act(99, at_time(DAYS[0], 11))
    entry = AuditEntry.objects.latest("pk")
    seal = AuditSeal.objects.get(number=1)
    seal.number, seal.entry, seal.entry_uuid = 0, entry.pk, entry.uuid
    without_check(lambda: seal.save(force_insert=True))

    (fault,) = faults(chain)
    assert (fault.code, fault.number, fault.entry) == ("seal_slipped_in", 0, entry.uuid)
    assert str(entry.uuid) in str(fault)


def test_the_database_refuses_a_seal_before_the_first(chain: Path) -> None:
    seal = AuditSeal.objects.get(number=1)
    seal.number = seal.entry = -1
    with pytest.raises(IntegrityError), transaction.atomic():
        seal.save(force_insert=True)


def test_a_head_whose_file_is_just_being_written_is_no_fault(chain: Path) -> None:
    """Another process has committed the head's row at five past midnight and is about to write its file."""
    file_of(DAYS[2], chain).unlink()

    assert faults(chain, now=at_time(TODAY, 0, 6)) == []
    assert codes(chain) == ["file_missing"]


@pytest.mark.parametrize("already_written", [True, False])
def test_a_day_that_is_closed_during_the_verification_is_no_fault(
    chain: Path, monkeypatch: pytest.MonkeyPatch, already_written: bool
) -> None:
    midnight = at_time(TODAY + timedelta(days=1), 0, 5)

    def read_slowly(folder: Path) -> list[Any]:
        before = list(read_outside(folder))
        close_days(now=midnight)
        return list(read_outside(folder)) if already_written else before

    monkeypatch.setattr(verifying, "read_outside", read_slowly)
    assert faults(chain, now=midnight + timedelta(minutes=1)) == []


def test_an_entry_of_the_last_minutes_may_wait(chain: Path) -> None:
    act(99, MORNING)

    assert faults(chain) == []


def test_every_column_of_an_entry_is_covered() -> None:
    assert set(FORMS[FORM]) == {field.name for field in AuditEntry._meta.concrete_fields}


WORDS = st.text(alphabet="戴启明 abcXYZ019-\"'\\\n", max_size=30)
OTHER = {
    "at": st.datetimes().map(lambda moment: moment.replace(tzinfo=MORNING.tzinfo)),
    "uuid": st.uuids(),
    "actor_uuid": st.uuids(),
    "actor_name": WORDS,
    "actor_role": WORDS,
    "actor_unit": st.none() | st.uuids(),
    "address": WORDS,
    "action": WORDS,
    "subject_kind": WORDS,
    "subject_uuid": st.none() | st.uuids(),
    "subject_label": WORDS,
    "before": st.none() | st.dictionaries(WORDS, st.integers() | WORDS | st.booleans(), max_size=3),
    "after": st.none() | st.dictionaries(WORDS, st.integers() | WORDS | st.booleans(), max_size=3),
    "reason": WORDS,
    "document_no": WORDS,
    "transaction": st.integers(0, 2**40),
}


@given(change=st.sampled_from(sorted(OTHER)).flatmap(lambda name: st.tuples(st.just(name), OTHER[name])))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_single_changed_column_changes_the_digest(change: tuple[str, Any]) -> None:
    name, value = change
    entry = AuditEntry(
        id=1, at=MORNING, actor_uuid=LIU.uuid, actor_name=LIU.name, action="a", subject_kind="k", transaction=7
    )
    digest = entry_digest(entry, algorithm="sha256", form=FORM)
    is_same = getattr(entry, name) == value
    setattr(entry, name, value)

    assert (entry_digest(entry, algorithm="sha256", form=FORM) == digest) is is_same


@given(change=st.sampled_from(sorted(OTHER)).flatmap(lambda name: st.tuples(st.just(name), OTHER[name])))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_single_changed_column_of_a_stored_entry_is_found(heads_folder: Path, change: tuple[str, Any]) -> None:
    AuditSeal.objects.all().delete()
    AuditEntry.objects.all().delete()
    act(1, MORNING)
    seal_entries(now=MORNING)
    name, value = change
    entry = AuditEntry.objects.get()
    is_same = getattr(entry, name) == value
    alter(entry, **{name: value})

    assert ("entry_altered" in codes(heads_folder)) is not is_same


def test_the_command_names_the_first_fault_and_leaves_with_one(chain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit")
    assert "12" in capsys.readouterr().out
    altered = entry_of(6)
    alter(altered, reason="")
    alter(entry_of(9), reason="")

    with pytest.raises(SystemExit) as left:
        call_command("verify_audit", "--no-record")

    first, second = capsys.readouterr().out.splitlines()
    assert left.value.code == 1
    assert "6" in first
    assert "2026-11-22" in first
    assert str(altered.uuid) in first
    assert str(entry_of(9).uuid) in second


def test_the_outcome_is_an_entry_itself(chain: Path) -> None:
    call_command("verify_audit")
    alter(entry_of(6), reason="")
    with pytest.raises(SystemExit):
        call_command("verify_audit")

    whole, broken = AuditEntry.objects.filter(action__startswith="records.audit_").order_by("pk")
    assert whole.after == {"last_seal": 12, "faults": 0}
    assert broken.after["first_fault"] == "entry_altered"
    assert broken.after["seal"] == 6


def test_it_can_begin_at_a_day(chain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alter(entry_of(2), reason="")

    call_command("verify_audit", "--since", "2026-11-22")
    assert capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("verify_audit", "--since", "2026-11-23", "--heads", str(chain / "none"))


def test_another_folder_of_heads_can_be_named(chain: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(chain, tmp_path / "kept elsewhere")
    shutil.rmtree(chain)

    assert codes(chain) == ["file_missing"] * 3
    assert codes(copy) == []


def test_the_largest_chain_is_read_in_pieces(
    heads_folder: Path, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.verifying.CHUNK", 5)
    for number in range(12):
        record_entry(actor=LIU, action="a", subject_kind="k", subject_uuid=None, reason=str(number), now=MORNING)
    seal_entries(now=MORNING)

    with django_assert_max_num_queries(16):
        assert faults(heads_folder) == []
