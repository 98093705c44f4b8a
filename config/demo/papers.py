"""Blueprints of the demo's papers, and papers drawn from them."""

from datetime import datetime
from decimal import Decimal

from config.demo.banks import BANK
from exams.bank.models import KnowledgePoint, QuestionBank
from exams.bank.states import QuestionType
from exams.papers.assembly import assemble
from exams.papers.blueprints import Line, write_blueprint
from exams.papers.freezing import freeze
from exams.papers.models import Blueprint, Paper
from personnel.units.models import Unit
from records.actor import Actor

SINGLE, MULTIPLE, TRUE_FALSE = QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE
# name: (type, how many, marks each, knowledge point or "")
BLUEPRINTS: dict[str, tuple[tuple[QuestionType, int, int, str], ...]] = {
    "月考（40题，100分）": ((SINGLE, 20, 2, ""), (MULTIPLE, 10, 4, ""), (TRUE_FALSE, 10, 2, "")),
    "基本级（50题，100分）": (
        (SINGLE, 6, 2, "治安处罚程序"),
        (SINGLE, 4, 2, "刑事程序"),
        (SINGLE, 20, 2, ""),
        (MULTIPLE, 10, 3, ""),
        (TRUE_FALSE, 10, 1, ""),
    ),
    "模拟（20题，100分）": ((SINGLE, 10, 4, ""), (MULTIPLE, 5, 8, ""), (TRUE_FALSE, 5, 4, "")),
}
MONTHLY, BASIC, MOCK = BLUEPRINTS


def write_blueprints(*, owner: Unit, actor: Actor, now: datetime) -> None:
    """All blueprints of the bureau."""
    points = {point.name: point for point in KnowledgePoint.objects.all()}
    for name, lines in BLUEPRINTS.items():
        rows = [
            Line(type=kind, count=count, marks=Decimal(marks), point=points.get(point))
            for kind, count, marks, point in lines
        ]
        write_blueprint(owner=owner, name=name, lines=rows, actor=actor, now=now)


def make_paper(*, blueprint: str, name: str, actor: Actor, now: datetime) -> Paper:
    """A frozen paper; the same name draws the same questions."""
    paper = assemble(
        blueprint=Blueprint.objects.get(name=blueprint),
        banks=[QuestionBank.objects.get(name=BANK)],
        name=name,
        actor=actor,
        seed=name,
        now=now,
    )
    return freeze(paper=paper, actor=actor, now=now)
