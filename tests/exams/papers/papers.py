"""Banks, blueprints and papers as tests of this room need them."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from exams.bank.banks import open_bank
from exams.bank.models import QuestionBank
from exams.bank.reviews import approve, submit_for_review
from exams.bank.rules import QuestionContent
from exams.bank.states import Difficulty, Purpose, QuestionType
from exams.bank.storing import Draft, store_drafts
from exams.papers.assembly import assemble
from exams.papers.blueprints import Line, write_blueprint
from exams.papers.models import Blueprint, Paper
from records.actor import Actor
from records.refusals import Refusal
from tests.exams.bank.questions import AUTHOR, SECOND
from tests.people import NOW, Bureau

OFFICER = Actor(uuid=Actor.system("exam officer").uuid, name="唐若谷", role="exam_officer")


def filled(bureau: Bureau, name: str = "月考题库", *, each: int = 5, purpose: Purpose = Purpose.SECURE) -> QuestionBank:
    """A bank with so many approved questions of each type, in two points and three difficulties by turns."""
    bank = open_bank(owner=bureau.bureau, name=name, purpose=purpose, actor=AUTHOR, now=NOW)
    contents = [
        QuestionContent(
            type=kind,
            stem=f"{name}{kind.value}{number}",
            options=("正确", "错误") if kind == QuestionType.TRUE_FALSE else tuple(f"{number}{x}" for x in "甲乙丙丁"),
            key=frozenset({0, 2} if kind == QuestionType.MULTIPLE else {number % 2}),
            rationale="机密的理由",
            point=("程序", "实体")[number % 2],
            difficulty=list(Difficulty)[number % 3],
        )
        for kind in QuestionType
        for number in range(each)
    ]
    stored = store_drafts(bank=bank, drafts=[Draft(content) for content in contents], actor=AUTHOR, now=NOW)
    versions = [version for version in stored if version is not None]
    submit_for_review(versions=versions, actor=AUTHOR, now=NOW)
    approve(versions=versions, actor=SECOND, now=NOW)
    return bank


def line(kind: QuestionType, count: int, marks: str = "2", **narrower: object) -> Line:
    """One line of a blueprint."""
    return Line(type=kind, count=count, marks=Decimal(marks), **narrower)  # type: ignore[arg-type]


def a_blueprint(bureau: Bureau, *lines: Line, name: str = "月考细目表") -> Blueprint:
    """A blueprint; three of each type where no lines are given."""
    given = lines or tuple(line(kind, 3) for kind in QuestionType)
    return write_blueprint(owner=bureau.bureau, name=name, lines=given, actor=OFFICER, now=NOW)


def draw_paper(blueprint: Blueprint, *banks: QuestionBank, name: str = "月考卷", seed: str = "x") -> Paper:
    """A draft."""
    return assemble(blueprint=blueprint, banks=banks, name=name, seed=seed, actor=OFFICER, now=NOW)


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused with this code."""
    with pytest.raises(Refusal) as info:
        yield info
    assert info.value.code == code
