"""Files: kept once by content, unreadable on the disk, read by whom their owner lets, gone when nobody needs them."""

import os
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from records import clock, files
from records.actor import Actor
from records.files import cleaned_name, drop_files, keep_file, may_read, purge_files, read_file, register_file_owner
from records.models import StoredFile
from records.refusals import Refusal
from tests.people import NOW
from tests.records.old_workbook import old_workbook

pytestmark = pytest.mark.django_db

LI = Actor(uuid=uuid4(), name="李文")
PDF = b"%PDF-1.7 proof"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """An empty folder of files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(content: bytes = PDF, *, name: str = "证明.pdf", owner=None, **values) -> StoredFile:
    return keep_file(
        content=content, name=name, owner_kind="tests.owner", owner_uuid=owner or uuid4(), actor=LI, now=NOW, **values
    )


def contents(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def office(part: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr(part, "<x/>")
    return buffer.getvalue()


def test_a_file_comes_back_and_the_disk_does_not_tell_it(folder: Path) -> None:
    file = kept()
    (path,) = contents(folder)
    assert path.name == file.sha256
    assert b"proof" not in path.read_bytes()
    assert read_file(file) == PDF


def test_two_owners_of_one_content_share_it(folder: Path) -> None:
    owner = uuid4()
    assert kept(owner=owner) == kept(owner=owner)
    kept()
    assert StoredFile.objects.count() == 2
    assert len(contents(folder)) == 1


def test_what_was_altered_on_the_disk_is_not_given_out(folder: Path) -> None:
    file = kept()
    (path,) = contents(folder)
    path.write_bytes(path.read_bytes()[:-4] + b"AAA=")
    with pytest.raises(InvalidToken):
        read_file(file)


@pytest.mark.parametrize(
    ("content", "said", "is_"),
    [
        (PDF, "", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/jpeg", "image/png"),
        (b"\xff\xd8\xff\xe0....", "", "image/jpeg"),
        (office("xl/workbook.xml"), "", files.XLSX),
        (office("word/document.xml"), "text/plain", files.DOCX),
        ("警号,姓名\n".encode("gb18030"), "text/csv", "text/csv"),
        ("警号,姓名\n".encode(), "", "text/plain"),
        ("警号\t姓名\n".encode("utf-16"), "text/csv", "text/csv"),
        (old_workbook([["警号", "姓名"]]), "", files.XLS),
        (b"<html><script>", "text/html", "text/plain"),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, said: str, is_: str) -> None:
    assert kept(content, name="x.exe", media_type=said).media_type == is_


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "files.empty"),
        (b"\x7fELF\x02\x01\x01\x00", "files.kind"),
        (office("META-INF/MANIFEST.MF"), "files.kind"),
        (b"PK\x03\x04 broken", "files.kind"),
        (b"text with a \x00 in it", "files.kind"),
        (files.OLE + bytes(504) + "WordDocument".encode("utf-16-le"), "files.kind"),
        (b"%PDF-" + b"x" * (1024 * 1024), "files.too_large"),
    ],
)
def test_what_is_not_taken_is_told_and_leaves_nothing(folder: Path, settings, content: bytes, code: str) -> None:
    settings.FILE_MAX_MB = 1
    with pytest.raises(Refusal) as refused:
        kept(content)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert contents(folder) == []


def test_only_the_owners_rule_opens_a_file(monkeypatch) -> None:
    monkeypatch.setattr(files, "_owners", {})
    file = kept()
    assert not may_read(file, LI)
    register_file_owner("tests.owner", lambda owner, actor: owner == file.owner_uuid and actor == LI)
    assert may_read(file, LI)
    assert not may_read(file, Actor(uuid=uuid4(), name="other"))
    assert not may_read(kept(), LI)


def test_a_content_goes_a_day_after_its_last_owner_dropped_it(folder: Path) -> None:
    first, second = kept(), kept()
    age(folder, timedelta(days=2))
    drop_files(owner_kind="tests.owner", owner_uuid=first.owner_uuid)
    assert purge_files(clock.now()) == 0  # the second still has it
    drop_files(owner_kind="tests.owner", owner_uuid=second.owner_uuid)
    assert purge_files(clock.now() - timedelta(days=1, minutes=1)) == 0  # not yet a day old, seen from then
    assert purge_files(clock.now()) == 1
    assert contents(folder) == []


def test_what_is_kept_anew_is_young_again(folder: Path) -> None:
    kept()
    age(folder, timedelta(days=2))
    file = kept()
    drop_files(owner_kind="tests.owner", owner_uuid=file.owner_uuid)
    StoredFile.objects.all().delete()
    assert purge_files(clock.now()) == 0


def test_an_upload_on_its_way_is_forgotten_when_its_time_is_out(folder: Path) -> None:
    kept(keep_until=NOW + timedelta(days=1))
    purge_files(NOW + timedelta(days=1))
    assert StoredFile.objects.exists()
    purge_files(NOW + timedelta(days=1, seconds=1))
    assert not StoredFile.objects.exists()


def age(folder: Path, by: timedelta) -> None:
    """Let the contents be as old as that."""
    then = (clock.now() - by).timestamp()
    for path in contents(folder):
        os.utime(path, (then, then))


@given(st.text(max_size=300))
def test_a_name_is_short_and_has_no_path(name: str) -> None:
    cleaned = cleaned_name(name)
    assert 0 < len(cleaned) <= 200
    assert not set("/\\\r\n\0") & set(cleaned)
    assert cleaned_name(cleaned) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    assert cleaned_name("C:\\资料\\" + "长" * 300 + ".pdf").endswith("长.pdf")
