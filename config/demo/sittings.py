"""Sittings that lie ahead, and the one that is always open, so that a visitor finds something to sit."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from config.demo.levels import AUTUMN
from config.demo.papers import BASIC, MOCK, MONTHLY, make_paper
from config.demo.sign_ins import USERS
from config.demo.world import World
from config.demo.year import SATURDAY, is_kept_free, months_before, working_day
from exams.papers.models import Blueprint, Paper
from exams.sittings.models import Exam, Sitting
from exams.sittings.registrations import register_officers
from exams.sittings.sittings import found_exam, plan_sitting, publish_sitting
from exams.sittings.states import ExamKind
from personnel.access.states import Role
from personnel.officers.models import Appointment, Officer
from personnel.officers.states import Relation
from personnel.roles.models import RoleGrant
from personnel.units.models import Unit, UnitVersion
from qualifications.states import Level
from records import clock
from records.actor import Actor
from records.days import at_time, day_of

MOCK_TITLE = "执法资格在线模拟考试"
MOCK_DAYS, MOCK_MINUTES = 14, 30
DAY_MINUTES = 60
LEAST_LEFT = timedelta(hours=12)
STATIONS = ("柳堤街派出所", "砚池路派出所")  # whose officers may sit it, besides those who sign in
AHEAD = timedelta(days=16)


def ensure_open_sitting(*, now: datetime | None = None) -> None:
    """See to it by the ordinary verbs that one demo sitting is open now; twice is the same as once."""
    at = now or clock.now()
    is_open = Sitting.objects.open_at(at).filter(exam__title__startswith=MOCK_TITLE, closes_at__gt=at + LEAST_LEFT)
    grant, author = _grant(Role.EXAM_OFFICER, at), _grant(Role.TRAINER, at)
    if is_open.exists() or grant is None or author is None or not Blueprint.objects.filter(name=MOCK).exists():
        return
    actor = _actor(grant)
    title = _free_title(f"{MOCK_TITLE}（{day_of(at):%Y-%m-%d}）", grant.unit)
    exam = found_exam(owner=grant.unit, title=title, kind=ExamKind.SPECIAL, actor=actor, now=at)
    opens_at = at.replace(minute=0, second=0, microsecond=0)
    paper = make_paper(blueprint=MOCK, name=f"{exam.title}试卷", actor=_actor(author), now=at)
    sitting = _plan(exam, paper, opens_at, opens_at + timedelta(days=MOCK_DAYS), MOCK_MINUTES, "在线", actor, at)
    publish_sitting(sitting=sitting, actor=actor, now=at)
    register_officers(sitting=sitting, officers=_practising(at), actor=actor, now=at)


def _free_title(title: str, owner: Unit) -> str:
    taken = Exam.objects.filter(owner=owner, title__startswith=title).count()
    return f"{title}第{taken + 1}次" if taken else title


def _practising(at: datetime) -> Iterable[Officer]:
    stations = UnitVersion.objects.believed().holding_at(at).filter(short_name__in=STATIONS).values("unit_id")
    posts = Appointment.objects.believed().holding_at(at).filter(relation=Relation.ESTABLISHED, unit_id__in=stations)
    names = [user.name for user in USERS if user.role in {None, Role.HR, Role.UNIT_CLERK, Role.ASSESSOR}]
    people = Officer.objects.filter(Q(pk__in=posts.values("officer_id")) | Q(name__in=names))
    return people.in_service_at(at).order_by("pk")


def plan_ahead(world: World, at: datetime) -> None:
    """The make-up of the intermediate level, published, and next month's test, still planned."""
    day = world.year.today + AHEAD
    while day.weekday() != SATURDAY or is_kept_free(day):
        day += timedelta(days=1)
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    exam = found_exam(
        owner=world.bureau,
        title=f"{day.year}年中级执法资格补考",
        kind=ExamKind.MAKE_UP,
        level=Level.INTERMEDIATE,
        actor=actor,
        now=at,
    )
    sitting = plan_day(world, exam, BASIC, day, "市警察训练基地", at)
    publish_sitting(sitting=sitting, actor=actor, now=at + timedelta(hours=1))
    people = [*world.those("sits_in_autumn")[AUTUMN[1] :], world.one("intermediate_next")]
    register_officers(sitting=sitting, officers=world.rows(people), actor=actor, now=at + timedelta(hours=2))
    _plan_next_test(world, at)


def _plan_next_test(world: World, at: datetime) -> None:
    year, month = months_before(world.year.monthly_tests[-1], -1)
    day = max(working_day(date(year, month, 12)), working_day(world.year.today + timedelta(days=3)))
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    title = f"{year}年{month}月月考"
    exam = found_exam(owner=world.bureau, title=title, kind=ExamKind.MONTHLY, actor=actor, now=at)
    plan_day(world, exam, MONTHLY, day, "澄南分局", at)


def _grant(role: Role, at: datetime) -> RoleGrant | None:
    return RoleGrant.objects.in_force_at(at).filter(role=role).select_related("account", "unit").first()


def _actor(grant: RoleGrant) -> Actor:
    account = grant.account
    return Actor(uuid=account.uuid, name=account.display_name, role=grant.role, unit=grant.unit.uuid)


def plan_day(world: World, exam: Exam, blueprint: str, day: date, place: str, at: datetime) -> Sitting:
    """A sitting on the morning of a day, with a paper of its own."""
    actor = world.actor("exam_officer", Role.EXAM_OFFICER)
    author = world.actor("trainer", Role.TRAINER)
    paper = make_paper(blueprint=blueprint, name=f"{exam.title}试卷", actor=author, now=at)
    return _plan(exam, paper, at_time(day, 9), at_time(day, 12), DAY_MINUTES, place, actor, at)


def _plan(
    exam: Exam,
    paper: Paper,
    opens_at: datetime,
    closes_at: datetime,
    minutes: int,
    place: str,
    actor: Actor,
    at: datetime,
) -> Sitting:
    return plan_sitting(
        exam=exam,
        paper=paper,
        opens_at=opens_at,
        closes_at=closes_at,
        minutes=minutes,
        actor=actor,
        place=place,
        now=at,
    )
