"""A file is served by its owner's rule and by nothing else, as a download that no browser runs."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from records import files
from records.files import keep_file, register_file_owner
from records.models import AuditEntry, StoredFile
from tests.people import NOW, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(dai_account, tmp_path: Path, settings, monkeypatch) -> StoredFile:
    """戴启明's proof, which he alone may read."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "_owners", {})
    register_file_owner("tests.proof", lambda owner, actor: actor.uuid == dai_account.uuid)
    return keep_file(
        content=b"%PDF-1.7 proof",
        name="结业证书.pdf",
        owner_kind="tests.proof",
        owner_uuid=uuid4(),
        actor=actor_of(dai_account),
        now=NOW,
    )


def test_who_may_read_it_gets_it_as_a_download(file, dai_account, as_) -> None:
    answer = as_(dai_account).get(reverse("personnel:file", args=[file.uuid]))
    assert answer.content == b"%PDF-1.7 proof"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="records.file_read")
    assert (entry.subject_kind, entry.subject_uuid) == ("tests.proof", file.owner_uuid)


def test_nobody_else_learns_that_it_is_there(file, trainer, hr, as_) -> None:
    for account in (trainer, hr):
        assert as_(account).get(reverse("personnel:file", args=[file.uuid])).status_code == 404
    assert as_(trainer).get(reverse("personnel:file", args=[uuid4()])).status_code == 404
    assert not AuditEntry.objects.filter(action="records.file_read").exists()
