"""Results that came as lists: monthly tests, the special test on the new law, level exams of spring and summer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from config.demo.identity import document_no
from config.demo.levels import PASSED_IN_SUMMER
from config.demo.people import ABLE, Person
from config.demo.world import Event, World
from config.demo.year import working_day
from exams.marking.results import OutsideResult, enter_results
from exams.sittings.models import Exam
from exams.sittings.sittings import found_exam
from exams.sittings.states import Absence, ExamKind
from personnel.access.states import Role
from personnel.officers.states import Category, Sex
from qualifications.states import Level
from records.days import at_time

BAD_DAY = 0.027  # share of those who fail a test
ABSENT = 0.014  # share of those who are away for a day; who is seconded or on leave comes on top
MOTHERS = 9
# Sub-bureaux differ: points above or below the usual, and how often a bad day comes compared to the usual.
STANDING = {"澄北分局": (2, 0.7), "澄南分局": (1, 0.8), "雁浦分局": (-2, 1.3), "澄西分局": (-3, 2.0)}
LEAVE = timedelta(days=158)
SPECIAL = "新修订治安管理处罚法专项考试"
WHO_SAT_WHEN = ((1, 22), (2, 26), (3, 19))  # its three batches


def results(world: World) -> Iterator[Event]:
    """All lists of the year, but for the last monthly test (see attempts.py)."""
    plan_leave(world)
    for on in world.year.monthly_tests[:-1]:
        entered = at_time(working_day(on + timedelta(days=3)), 16)
        yield Event(entered, f"Monthly test of {on:%Y-%m}", partial(_monthly, world, on))
    yield from _special(world)
    for month, day, title, tell in (
        (5, 16, "Basic level exam", _basic),
        (7, 11, "Intermediate level exam", _intermediate),
    ):
        on = world.year.last(month, day)
        yield Event(at_time(working_day(on + timedelta(days=14)), 10), title, partial(tell, world, on))


def plan_leave(world: World) -> None:
    """Some are on maternity leave for a part of the year."""
    young = [
        person
        for person in world.staff
        if person.sex == Sex.FEMALE and not person.tags and 25 <= world.year.today.year - person.born_on.year <= 36
    ]
    for person in world.chance.sample(young, MOTHERS):
        person.leave_from = world.year.today - timedelta(days=world.chance.randrange(40, 360))


def monthly_exam(world: World, on: date, at: datetime) -> Exam:
    """The exam of a month's test, founded by the exam officer."""
    return _found(world, f"{on.year}年{on.month}月月考", ExamKind.MONTHLY, at)


def _monthly(world: World, on: date, at: datetime) -> None:
    exam = monthly_exam(world, on, at)
    people = [person for person in world.staff if person.serves_on(on)]
    enter_list(world, exam, on, people, document_no(on.year, 200 + on.month, "法"), at)


def enter_list(world: World, exam: Exam, on: date, people: Iterable[Person], document: str, at: datetime) -> None:
    """A list of scores and of absences with their reasons."""
    _enter(world, exam, [outcome(world, person, on) for person in people], document, at)


def outcome(world: World, person: Person, on: date) -> OutsideResult:
    """What came of somebody's test: a score, or a reason why there is none."""
    if absence := absence_of(world, person, on):
        return OutsideResult(officer=world.officer(person), sat_on=on, absence=absence)
    return OutsideResult(officer=world.officer(person), sat_on=on, score=_score(world, person))


def absence_of(world: World, person: Person, on: date) -> Absence | None:
    """Why somebody does not come on that day, or None."""
    chance = world.chance.random()
    if person.leave_from and person.leave_from <= on < person.leave_from + LEAVE:
        return Absence.MATERNITY
    if person.has("seconded") and chance < 0.35:
        return Absence.SECONDED
    if chance < ABSENT:
        return world.chance.choices((Absence.TASK_FORCE, Absence.SICK, Absence.DUTY), (5, 2, 3))[0]
    return None


def _score(world: World, person: Person) -> Decimal:
    above, bad_days = STANDING.get(person.place.sub_bureau, (0, 1))
    if world.chance.random() < BAD_DAY * bad_days and person.ability < ABLE:
        points = world.chance.triangular(41, 59.4, 56)
    else:
        typical = 86 + above + 4 * person.ability - (4 if person.category == Category.AUXILIARY else 0)
        points = min(max(world.chance.gauss(typical, 5), 60), 100)
    return Decimal(int(points * 2)) / 2


