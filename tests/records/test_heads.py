"""Each day's head is signed and put outside, once, and what stands outside is never written over."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from records.heads import HeadConflict, close_days, file_of, read_outside
from records.models import AuditHead
from records.seals import seal_entries
from records.signing import Ed25519Signer, fingerprint, installed_signer, is_signed, trusted_keys
from tests.people import TODAY
from tests.records.chains import DAYS, MORNING, act, alter, codes, entry_of, recompute, rewrite_file, three_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_ended")]


def test_a_day_is_closed_once_it_has_ended(heads_folder: Path) -> None:
    act(1, MORNING)
    seal_entries(now=MORNING)

    assert close_days(now=MORNING) == []
    (head,) = close_days(now=MORNING + timedelta(days=1))
    assert (head.day, head.number, head.count) == (TODAY, 1, 1)
    assert close_days(now=MORNING + timedelta(days=1)) == []


def test_missed_days_are_caught_up_and_days_without_entries_have_heads_too(heads_folder: Path) -> None:
    three_days()
    week_later = MORNING + timedelta(days=7)

    made = close_days(now=week_later)

    assert [head.day for head in made] == [TODAY + timedelta(days=n) for n in range(7)]
    assert {(head.number, head.count) for head in made} == {(12, 0)}
    assert codes(heads_folder) == []


def test_no_day_has_a_head_before_the_first_seal(heads_folder: Path) -> None:
    assert close_days(now=MORNING) == []
    assert not heads_folder.exists()


def test_the_file_says_what_the_row_says_and_is_read_only(heads_folder: Path) -> None:
    three_days()

    path = file_of(DAYS[0], heads_folder)
    said, row = json.loads(path.read_text()), AuditHead.objects.get(day=DAYS[0])
    assert (said["day"], said["number"], said["count"]) == ("2026-11-21", 4, 4)
    assert (said["seal_digest"], said["digest"], said["signature"]) == (row.seal_digest, row.digest, row.signature)
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert [file.name for file in sorted(heads_folder.iterdir())] == [f"{day}.json" for day in DAYS]


def test_a_missing_file_is_written_again(heads_folder: Path) -> None:
    three_days()
    before = file_of(DAYS[0], heads_folder).read_text()
    file_of(DAYS[0], heads_folder).unlink()

    close_days(now=MORNING)

    assert file_of(DAYS[0], heads_folder).read_text() == before


def test_a_file_that_differs_is_kept_and_told_and_the_others_are_still_written(heads_folder: Path) -> None:
    three_days()
    path = file_of(DAYS[0], heads_folder)
    rewrite_file(path, count=5)
    file_of(DAYS[1], heads_folder).unlink()

    with pytest.raises(HeadConflict, match=r"2026-11-21\.json"):
        close_days(now=MORNING)
    assert json.loads(path.read_text())["count"] == 5
    assert file_of(DAYS[1], heads_folder).exists()


def test_a_row_that_nobody_trusted_signed_is_not_put_outside(heads_folder: Path) -> None:
    three_days()
    alter(entry_of(1), reason="")
    recompute(Ed25519Signer("YW4gYXR0YWNrZXIncyBrZXkgb2YgMzIgYnl0ZXMgISE="))
    file_of(DAYS[0], heads_folder).unlink()

    with pytest.raises(HeadConflict, match="not signed by a trusted key"):
        close_days(now=MORNING)
    assert not file_of(DAYS[0], heads_folder).exists()


def test_what_a_former_key_signed_is_still_trusted(heads_folder: Path, settings) -> None:
    three_days()
    former = installed_signer()
    settings.AUDIT_KEY = "YSBuZXcga2V5IG9mIHRoZSBzYW1lIDMyIGJ5dGVzLi4="

    assert "head_unsigned" in codes(heads_folder)
    settings.AUDIT_TRUSTED_KEYS = [former.public]
    assert codes(heads_folder) == []


def test_a_signature_holds_for_its_content_and_its_key_only() -> None:
    signer = installed_signer()
    signature = signer.sign(b"head")
    seen = {"scheme": "ed25519", "key": signer.key, "signature": signature, "trusted": trusted_keys()}

    assert signer.key == fingerprint(signer.public)
    assert is_signed(content=b"head", **seen)
    assert not is_signed(content=b"heads", **seen)
    assert not is_signed(content=b"head", **{**seen, "scheme": "none"})
    assert not is_signed(content=b"head", **{**seen, "signature": "not base64"})
    assert not is_signed(content=b"head", **{**seen, "trusted": {}})


def test_a_file_under_another_days_name_is_not_read_as_that_day(heads_folder: Path) -> None:
    three_days()
    file_of(DAYS[0], heads_folder).rename(file_of(TODAY, heads_folder))

    read = {path.name: head for path, head in read_outside(heads_folder)}
    assert read[f"{TODAY}.json"] is None
    assert read[f"{DAYS[1]}.json"] is not None
