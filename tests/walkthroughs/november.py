"""What happens in the bureau in November 2026: its stations, and what each chapter of the walk does in verbs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from exams.bank.banks import open_bank
from exams.bank.imports import apply_plan, parse_upload
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.reviews import approve, submit_for_review
from exams.bank.states import Purpose, QuestionType
from exams.delivery.attempts import admit_officers, start_attempts, submit_by_token
from exams.delivery.models import Attempt
from exams.delivery.saving import Answer, save_responses
from exams.papers.assembly import assemble
from exams.papers.blueprints import Line, write_blueprint
from exams.papers.freezing import freeze
from exams.papers.models import Paper
from exams.papers.states import ScoringRule
from exams.sittings.models import Sitting
from exams.sittings.registrations import register_officers
from exams.sittings.sittings import found_exam, plan_sitting, publish_sitting
from exams.sittings.states import ExamKind
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.units.models import Unit
from qualifications.levels.models import LevelRecord
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.states import Level
from records.days import at_time
from records.decimals import plain
from records.models import ImportPlan
from tests.people import SYSTEM, actor_of, officer_in

# An officer's way of answering: the words of a question's right options to those he chooses.
Habit = Callable[[str], Iterable[str]]


def on(day: int, hour: int = 9, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment of the autumn of 2026, in the bureau's time."""
    return at_time(date(2026, month, day), hour, minute)


@dataclass(frozen=True)
class Stations:
    """Three stations: who holds basic since 2019, and who is without on the first of November."""

    dai: Officer
    he: Officer
    bai: Officer
    ill: Officer
    on_task_force: Officer
    stayed_away: Officer

    @property
    def candidates(self) -> list[Officer]:
        """Those without the basic level, who have to sit the exam."""
        return [self.dai, self.he, self.bai, self.ill, self.on_task_force, self.stayed_away]


def hold_basic_since_2019(officers: Iterable[Officer]) -> list[LevelRecord]:
    """Levels of earlier years, taken over with their document."""
    levels = [
        LegacyLevel(
            officer=officer,
            level=Level.BASIC,
            exam_passed_on=date(2019, 9, 21),
            confirmed_on=date(2019, 11, 4),
            document_no="临公政〔2019〕31号",
        )
        for officer in officers
    ]
    return import_legacy(levels=levels, actor=SYSTEM, now=on(1, month=10))


def colleagues(unit: Unit, letter: str, count: int) -> list[Officer]:
    """So many officers of a station with numbers such as Y00001."""
    return [officer_in(unit, f"{letter}{number:05}", f"同事{letter}{number}") for number in range(1, count + 1)]


def read_workbook(bank: QuestionBank, content: bytes, trainer: Account, now: datetime) -> ImportPlan:
    """The trainer uploads a workbook and sees what would become of it."""
    return parse_upload(bank=bank, file_name="治安案件办理.xlsx", content=content, actor=actor_of(trainer), now=now)


def fill_bank(owner: Unit, content: bytes, trainer: Account) -> QuestionBank:
    """A new bank with the workbook's good rows as drafts."""
    bank = open_bank(owner=owner, name="治安案件办理", purpose=Purpose.SECURE, actor=actor_of(trainer), now=on(2))
    apply_plan(plan=read_workbook(bank, content, trainer, on(2, 10)), actor=actor_of(trainer), now=on(2, 11))
    return bank


def approve_all(bank: QuestionBank, trainer: Account, reviewer: Account) -> list[QuestionVersion]:
    """The trainer hands everything in; a second person approves it in one go."""
    drafts = list(QuestionVersion.objects.filter(question__bank=bank))
    submit_for_review(versions=drafts, actor=actor_of(trainer), now=on(2, 12))
    return approve(versions=drafts, actor=actor_of(reviewer), now=on(3))


def make_paper(bank: QuestionBank, trainer: Account) -> Paper:
    """50 marks of single choice, 30 of multiple choice (partly right counts), 20 of true or false; frozen."""
    lines = [
        Line(type=QuestionType.SINGLE, count=10, marks=Decimal(5)),
        Line(type=QuestionType.MULTIPLE, count=5, marks=Decimal(6), scoring_rule=ScoringRule.PARTIAL),
        Line(type=QuestionType.TRUE_FALSE, count=5, marks=Decimal(4)),
    ]
    actor = actor_of(trainer)
    blueprint = write_blueprint(owner=bank.owner, name="基本级细目表", lines=lines, actor=actor, now=on(4))
    paper = assemble(blueprint=blueprint, banks=[bank], name="基本级试卷", actor=actor, now=on(4))
    return freeze(paper=paper, actor=actor, now=on(4, 10))


def announce_exam(paper: Paper, officers: Iterable[Officer], exam_officer: Account) -> Sitting:
    """A basic exam on the tenth, from 9 to 11 o'clock, an hour for each; everybody registered at once."""
    actor = actor_of(exam_officer)
    exam = found_exam(
        owner=paper.owner,
        title="2026年第二次基本级考试",
        kind=ExamKind.BASIC,
        pass_mark=Decimal(60),
        actor=actor,
        now=on(5),
    )
    hours = {"opens_at": on(10, 9), "closes_at": on(10, 11), "minutes": 60}
    sitting = plan_sitting(exam=exam, paper=paper, **hours, actor=actor, now=on(5))
    sitting = publish_sitting(sitting=sitting, actor=actor, now=on(5, 10))
    registered = register_officers(sitting=sitting, officers=officers, actor=actor, now=on(5, 11))
    assert not registered.refused
    admit_officers(sitting=sitting, actor=actor, now=on(5, 11))
    return sitting


def sit(officer: Officer, account: Account, habit: Habit) -> Attempt:
    """Half past nine: he starts, answers question by question as the page does, and hands in after half an hour."""
    attempts = Attempt.objects.filter(registration__officer=officer)
    (opened,) = start_attempts(attempts=attempts, actor=actor_of(account), now=on(10, 9, 30))
    items = [item for section in opened.attempt.form.document["sections"] for item in section["items"]]
    for minute, item in enumerate(items, start=31):
        chosen = set(habit(item["stem"]))
        answer = Answer(
            item=item["number"],
            answer=tuple(option["id"] for option in item["options"] if option["text"] in chosen),
            flagged=False,
            sequence=item["number"],
        )
        saved = save_responses(token=opened.token, answers=[answer], now=on(10, 9, minute))
        assert saved.items == {item["number"]: on(10, 9, minute)}
    return submit_by_token(token=opened.token, actor=actor_of(account), now=on(10, 10))


def figures_of(scores: Iterable[object]) -> Mapping[str, tuple[object, ...]]:
    """By unit: participation, pass rate, mean score, share holding basic as "n/m"; the total, the line, the grade."""
    return {
        score.short_name: (
            *(f"{plain(figure.numerator)}/{figure.denominator}" for figure in score.figures.order_by("pk")),
            str(score.total),
            score.line,
            score.grade,
        )
        for score in scores
    }
