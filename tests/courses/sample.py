"""A short course, as a trainer would publish it."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from courses.catalogue.courses import publish_course
from courses.catalogue.models import Course
from courses.catalogue.rules import NewCourse, NewPart, NewQuestion
from courses.catalogue.states import QuestionKind
from courses.study.enrolments import enrol
from courses.study.learning import answer_quiz, complete_part
from courses.study.models import Enrolment, QuizAttempt
from personnel.officers.models import Officer
from personnel.units.models import Unit
from tests.people import NOW, SYSTEM

QUESTIONS = (
    NewQuestion(stem="拘留的最长期限是几日？", options=("十日", "十五日", "二十日"), key="B", rationale="第十条。"),
    NewQuestion(
        stem="下列哪些属于处罚种类？",
        options=("警告", "罚款", "记过", "行政拘留"),
        key="ABD",
        rationale="记过是处分，不是处罚。",
        kind=QuestionKind.MULTIPLE,
    ),
    NewQuestion(
        stem="询问查证的时间不得超过八小时。",
        options=("正确", "错误"),
        key="A",
        rationale="一般情形为八小时。",
        kind=QuestionKind.TRUE_FALSE,
    ),
    NewQuestion(stem="谁决定行政拘留？", options=("派出所", "县级以上公安机关"), key="B", rationale="派出所不能决定。"),
    NewQuestion(stem="扣押清单一式几份？", options=("一份", "二份"), key="B", rationale="一份交持有人，一份附卷。"),
)
COURSE = NewCourse(
    title="单人询问与全程录音录像",
    summary="什么时候可以由一名人民警察询问，录音录像怎么做。",
    legal_basis="《治安管理处罚法》第一百零八条",
    hours=Decimal(2),
    due_on=date(2026, 12, 20),
    parts=(
        NewPart(
            title="哪些场合可以单人询问",
            body="## 前提\n\n在规范设置的执法办案场所。\n\n- 全程同步录音录像\n- 资料妥善保管",
        ),
        NewPart(title="录音录像的要求", body="> 应当全程同步录音录像。\n\n未按规定的，不能作为证据。"),
    ),
    questions=QUESTIONS,
)


def published(owner: Unit, now: datetime = NOW, **differences: object) -> Course:
    """The course, with differences."""
    return publish_course(course=replace(COURSE, **differences), owner=owner, actor=SYSTEM, now=now)  # type: ignore[arg-type]


def enrolled(course: Course, officer: Officer, now: datetime = NOW) -> Enrolment:
    """The officer's enrolment."""
    return enrol(course=course, officers=[officer], actor=SYSTEM, now=now)[0]


def read(enrolment: Enrolment, now: datetime = NOW) -> None:
    """All parts, one after the other."""
    for part in enrolment.course.parts.all():
        complete_part(enrolment=enrolment, part=part, actor=SYSTEM, now=now)


def answers(course: Course, *, wrong: int = 0) -> dict[str, list[str]]:
    """The right answers, but for the first `wrong` questions."""
    given = {}
    for number, question in enumerate(course.questions.all()):
        others = [option["id"] for option in question.options if option["id"] not in question.key]
        given[str(question.uuid)] = others[:1] if number < wrong else list(question.key)
    return given


def answered(enrolment: Enrolment, *, wrong: int = 0, now: datetime = NOW) -> QuizAttempt:
    """The quiz, answered."""
    return answer_quiz(enrolment=enrolment, answers=answers(enrolment.course, wrong=wrong), actor=SYSTEM, now=now)
