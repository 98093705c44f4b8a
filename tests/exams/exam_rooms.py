"""A small exam made by the ordinary verbs: bank, paper, sitting; tests speak of its parts by name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from exams.bank.banks import open_bank
from exams.bank.models import QuestionBank
from exams.bank.reviews import approve, submit_for_review
from exams.bank.rules import QuestionContent
from exams.bank.states import Purpose, QuestionType
from exams.bank.storing import Draft, store_drafts
from exams.delivery.attempts import Opened, admit_officers, start_attempts, submit_attempts
from exams.delivery.models import Attempt
from exams.delivery.saving import Answer, save_responses
from exams.papers.assembly import assemble
from exams.papers.blueprints import Line, write_blueprint
from exams.papers.freezing import freeze
from exams.papers.models import FormItem, KeyRevision, Paper
from exams.papers.states import ScoringRule
from exams.sittings.models import Exam, Sitting
from exams.sittings.registrations import register_officers
from exams.sittings.sittings import found_exam, plan_sitting, publish_sitting
from exams.sittings.states import ExamKind
from personnel.officers.models import Officer
from personnel.units.models import Unit
from records.actor import Actor
from tests.people import NOW

WRITER = Actor(uuid=Actor.system("writer").uuid, name="韩墨", role="trainer")
SECOND_READER = Actor(uuid=Actor.system("reader").uuid, name="邵文渊", role="reviewer")
FIRST = Actor(uuid=Actor.system("first exam officer").uuid, name="唐若谷", role="exam_officer")
SECOND = Actor(uuid=Actor.system("second exam officer").uuid, name="鲁清", role="exam_officer")

OPENS = NOW - timedelta(minutes=5)
CLOSES = NOW + timedelta(hours=2)
MINUTES = 60


def content(kind: QuestionType, number: int) -> QuestionContent:
    """The number-th question of a type; its right options say so in the words 对的."""
    if kind == QuestionType.TRUE_FALSE:
        return QuestionContent(
            kind,
            f"判断{number}：本题的陈述成立。",
            ("正确", "错误"),
            frozenset({number % 2}),
            rationale=f"理由{number}",
        )
    right = frozenset({number % 4}) if kind == QuestionType.SINGLE else frozenset({number % 4, (number + 1) % 4})
    options = tuple(f"{'对的' if place in right else '错的'}{number}之{place}" for place in range(4))
    return QuestionContent(kind, f"{kind.label}{number}：哪一项成立？", options, right, rationale=f"理由{number}")


@transaction.atomic
def filled_bank(owner: Unit, *, each: int = 6, name: str = "正式题库") -> QuestionBank:
    """A bank with so many approved questions of each type."""
    bank = open_bank(owner=owner, name=name, purpose=Purpose.SECURE, actor=WRITER, now=NOW)
    drafts = [Draft(content(kind, number)) for kind in QuestionType for number in range(each)]
    versions = [version for version in store_drafts(bank=bank, drafts=drafts, actor=WRITER, now=NOW) if version]
    submit_for_review(versions=versions, actor=WRITER, now=NOW)
    approve(versions=versions, actor=SECOND_READER, now=NOW)
    return bank


def frozen_paper(owner: Unit, *, each: int = 4, name: str = "月考卷") -> Paper:
    """A frozen paper of singles (2 marks), multiples (4, partly counted) and true/false (4): ten marks a round."""
    bank = filled_bank(owner, each=each + 2, name=f"{name}题库")
    lines = [
        Line(type=QuestionType.SINGLE, count=each, marks=Decimal(2)),
        Line(type=QuestionType.MULTIPLE, count=each, marks=Decimal(4), scoring_rule=ScoringRule.PARTIAL),
        Line(type=QuestionType.TRUE_FALSE, count=each, marks=Decimal(4)),
    ]
    blueprint = write_blueprint(owner=owner, name=f"{name}细目表", lines=lines, actor=WRITER, now=NOW)
    paper = assemble(blueprint=blueprint, banks=[bank], name=name, actor=WRITER, seed="test", now=NOW)
    return freeze(paper=paper, actor=WRITER, now=NOW)


def an_exam(owner: Unit, *, kind: ExamKind = ExamKind.MONTHLY, pass_mark: int = 24, title: str = "11月月考") -> Exam:
    """An exam whose pass mark is 60 % of the small paper's 40 marks."""
    return found_exam(owner=owner, title=title, kind=kind, pass_mark=Decimal(pass_mark), actor=FIRST, now=NOW)


def planned_sitting(owner: Unit, *, kind: ExamKind = ExamKind.MONTHLY, at: datetime = NOW) -> Sitting:
    """A planned sitting of a small paper, open from five minutes before the moment to two hours after it."""
    opens, closes = OPENS + (at - NOW), CLOSES + (at - NOW)
    return plan_sitting(
        exam=an_exam(owner, kind=kind),
        paper=frozen_paper(owner),
        opens_at=opens,
        closes_at=closes,
        minutes=MINUTES,
        actor=FIRST,
        now=opens - timedelta(days=3),
    )


def open_sitting(
    owner: Unit, officers: Sequence[Officer], *, kind: ExamKind = ExamKind.MONTHLY, at: datetime = NOW
) -> Sitting:
    """A sitting that has been open for five minutes at the moment, with the officers' papers laid out."""
    sitting = planned_sitting(owner, kind=kind, at=at)
    before = at - timedelta(days=1)
    register_officers(sitting=sitting, officers=officers, actor=FIRST, now=before)
    sitting = publish_sitting(sitting=sitting, actor=FIRST, now=before)
    admit_officers(sitting=sitting, actor=FIRST, now=before)
    return sitting


def attempt_of(officer: Officer) -> Attempt:
    """The officer's latest attempt."""
    return Attempt.objects.with_sitting().filter(registration__officer=officer).latest("pk")


def begin(officer: Officer, now: datetime = NOW) -> Opened:
    """The officer starts."""
    return start_attempts(
        attempts=Attempt.objects.filter(registration__officer=officer),
        actor=Actor(uuid=officer.uuid, name=officer.name, role="officer"),
        now=now,
    )[0]


def right_answers(sitting: Sitting) -> dict[int, list[str]]:
    """{item number: option ids of the newest key}."""
    keys = KeyRevision.objects.filter(form__paper=sitting.paper).latest("number").keys
    return {int(number): list(ids) for number, ids in keys.items()}


def wrong_answer(sitting: Sitting, number: int) -> list[str]:
    """One option that is not right."""
    item = FormItem.objects.get(form__paper=sitting.paper, number=number)
    return [next(one for one in sorted(item.options) if one not in right_answers(sitting)[number])]


def answer(opened: Opened, answers: dict[int, list[str]], now: datetime = NOW, first: int = 1) -> None:
    """Save all the answers at once."""
    save_responses(
        token=opened.token,
        answers=[
            Answer(number, tuple(chosen), flagged=False, sequence=first + place)
            for place, (number, chosen) in enumerate(answers.items())
        ],
        now=now,
    )


def sit(officer: Officer, sitting: Sitting, *, wrong: int = 0, now: datetime = NOW) -> Opened:
    """The officer answers all items, the first `wrong` ones wrongly, and hands in after ten minutes."""
    opened = begin(officer, now)
    answers = right_answers(sitting)
    for number in range(1, wrong + 1):
        answers[number] = wrong_answer(sitting, number)
    answer(opened, answers, now)
    submit_attempts(attempts=Attempt.objects.filter(pk=opened.attempt.pk), now=now + timedelta(minutes=10))
    return opened
