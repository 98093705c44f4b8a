"""The answers of a sitting as arrays, and what they score under a revision of the keys. Reads only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Max, TextField
from django.db.models.functions import Cast

from exams.delivery.models import Attempt, Response
from exams.delivery.states import AttemptState
from exams.marking.rules import Ints, hundredths, is_partial, score_answers
from exams.papers.models import FormItem, KeyRevision, PaperForm
from exams.sittings.models import Sitting


@dataclass(frozen=True, slots=True)
class MarkedForm:
    """One form of a sitting: attempts by row, items by column in order of their number.

    chosen: sets of options as bits; bit n is the n-th of the item's option ids in `options`.
    """

    form: PaperForm
    revision: KeyRevision
    items: list[FormItem]
    options: list[list[str]]
    attempts: list[Attempt]
    chosen: Ints
    keys: Ints
    scores: Ints

    @property
    def totals(self) -> Ints:
        """Hundredths of a mark by attempt."""
        totals: Ints = self.scores.sum(axis=1)
        return totals


def marked_forms(sitting: Sitting) -> list[MarkedForm]:
    """Every form that was sat, scored under its newest keys: the same answers and keys give the same scores."""
    attempts: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(sitting=sitting, state=AttemptState.SUBMITTED).defer("order").order_by("pk"):
        attempts.setdefault(attempt.form_id, []).append(attempt)
    forms = PaperForm.objects.filter(pk__in=attempts).defer("document").order_by("letter")
    return [_marked(form, sitting, attempts[form.pk]) for form in forms]


def _marked(form: PaperForm, sitting: Sitting, attempts: list[Attempt]) -> MarkedForm:
    newest = KeyRevision.objects.filter(form=form).aggregate(newest=Max("number"))["newest"]
    revision = KeyRevision.objects.get(form=form, number=newest)
    items = list(FormItem.objects.filter(form=form).order_by("number"))
    options = [sorted(item.options or ()) for item in items]
    keys = np.array(
        [mask_of(revision.keys.get(str(item.number), ()), ids) for item, ids in zip(items, options, strict=True)],
        dtype=np.int64,
    )
    chosen = _chosen(form, sitting, attempts, items, options)
    marks = np.array([hundredths(item.marks) for item in items], dtype=np.int64)
    partial = np.array([is_partial(item.scoring_rule) for item in items], dtype=np.bool_)
    scores = score_answers(chosen, keys, marks, partial)
    return MarkedForm(form, revision, items, options, attempts, chosen, keys, scores)


def _chosen(
    form: PaperForm,
    sitting: Sitting,
    attempts: Sequence[Attempt],
    items: Sequence[FormItem],
    options: Sequence[Sequence[str]],
) -> Ints:
    row_of = {attempt.pk: row for row, attempt in enumerate(attempts)}
    column_of = {item.pk: column for column, item in enumerate(items)}
    chosen: Ints = np.zeros((len(attempts), len(items)), dtype=np.int64)
    masks: dict[tuple[int, str], int] = {}  # few answers differ, so each is read once
    responses = Response.objects.filter(
        attempt__sitting=sitting, attempt__form=form, attempt__state=AttemptState.SUBMITTED
    ).order_by()
    rows = responses.values_list("attempt_id", "item_id", Cast("answer", TextField()))
    for attempt_id, item_id, text in rows.iterator(chunk_size=5000):
        mask = masks.get((item_id, text))
        if mask is None:
            mask = masks[item_id, text] = mask_of(json.loads(text), options[column_of[item_id]])
        chosen[row_of[attempt_id], column_of[item_id]] = mask
    return chosen


def mask_of(answer: Sequence[str], ids: Sequence[str]) -> int:
    """A set of option ids as bits. Raises ValueError for one that is not among them."""
    return sum(1 << ids.index(one) for one in set(answer))
