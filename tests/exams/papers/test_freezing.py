"""Freezing: documents without keys, keys apart, nothing changes any more."""

import json
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from exams.bank.models import QuestionVersion
from exams.papers.freezing import append_keys, freeze, mark_used
from exams.papers.models import FormItem, KeyRevision, Paper, PaperForm
from exams.papers.rules import fingerprint_of
from exams.papers.states import MOVES, PaperState
from records.models import AuditEntry
from records.refusals import Refusal
from tests.exams.bank.questions import AUTHOR, bring_in
from tests.exams.papers.papers import OFFICER, a_blueprint, draw_paper, filled, refused
from tests.people import NOW, Bureau


@pytest.fixture
def form(bureau: Bureau) -> PaperForm:
    """The form of a frozen paper of nine items."""
    paper = draw_paper(a_blueprint(bureau), filled(bureau))
    freeze(paper=paper, actor=OFFICER, now=NOW)
    return PaperForm.objects.get(paper=paper)


def document_of(form: PaperForm) -> dict[str, Any]:
    assert form.document is not None
    return dict(form.document)


def items_of(form: PaperForm) -> list[dict[str, Any]]:
    return [item for section in document_of(form)["sections"] for item in section["items"]]


def test_the_document_holds_questions_and_no_key(form: PaperForm) -> None:
    document = document_of(form)
    assert (document["count"], document["marks"]) == (9, "18")
    assert [section["type"] for section in document["sections"]] == ["single", "multiple", "true_false"]
    text = json.dumps(document, ensure_ascii=False)
    assert "机密的理由" not in text
    for word in ("key", "rationale", "answer", "right", "correct", "difficulty"):
        assert f'"{word}"' not in text
    for item in items_of(form):
        assert set(item) == {"number", "stem", "options", "edition"}
        assert all(set(option) == {"id", "text"} for option in item["options"])


def test_option_ids_are_the_forms_own_and_say_nothing(form: PaperForm) -> None:
    of_versions = {option["id"] for version in QuestionVersion.objects.all() for option in version.options}
    ids = [option["id"] for item in items_of(form) for option in item["options"]]
    assert not of_versions & set(ids)
    keys = form.key_revisions.get().keys
    lowest = sum(
        min(option["id"] for option in item["options"]) in keys[str(item["number"])] for item in items_of(form)
    )
    assert lowest < 9


def test_the_keys_are_right_in_the_forms_ids(form: PaperForm) -> None:
    revision = form.key_revisions.get()
    assert (revision.number, revision.author) == (1, OFFICER.uuid)
    for item in FormItem.objects.filter(form=form).select_related("version"):
        assert item.options is not None
        assert {item.options[own] for own in revision.keys[str(item.number)]} == set(item.version.key)


def test_the_fingerprint_is_the_documents(form: PaperForm) -> None:
    assert form.fingerprint == fingerprint_of(form.document)


def test_versions_are_used_and_never_change(form: PaperForm) -> None:
    version = form.items.get(number=1).version
    assert version.used_at == NOW
    before = QuestionVersion.objects.filter(pk=version.pk).values().get()
    bring_in(
        version.question.bank, [["单选", version.stem, *(option["text"] for option in version.options), "D", "", ""]]
    )
    after = QuestionVersion.objects.filter(pk=version.pk).values().get()
    assert after == before
    assert version.question.versions.count() == 2


def test_freezing_twice_is_freezing_once(form: PaperForm) -> None:
    freeze(paper=form.paper, actor=OFFICER, now=NOW)
    assert KeyRevision.objects.count() == 1
    assert AuditEntry.objects.filter(action="exams.paper_frozen").count() == 1


def test_the_database_keeps_the_frozen_document(form: PaperForm) -> None:
    changes = (
        lambda: PaperForm.objects.filter(pk=form.pk).update(document={}),
        lambda: PaperForm.objects.filter(pk=form.pk).update(fingerprint="x"),
        lambda: FormItem.objects.filter(form=form, number=1).update(options={}),
        lambda: FormItem.objects.filter(form=form, number=1).update(marks=9),
        lambda: KeyRevision.objects.filter(form=form).update(keys={}),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_re_key_appends_a_revision(form: PaperForm) -> None:
    item = form.items.get(number=1)
    first = form.key_revisions.get()
    other = next(own for own in item.options if own not in first.keys["1"])
    second = append_keys(form=form, keys={1: [other]}, reason="答案有误", actor=AUTHOR, now=NOW)
    assert (second.number, second.keys["1"]) == (2, [other])
    assert {number: key for number, key in second.keys.items() if number != "1"} == {
        number: key for number, key in first.keys.items() if number != "1"
    }


@pytest.mark.parametrize(
    ("keys", "reason", "code"),
    [
        ({1: ["nothing"]}, "因为", "papers.key"),
        ({1: []}, "因为", "papers.key"),
        ({99: ["x"]}, "因为", "papers.key"),
        ({}, " ", "papers.reason_missing"),
    ],
)
def test_a_re_key_without_sense_is_refused(form: PaperForm, keys: dict[int, list[str]], reason: str, code: str) -> None:
    with refused(code):
        append_keys(form=form, keys=keys, reason=reason, actor=AUTHOR, now=NOW)
    assert form.key_revisions.count() == 1


def test_only_the_moves_of_the_table_are_made(bureau: Bureau) -> None:
    bank, blueprint = filled(bureau), a_blueprint(bureau)
    verbs = {PaperState.FROZEN: freeze, PaperState.USED: mark_used}
    for start, end in product(PaperState, verbs):
        paper = draw_paper(blueprint, bank, name=f"{start}{end}")
        if start != PaperState.DRAFT:
            freeze(paper=paper, actor=OFFICER, now=NOW)
        if start == PaperState.USED:
            mark_used(paper=paper, actor=OFFICER, now=NOW)
        try:
            verbs[end](paper=paper, actor=OFFICER, now=NOW)
        except Refusal:
            assert end not in MOVES[start]
        paper.refresh_from_db()
        assert paper.state == (end if end in MOVES[start] else start)


def test_the_database_knows_when_a_paper_was_frozen(bureau: Bureau) -> None:
    paper = draw_paper(a_blueprint(bureau), filled(bureau))
    for state in (PaperState.FROZEN, PaperState.USED):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(state=state)
