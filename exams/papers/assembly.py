"""Assembling a paper from a blueprint; discarding a draft."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.states import Difficulty, QuestionType
from exams.papers.models import Blueprint, BlueprintRow, FormItem, Paper, PaperForm
from exams.papers.rules import NotEnough, Shortage, draw
from exams.papers.states import PaperState
from personnel.units.models import Unit
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal

BATCH = 500
FIRST_LETTER = "A"


@transaction.atomic
def assemble(
    *,
    blueprint: Blueprint,
    banks: Iterable[QuestionBank],
    name: str,
    actor: Actor,
    owner: Unit | None = None,
    seed: str = "",
    now: datetime | None = None,
) -> Paper:
    """Draw approved questions for every row of the blueprint, none twice; the paper is a draft.

    owner: unit that the paper belongs to (the blueprint's). seed: the same one draws the same from the same banks.
    Raises Refusal("papers.no_bank" | "papers.mixed_banks" | "papers.bank_missing" | "papers.name_missing" |
    "papers.name_taken" | "papers.too_few").
    """
    chosen = list(banks)
    rows = list(blueprint.rows.select_related("bank", "point"))
    paper = Paper(
        owner=owner or blueprint.owner,
        blueprint=blueprint,
        name=name.strip(),
        purpose=_purpose_of(chosen, rows),
        state=PaperState.DRAFT,
        seed=seed or secrets.token_hex(16),
        author=actor.uuid,
        author_name=actor.name,
        created_at=now or clock.now(),
    )
    _check_name(paper)
    drawn = _draw(rows, chosen, paper.seed)
    paper.save()
    form = PaperForm.objects.create(paper=paper, letter=FIRST_LETTER)
    items = _items(form, rows, drawn)
    FormItem.objects.bulk_create(items, batch_size=BATCH)
    record_entry(
        actor=actor,
        action="exams.paper_assembled",
        subject_kind="exams.paper",
        subject_uuid=paper.uuid,
        subject_label=paper.name,
        after={"blueprint": str(blueprint.uuid), "banks": [str(bank.uuid) for bank in chosen], "items": len(items)},
        now=paper.created_at,
    )
    return paper


@transaction.atomic
def discard_paper(*, paper: Paper, actor: Actor, now: datetime | None = None) -> None:
    """Delete a draft for real. Raises Refusal("papers.frozen")."""
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if locked.state != PaperState.DRAFT:
        raise Refusal("papers.frozen", _("A frozen paper is kept."))
    FormItem.objects.filter(form__paper=locked).delete()
    PaperForm.objects.filter(paper=locked).delete()
    record_entry(
        actor=actor,
        action="exams.paper_discarded",
        subject_kind="exams.paper",
        subject_uuid=locked.uuid,
        subject_label=locked.name,
        now=now,
    )
    locked.delete()


def _purpose_of(banks: Sequence[QuestionBank], rows: Sequence[BlueprintRow]) -> str:
    purposes = {bank.purpose for bank in banks}
    if not purposes:
        raise Refusal("papers.no_bank", _("Choose at least one bank."), field="banks")
    if len(purposes) > 1:
        raise Refusal("papers.mixed_banks", _("Secure and practice banks never mix in one paper."), field="banks")
    for row in rows:
        if row.bank is not None and row.bank not in banks:
            raise Refusal(
                "papers.bank_missing",
                _("Line %(line)s draws from “%(bank)s”, which is not among the chosen banks."),
                field="banks",
                line=row.order,
                bank=row.bank.name,
            )
    return purposes.pop()


def _check_name(paper: Paper) -> None:
    if not paper.name:
        raise Refusal("papers.name_missing", _("Give it a name."), field="name")
    if Paper.objects.filter(owner=paper.owner, name=paper.name).exists():
        raise Refusal("papers.name_taken", _("The name “%(name)s” is taken."), field="name", name=paper.name)


def _draw(rows: Sequence[BlueprintRow], banks: Sequence[QuestionBank], seed: str) -> list[list[int]]:
    approved = QuestionVersion.objects.approved().filter(question__bank__in=banks).order_by("pk")
    columns = ("pk", "type", "question__bank_id", "point_id", "difficulty", "fingerprint")
    pools: list[list[int]] = [[] for _row in rows]
    contents: set[str] = set()
    for pk, kind, bank_id, point_id, difficulty, content in approved.values_list(*columns):
        if content in contents:  # the same question may stand in two banks, never twice in a paper
            continue
        contents.add(content)
        for pool, row in zip(pools, rows, strict=True):
            if (
                row.type == kind
                and row.bank_id in (None, bank_id)
                and row.point_id in (None, point_id)
                and row.difficulty in ("", difficulty)
            ):
                pool.append(pk)
    try:
        return draw([row.count for row in rows], pools, seed)
    except NotEnough as error:
        raise _too_few(rows, error.shortages) from error


def _too_few(rows: Sequence[BlueprintRow], shortages: Sequence[Shortage]) -> Refusal:
    lines = [_in_words(rows[shortage.row], shortage) for shortage in shortages]
    return Refusal("papers.too_few", _("Too few approved questions. %(lines)s"), lines=" ".join(lines))


def _in_words(row: BlueprintRow, shortage: Shortage) -> str:
    parts = [
        QuestionType(row.type).label,
        row.point.name if row.point else "",
        Difficulty(row.difficulty).label if row.difficulty else "",
        row.bank.name if row.bank else "",
    ]
    words = {
        "line": row.order,
        "what": ", ".join(str(part) for part in parts if part),
        "needed": shortage.needed,
        "eligible": shortage.eligible,
        "lack": shortage.needed - shortage.drawn,
    }
    if shortage.eligible < shortage.needed:
        return str(_("Line %(line)s (%(what)s) needs %(needed)s, there are %(eligible)s.")) % words
    return str(_("Line %(line)s (%(what)s) needs %(needed)s; other lines take the same, %(lack)s are lacking.")) % words


def _items(form: PaperForm, rows: Sequence[BlueprintRow], drawn: Sequence[Sequence[int]]) -> list[FormItem]:
    """Numbered through; neighbouring rows of one type, marks and rule make one section."""
    items: list[FormItem] = []
    section = 0
    previous: tuple[object, ...] = ()
    for row, keys in zip(rows, drawn, strict=True):
        kind = (row.type, row.marks, row.scoring_rule)
        section += kind != previous
        previous = kind
        items += [
            FormItem(
                form=form,
                number=len(items) + place,
                version_id=key,
                section=section,
                marks=row.marks,
                scoring_rule=row.scoring_rule,
            )
            for place, key in enumerate(keys, start=1)
        ]
    return items