def _special(world: World) -> Iterator[Event]:
    """Everybody sits once, in three batches; who failed sits again in April."""
    batches = [world.year.last(month, day) for month, day in WHO_SAT_WHEN]
    title = f"{batches[-1].year}年{SPECIAL}"
    people = [person for person in world.staff if not person.has("recruit") and person.category == Category.OFFICER]
    world.chance.shuffle(people)
    for place, on in enumerate(batches):
        entered = at_time(on + timedelta(days=4), 15)
        yield Event(entered, f"Special test, batch {place + 1}", partial(_batch, world, title, on, people[place::3]))
    again = world.year.last(4, 16)
    yield Event(at_time(again + timedelta(days=4), 15), "Its make-up", partial(_make_up, world, title, again))


def _batch(world: World, title: str, on: date, people: Sequence[Person], at: datetime) -> None:
    exam = Exam.objects.filter(title=title).first() or _found(world, title, ExamKind.SPECIAL, at)
    rows = []
    for person in people:
        if not person.serves_on(on):
            continue
        row = outcome(world, person, on)
        if person.has("failed_make_up"):
            row = OutsideResult(officer=row.officer, sat_on=on, score=Decimal("53.5"))
        if row.score is not None and row.score < exam.pass_mark:
            person.tags.add("sits_again")
        rows.append(row)
    _enter(world, exam, rows, document_no(on.year, 210 + on.month, "法"), at)


def _make_up(world: World, title: str, on: date, at: datetime) -> None:
    """All but one pass this time; he is suspended for it (see restrictions.py)."""
    exam = _found(world, f"{title}补考", ExamKind.MAKE_UP, at)
    people = [person for person in world.those("sits_again") if person.serves_on(on)]
    rows = [_passed(world, person, on) for person in people if not person.has("failed_make_up")]
    failed = world.officer(world.one("failed_make_up"))
    rows.append(OutsideResult(officer=failed, sat_on=on, score=Decimal(57)))
    _enter(world, exam, rows, document_no(on.year, 218, "法"), at)


def _basic(world: World, on: date, at: datetime) -> None:
    """Last year's recruits all pass; who is not yet qualified was away, with a reason."""
    reasons = (Absence.TASK_FORCE, Absence.SICK, Absence.DUTY, Absence.OTHER)
    rows = [_passed(world, person, on) for person in world.those("yearling")]
    for place, person in enumerate([*world.those("not_yet"), *world.those("never_basic")]):
        reason = Absence.SECONDED if person.has("never_basic") else reasons[place % len(reasons)]
        rows.append(OutsideResult(officer=world.officer(person), sat_on=on, absence=reason))
    exam = _found(world, f"{on.year}年上半年基本级执法资格考试", ExamKind.BASIC, at)
    _enter(world, exam, rows, f"某公政〔{on.year}〕41号", at)


def _intermediate(world: World, on: date, at: datetime) -> None:
    people = world.those("sits_in_summer")
    rows = [_passed(world, person, on) for person in people[:PASSED_IN_SUMMER]]
    for person in people[PASSED_IN_SUMMER:]:
        score = Decimal(int(world.chance.triangular(82, 119, 112))) / 2
        rows.append(OutsideResult(officer=world.officer(person), sat_on=on, score=score))
    exam = _found(world, f"{on.year}年中级执法资格考试", ExamKind.INTERMEDIATE, at)
    _enter(world, exam, rows, f"某公政〔{on.year}〕67号", at)


def _passed(world: World, person: Person, on: date) -> OutsideResult:
    score = Decimal(int(world.chance.triangular(124, 190, 156))) / 2
    return OutsideResult(officer=world.officer(person), sat_on=on, score=score)


def _found(world: World, title: str, kind: ExamKind, at: datetime, level: Level | str = "") -> Exam:
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    return found_exam(owner=world.bureau, title=title, kind=kind, level=level, actor=actor, now=at)


def _enter(world: World, exam: Exam, rows: Sequence[OutsideResult], document: str, at: datetime) -> None:
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    enter_results(exam=exam, rows=rows, document_no=document, actor=actor, now=at)
