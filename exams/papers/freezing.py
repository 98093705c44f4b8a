"""Freezing a paper: its forms' documents, their first keys, its questions used; and re-keying."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionVersion
from exams.bank.states import VersionState
from exams.papers.documents import build_document
from exams.papers.models import FormItem, KeyRevision, Paper, PaperForm
from exams.papers.rules import fingerprint_of, new_option_ids
from exams.papers.states import PaperState
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

BATCH = 200


@transaction.atomic
def freeze(*, paper: Paper, actor: Actor, now: datetime | None = None) -> Paper:
    """Make the paper unchangeable: documents without keys, key revision 1, versions used. Twice is once.

    Raises Refusal("papers.not_approved") where a drawn question is no longer the approved one.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("owner").get(pk=paper.pk)
    if paper.state != PaperState.DRAFT:
        return paper
    at = now or clock.now()
    for form in paper.forms.all():
        _freeze_form(paper, form, actor, at)
    QuestionVersion.objects.filter(form_items__form__paper=paper, used_at__isnull=True).update(used_at=at)
    paper.state = PaperState.FROZEN
    paper.frozen_at, paper.frozen_by = at, actor.uuid
    paper.save(update_fields=["state", "frozen_at", "frozen_by"])
    record_entry(
        actor=actor,
        action="exams.paper_frozen",
        subject_kind="exams.paper",
        subject_uuid=paper.uuid,
        subject_label=paper.name,
        before={"state": PaperState.DRAFT.value},
        after={"state": paper.state, "forms": dict(paper.forms.values_list("letter", "fingerprint"))},
        now=at,
    )
    return paper


@transaction.atomic
def mark_used(*, paper: Paper, actor: Actor, now: datetime | None = None) -> Paper:
    """Note that a sitting took the paper. Twice is once. Raises Refusal("papers.not_frozen")."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.state == PaperState.USED:
        return paper
    if paper.state != PaperState.FROZEN:
        raise Refusal("papers.not_frozen", _("Only a frozen paper can be used."))
    paper.state = PaperState.USED
    paper.used_at = now or clock.now()
    paper.save(update_fields=["state", "used_at"])
    record_entry(
        actor=actor,
        action="exams.paper_used",
        subject_kind="exams.paper",
        subject_uuid=paper.uuid,
        subject_label=paper.name,
        before={"state": PaperState.FROZEN.value},
        after={"state": paper.state},
        now=paper.used_at,
    )
    return paper


@transaction.atomic
def append_keys(
    *, form: PaperForm, keys: Mapping[int, Sequence[str]], reason: str, actor: Actor, now: datetime | None = None
) -> KeyRevision:
    """A new revision in which the items named have other keys; the rest stays.

    Raises Refusal("papers.not_frozen" | "papers.reason_missing" | "papers.key").
    """
    PaperForm.objects.select_for_update().get(pk=form.pk)
    latest = form.key_revisions.order_by("-number").first()
    if latest is None:
        raise Refusal("papers.not_frozen", _("Only a frozen paper has keys."))
    if not reason.strip():
        raise Refusal("papers.reason_missing", _("Say why the keys change."), field="reason")
    options = dict(form.items.values_list("number", "options"))
    for number, key in keys.items():
        if not key or not set(key) <= set(options.get(number) or ()):
            message = _("Item %(number)s has no such option.")
            raise Refusal("papers.key", message, field=f"/keys/{number}", number=number)
    revision = KeyRevision.objects.create(
        form=form,
        number=latest.number + 1,
        keys=latest.keys | {str(number): sorted(key) for number, key in keys.items()},
        reason=reason.strip()[:200],
        author=actor.uuid,
        created_at=now or clock.now(),
    )
    record_entry(
        actor=actor,
        action="exams.keys_changed",
        subject_kind="exams.paper_form",
        subject_uuid=form.uuid,
        subject_label=form.letter,
        after={"revision": revision.number, "items": sorted(keys)},
        reason=revision.reason,
        now=revision.created_at,
    )
    return revision


def _freeze_form(paper: Paper, form: PaperForm, actor: Actor, at: datetime) -> None:
    chance = random.SystemRandom()
    items = list(form.items.with_questions())
    _check_approved(items)
    keys: dict[str, list[str]] = {}
    for item in items:
        ids = new_option_ids(len(item.version.options), chance)
        item.options = {own: option["id"] for own, option in zip(ids, item.version.options, strict=True)}
        right = set(item.version.key)
        keys[str(item.number)] = sorted(own for own, of_version in item.options.items() if of_version in right)
    FormItem.objects.bulk_update(items, ["options"], batch_size=BATCH)
    form.document = build_document(paper, form, items)
    form.fingerprint = fingerprint_of(form.document)
    form.save(update_fields=["document", "fingerprint"])
    KeyRevision.objects.create(form=form, number=1, keys=keys, author=actor.uuid, created_at=at)


def _check_approved(items: Sequence[FormItem]) -> None:
    changed = [item.number for item in items if item.version.state != VersionState.APPROVED]
    if changed:
        raise Refusal(
            "papers.not_approved",
            _("Items %(numbers)s are no longer approved; discard this draft and assemble the paper again."),
            numbers="、".join(map(str, changed)),
        )
