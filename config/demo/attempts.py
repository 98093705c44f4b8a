"""The last two sittings, as they were sat: this month's test of one sub-bureau, and the basic make-up."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from config.demo.answering import answer, items_of
from config.demo.identity import document_no
from config.demo.papers import BASIC, MONTHLY, write_blueprints
from config.demo.people import Person
from config.demo.results import absence_of, enter_list, monthly_exam
from config.demo.sittings import plan_day
from config.demo.world import Event, World
from config.demo.year import working_day
from exams.analysis.statistics import mark_and_analyse
from exams.delivery.attempts import admit_officers, start_attempts, submit_attempts
from exams.delivery.closing import close_sitting
from exams.delivery.models import Attempt
from exams.marking.marking import moderate_sitting
from exams.marking.results import release_results
from exams.papers.models import PaperForm
from exams.sittings.models import Exam, Sitting
from exams.sittings.registrations import excuse_absences, register_officers
from exams.sittings.sittings import found_exam, publish_sitting
from exams.sittings.states import Absence, ExamKind
from personnel.access.states import Role
from qualifications.states import Level
from records.days import at_time

SUB_BUREAU = "澄南分局"  # where the monthly test is sat in this system; the others send lists


def sittings(world: World) -> Iterator[Event]:
    """Each sitting: planned, sat, marked by one, moderated by another, released."""
    yield Event(at_time(world.year.monthly_tests[0], 8), "Blueprints written", partial(_write_blueprints, world))
    on = world.year.monthly_tests[-1]
    planned = working_day(on - timedelta(days=6))
    yield Event(at_time(planned, 10), "Monthly test planned", partial(_plan_monthly, world, on))
    yield Event(at_time(on, 8), "Monthly test sat", partial(_sit_monthly, world, on))
    yield Event(at_time(_after(on), 9), "Its results released", partial(_release, world, _title_of_month(on)))
    yield Event(at_time(_after(on), 16), "Lists of the others", partial(_enter_others, world, on))
    on = world.year.make_up
    yield Event(at_time(working_day(on - timedelta(days=8)), 10), "Make-up planned", partial(_plan_make_up, world, on))
    yield Event(at_time(on, 8), "Basic make-up sat", partial(_sit_make_up, world, on))
    yield Event(at_time(_after(on), 9, 30), "Its results released", partial(_release, world, _title_of_make_up(on)))


def _after(on: date) -> date:
    return working_day(on + timedelta(days=1))


def _write_blueprints(world: World, at: datetime) -> None:
    write_blueprints(owner=world.bureau, actor=world.actor("trainer", Role.TRAINER), now=at)


def _title_of_month(on: date) -> str:
    return f"{on.year}年{on.month}月月考"


def _title_of_make_up(on: date) -> str:
    return f"{on.year}年基本级执法资格补考"


def _plan_monthly(world: World, on: date, at: datetime) -> None:
    _plan(world, monthly_exam(world, on, at), on, MONTHLY, SUB_BUREAU, at)


def _sit_monthly(world: World, on: date, at: datetime) -> None:
    here = [person for person in world.staff if person.serves_on(on) and person.place.sub_bureau == SUB_BUREAU]
    away = {person.number: absence for person in here if (absence := absence_of(world, person, on))}
    _sit(world, Sitting.objects.get(exam__title=_title_of_month(on)), here, away)


def _enter_others(world: World, on: date, at: datetime) -> None:
    """The other sub-bureaux and the detachments send their lists."""
    others = [person for person in world.staff if person.serves_on(on) and person.place.sub_bureau != SUB_BUREAU]
    exam = Exam.objects.get(title=_title_of_month(on))
    enter_list(world, exam, on, others, document_no(on.year, 200 + on.month, "法"), at)


def _plan_make_up(world: World, on: date, at: datetime) -> None:
    exam = found_exam(
        owner=world.bureau,
        title=_title_of_make_up(on),
        kind=ExamKind.MAKE_UP,
        level=Level.BASIC,
        actor=world.actor("exam_officer", Role.EXAM_OFFICER),
        now=at,
    )
    _plan(world, exam, on, BASIC, "市警察训练基地", at)


def _sit_make_up(world: World, on: date, at: datetime) -> None:
    """Recruits who were in training at the year's exam, those who were away then, and one whose level expired."""
    people = [*world.those("recruit"), *world.those("not_yet"), world.one("never_basic"), world.one("expired")]
    world.one("expired").tags.add("fails_make_up")
    away = {world.one("never_basic").number: Absence.SECONDED}
    _sit(world, Sitting.objects.get(exam__title=_title_of_make_up(on)), people, away)


def _plan(world: World, exam: Exam, on: date, blueprint: str, place: str, at: datetime) -> None:
    sitting = plan_day(world, exam, blueprint, on, place, at)
    publish_sitting(sitting=sitting, actor=world.actor("exam_officer", Role.EXAM_OFFICER), now=at + timedelta(hours=1))


def _sit(world: World, sitting: Sitting, people: Sequence[Person], away: dict[str, Absence]) -> None:
    """Everybody but the absent comes, answers and hands in; then it is marked."""
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    register_officers(
        sitting=sitting, officers=world.rows(people), actor=actor, now=sitting.opens_at - timedelta(days=2)
    )
    admit_officers(sitting=sitting, actor=actor, now=sitting.opens_at - timedelta(minutes=20))
    _answer_all(world, sitting, [person for person in people if person.number not in away])
    closed = sitting.closes_at + timedelta(minutes=5)
    reasons = {world.officer(person).pk: away[person.number] for person in people if person.number in away}
    excuse_absences(sitting=sitting, reasons=reasons, actor=actor, now=closed)
    close_sitting(sitting=sitting, actor=actor, now=closed)
    mark_and_analyse(sitting=sitting, actor=actor, now=closed + timedelta(minutes=30))


def _answer_all(world: World, sitting: Sitting, people: Sequence[Person]) -> None:
    items = {form.pk: items_of(form) for form in PaperForm.objects.filter(paper=sitting.paper).defer("document")}
    for person in people:
        actor = world.himself(person)
        started = sitting.opens_at + timedelta(seconds=world.chance.randrange(30, 900))
        attempts = Attempt.objects.filter(sitting=sitting, registration__officer=world.officer(person))
        (opened,) = start_attempts(attempts=attempts, actor=actor, now=started)
        last = answer(items[opened.attempt.form_id], opened.token, person, started, world.chance)
        submit_attempts(attempts=attempts, actor=actor, now=last + timedelta(seconds=world.chance.randrange(20, 90)))


def _release(world: World, title: str, at: datetime) -> None:
    """A second person looks at the figures; the exam officer releases."""
    sitting = Sitting.objects.get(exam__title=title)
    actor, second = (world.actor(tag, Role.EXAM_OFFICER) for tag in ("exam_officer", "second_exam_officer"))
    moderate_sitting(sitting=sitting, actor=second, now=at)
    release_results(sitting=sitting, actor=actor, now=at + timedelta(minutes=40))
