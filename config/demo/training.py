"""Hours of training in the year, from lists, and a short course that people are taking."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from config.demo.course import COURSE
from config.demo.identity import document_no
from config.demo.people import Person
from config.demo.sign_ins import USERS
from config.demo.world import Event, World
from config.demo.year import working_day
from courses.catalogue.courses import publish_course
from courses.catalogue.models import Course
from courses.hours.hours import HoursEntry, enter_hours
from courses.study.enrolments import enrol
from courses.study.learning import answer_quiz, complete_part, open_part
from courses.study.models import Enrolment
from personnel.access.states import Role
from personnel.officers.states import Category
from records.days import at_time

# month, day, what for, hours: together a little more than the year's demand of 40
TRAININGS = (
    (1, 9, "新修订治安管理处罚法集中培训", 12),
    (5, 22, "案件证据收集与审查轮训", 14),
    (10, 16, "以案释法与执法规范化轮训", 16),
)
BEHIND = "茶亭派出所"  # the unit that is behind
ATTENDED, ATTENDED_BEHIND = 0.9, 0.3
COURSE_OF = "澄南分局"
EVENINGS = (24, 19, 6)  # so many days ago
FINISHED, HALF_WAY = 20, 8  # so many got through on each of them, so many stopped in the middle


def training(world: World) -> Iterator[Event]:
    """Three trainings of the year, each a list with a document; the course in the last month."""
    for place, (month, day, title, hours) in enumerate(TRAININGS, start=1):
        on = world.year.last(month, day)
        if on > world.year.go_live:
            tell = partial(_enter, world, on, title, hours, 300 + place)
            yield Event(at_time(working_day(on + timedelta(days=4)), 17), f"Hours: {title}", tell)
    on = world.year.before(180)
    yield Event(at_time(on, 17), "Hours: rank promotion", partial(_enter_promotion, world, on))
    yield Event(at_time(world.year.before(27), 9), "Course published", partial(_publish, world))
    for place, days in enumerate(EVENINGS):
        yield Event(at_time(world.year.before(days), 19), "Course taken", partial(_study, world, place))


def _enter(world: World, on: date, title: str, hours: int, number: int, at: datetime) -> None:
    entries = [
        HoursEntry(officer=world.officer(person), title=title, hours=Decimal(hours), on=on)
        for person in world.staff
        if person.serves_on(on) and _came(world, person)
    ]
    actor = world.actor("trainer", Role.TRAINER)
    enter_hours(entries=entries, document_no=document_no(on.year, number, "训"), actor=actor, now=at)


def _enter_promotion(world: World, on: date, at: datetime) -> None:
    """Nobody is promoted without it (see moves.py)."""
    entries = [
        HoursEntry(officer=world.officer(person), title="晋升警衔培训", hours=Decimal(8), on=on)
        for person in world.those("promoted")
    ]
    actor = world.actor("trainer", Role.TRAINER)
    enter_hours(entries=entries, document_no=document_no(on.year, 310, "训"), actor=actor, now=at)


def _came(world: World, person: Person) -> bool:
    if person.category == Category.AUXILIARY:
        return world.chance.random() < ATTENDED / 2
    return world.chance.random() < (ATTENDED_BEHIND if person.place.short_name == BEHIND else ATTENDED)


def _publish(world: World, at: datetime) -> None:
    """The course, for a sub-bureau's officers."""
    trainer = world.actor("trainer", Role.TRAINER)
    course = publish_course(course=COURSE, owner=world.bureau, actor=trainer, now=at)
    enrol(course=course, officers=world.rows(_students(world)), actor=trainer, now=at + timedelta(hours=1))


def _students(world: World) -> Sequence[Person]:
    return [
        person
        for person in world.staff
        if person.place.sub_bureau == COURSE_OF
        and person.category == Category.OFFICER
        and person.serves_on(world.year.today)
    ]


def _study(world: World, evening: int, at: datetime) -> None:
    """Some get through, some stop in the middle; those who sign in have not begun."""
    course = Course.objects.get(title=COURSE.title)
    enrolments = {row.officer_id: row for row in Enrolment.objects.filter(course=course)}
    signing_in = {user.name for user in USERS}
    students = [person for person in _students(world) if person.name not in signing_in]
    for place, person in enumerate(students[evening :: len(EVENINGS)][: FINISHED + HALF_WAY]):
        enrolment = enrolments[world.officer(person).pk]
        _take(world, person, enrolment, course, at + timedelta(minutes=2 * place), finish=place < FINISHED)


def _take(world: World, person: Person, enrolment: Enrolment, course: Course, begun: datetime, *, finish: bool) -> None:
    actor = world.himself(person)
    parts = list(course.parts.all())
    moment = begun
    for part in parts if finish else parts[:2]:
        open_part(enrolment=enrolment, part=part, actor=actor, now=moment)
        moment += timedelta(seconds=part.minimum_seconds + world.chance.randrange(60, 400))
        complete_part(enrolment=enrolment, part=part, actor=actor, now=moment)
    if finish:
        right = {str(question.uuid): question.key for question in course.questions.all()}
        answer_quiz(enrolment=enrolment, answers=right, actor=actor, now=moment + timedelta(minutes=4))
