"""Writing blueprints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exams.bank.models import KnowledgePoint, QuestionBank
from exams.bank.states import QuestionType
from exams.papers.models import Blueprint, BlueprintRow
from exams.papers.states import ScoringRule
from personnel.units.models import Unit
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a blueprint."""

    type: QuestionType
    count: int
    marks: Decimal
    scoring_rule: ScoringRule = ScoringRule.EXACT
    bank: QuestionBank | None = None
    point: KnowledgePoint | None = None
    difficulty: str = ""


@transaction.atomic
def write_blueprint(
    *, owner: Unit, name: str, lines: Sequence[Line], actor: Actor, now: datetime | None = None
) -> Blueprint:
    """Keep a blueprint.

    Raises Refusal("papers.name_missing" | "papers.name_taken" | "papers.no_lines" | "papers.line").
    """
    name = name.strip()
    if not name:
        raise Refusal("papers.name_missing", _("Give it a name."), field="name")
    if Blueprint.objects.filter(owner=owner, name=name).exists():
        raise Refusal("papers.name_taken", _("The name “%(name)s” is taken."), field="name", name=name)
    _check(lines)
    at = now or clock.now()
    blueprint = Blueprint.objects.create(owner=owner, name=name, created_at=at)
    BlueprintRow.objects.bulk_create(
        BlueprintRow(
            blueprint=blueprint,
            order=order,
            type=line.type,
            count=line.count,
            marks=line.marks,
            bank=line.bank,
            point=line.point,
            difficulty=line.difficulty,
            scoring_rule=line.scoring_rule,
        )
        for order, line in enumerate(lines, start=1)
    )
    record_entry(
        actor=actor,
        action="exams.blueprint_written",
        subject_kind="exams.blueprint",
        subject_uuid=blueprint.uuid,
        subject_label=name,
        after={"lines": [[line.type, line.count, str(line.marks)] for line in lines]},
        now=at,
    )
    return blueprint


def _check(lines: Sequence[Line]) -> None:
    if not lines:
        raise Refusal("papers.no_lines", _("A blueprint has at least one line."), field="lines")
    for place, line in enumerate(lines, start=1):
        if line.count < 1 or line.marks <= 0:
            raise Refusal(
                "papers.line",
                _("Line %(line)s: the number of questions and their marks are above zero."),
                field=f"/lines/{place - 1}",
                line=place,
            )
