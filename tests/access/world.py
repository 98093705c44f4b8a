"""One world for the whole matrix: the small bureau with everything twice, in 澄南分局 (own) and 澄北分局 (other).

The readers hold their roles for 澄南分局. What is called 南… is theirs, 北… the other sub-bureau's, 市… the bureau's
(its material is used below it), and 借… belongs to 澄北分局 but is assigned to the invigilator, who serves in 澄南分局.
Built once; each request is undone.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import Model

from exams.bank.imports import parse_upload
from exams.bank.models import QuestionBank, QuestionVersion
from exams.delivery.attempts import admit_officers
from exams.delivery.models import Attempt
from exams.law.editions import ArticleText, register_edition
from exams.law.models import LawArticle
from exams.marking.models import Result
from exams.papers.models import Blueprint
from exams.sittings.models import Registration, Sitting
from exams.sittings.registrations import register_officers
from exams.sittings.sittings import found_exam, plan_sitting, publish_sitting
from exams.sittings.states import ExamKind
from personnel.access.states import Role
from personnel.accounts.models import Account, Session
from personnel.changes.models import Change
from personnel.corrections.models import CorrectionRequest
from personnel.imports.states import Kind
from personnel.officers.legal import record_first_reviews, record_legal_qualifications
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.roles.models import RoleGrant
from personnel.roles.roles import Object, assign_role
from personnel.units.models import Unit, UnitVersion
from qualifications.evidence.models import Evidence
from qualifications.gate.decisions import ask
from qualifications.gate.models import Decision
from qualifications.levels.claims import raise_claims
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.policies.models import PolicyVersion
from qualifications.restrictions.appeals import file_appeal
from qualifications.restrictions.models import Restriction, RestrictionAppeal, Serving
from qualifications.restrictions.restrictions import serve
from qualifications.states import RestrictionKind
from records.actor import Actor
from records.files import keep_file
from records.jobs import enqueue
from records.models import AuditEntry
from records.notices import send_notices
from scoring.periods.models import CountedOfficer, CountedResult, Period, UnitScore
from scoring.schemes.models import Scheme
from scoring.schemes.schemes import adopt_scheme
from scoring.schemes.shipped import SHIPPED
from tests import people
from tests.courses import sample
from tests.exams.bank.questions import EXTRA, row
from tests.exams.bank.workbooks import workbook
from tests.exams.exam_rooms import CLOSES, FIRST, MINUTES, OPENS, begin, frozen_paper
from tests.people import FOUNDED, NOW, SYSTEM, Bureau, actor_of
from tests.personnel.imports import lists
from tests.qualifications.facts import pass_exam
from tests.scoring import facts

# What is looked for in the answers: people, and what 南, 北, 市 and 借 stand before.
NAMES = ("戴启明", "白云帆", "马骁", *(f"{of}{what}" for what in "卷考课" for of in "南北市借"), "北桥派出所")

# Whose rows are an officer's: they belong where he does.
OF_OFFICERS: tuple[Any, ...] = (
    Appointment,
    Change,
    CountedOfficer,
    CountedResult,
    Evidence,
    FirstReview,
    LegalQualification,
    LevelClaim,
    LevelRecord,
    PoliceNumber,
    Rank,
    Restriction,
    RestrictionAppeal,
    ServiceStatus,
    Serving,
)

ANONYMOUS = "anonymous"
OWN, OTHER, ASSIGNED, ABOVE = "own", "other", "assigned", "above"
MONTH = facts.OCTOBER


@dataclass
class World:
    """readers: by role. kwargs: what fills an address, by kind and place. rows: what belongs where, by model."""

    bureau: Bureau
    readers: dict[str, Account] = field(default_factory=dict)
    kwargs: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    rows: dict[type[Model], dict[str, set[int]]] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, kind: str, place: str, thing: Model, **more: Any) -> None:
        """Something of the place that an address of the kind leads to."""
        self.kwargs.setdefault(kind, {})[place] = {"uuid": thing.uuid, **more}
        self.keep(place, thing)

    def keep_own(self, role: str, *things: Model) -> None:
        """Rows that are one reader's own."""
        self.keep(f"mine of {role}", *things)

    def keep(self, place: str, *things: Model) -> None:
        """Rows of the place."""
        for thing in things:
            self.rows.setdefault(type(thing), {}).setdefault(place, set()).add(thing.pk)


def build_world() -> World:
    """All of it, by the ordinary verbs."""
    world = World(people.found_bureau())
    b = world.bureau
    dai = people.officer_in(b.liudi, "021306", "戴启明")
    bai = people.officer_in(b.beiqiao, "030001", "白云帆")
    ma = people.officer_in(b.beiqiao, "030002", "马骁")
    record_legal_qualifications(
        items=[(one, f"A{one.pk:08}", date(2019, 1, 1)) for one in (dai, bai)], actor=SYSTEM, now=NOW
    )
    record_first_reviews(officers=[(one, date(2020, 1, 1)) for one in (dai, bai)], actor=SYSTEM, now=NOW)
    north = _readers(world, dai)
    people.account_of(bai)
    article = _law(world)
    for place, of, unit, officer in (
        (OWN, "南", b.south, dai),
        (OTHER, "北", b.north, bai),
        (ASSIGNED, "借", b.north, ma),
    ):
        _exam(world, place, of, unit, officer)
        if place != ASSIGNED:
            _registry(world, place, officer)
            _course(world, place, of, unit, officer)
    QuestionVersion.objects.filter(question__bank__name="北卷题库").update(article=article)
    _material_above(world, bai)
    _figures(world, {OWN: b.liudi, OTHER: b.beiqiao})
    for place, officer in ((OWN, dai), (OTHER, bai)):
        for model in OF_OFFICERS:
            world.keep(place, *model.objects.filter(officer=officer))
    _assigned(world, north)
    _units(world)
    world.keep(OWN, *RoleGrant.objects.filter(unit=b.south))
    _personal(world, north)
    _lists(world, north)
    _entries(world)
    return world


def _readers(world: World, dai: Officer) -> Account:
    """One reader for each role, and a stranger of the other sub-bureau."""
    world.readers["officer"] = people.account_of(dai)
    given = [role for role in Role if role not in (Role.OFFICER, Role.SERVICE, Role.INVIGILATOR, Role.MARKER)]
    for number, role in enumerate([*given, Role.INVIGILATOR, Role.MARKER]):
        officer = people.officer_in(world.bureau.south, f"01{number:04}", f"某{role.label[:2]}")
        world.readers[role.value] = account = people.account_of(officer)
        if role in given:
            people.with_role(account, role, world.bureau.south)
    program = Account.objects.create(
        login_name="case-platform", display_name="执法办案平台", must_change_password=False, created_at=FOUNDED
    )
    RoleGrant.objects.create(
        account=program,
        role=Role.SERVICE,
        unit=world.bureau.south,
        valid_from=FOUNDED,
        given_by_uuid=SYSTEM.uuid,
        given_by_name=SYSTEM.name,
    )
    world.readers["service"] = program
    for grant in RoleGrant.objects.filter(account=world.readers["hr"]):
        world.put("grant", OWN, grant)
    north = people.account_of(people.officer_in(world.bureau.north, "039001", "某北"))
    people.with_role(north, Role.HR, world.bureau.north)
    world.put("grant", OTHER, RoleGrant.objects.get(account=north))
    return north


def reader(world: World, role: str) -> Actor:
    """The reader as an actor."""
    return actor_of(world.readers[role], role)


def _law(world: World) -> LawArticle:
    """A law of one article, on which a question of the other sub-bureau rests."""
    edition = register_edition(
        law="测试法",
        published_name="中华人民共和国测试法",
        adopted_on=date(2020, 1, 1),
        in_force_from=date(2020, 6, 1),
        articles=[ArticleText(1)],
        actor=SYSTEM,
        now=NOW,
    )
    world.kwargs["law"] = {OWN: {"uuid": edition.uuid}}
    return edition.articles.get()


def _exam(world: World, place: str, of: str, unit: Unit, officer: Officer) -> None:
    """A frozen paper with its bank, an open sitting with one candidate who has begun, and a result of October."""
    paper = frozen_paper(unit, each=1, name=f"{of}卷")
    bank = QuestionBank.objects.get(name=f"{of}卷题库")
    exam = found_exam(
        owner=unit, title=f"{of}考", kind=ExamKind.MONTHLY, pass_mark=Decimal(6), actor=FIRST, now=OPENS - timedelta(3)
    )
    before = {"actor": FIRST, "now": OPENS - timedelta(2)}
    sitting = plan_sitting(exam=exam, paper=paper, opens_at=OPENS, closes_at=CLOSES, minutes=MINUTES, **before)
    register_officers(sitting=sitting, officers=[officer], **before)
    sitting = publish_sitting(sitting=sitting, **before)
    admit_officers(sitting=sitting, **before)
    opened = begin(officer)
    registration = Registration.objects.get(sitting=sitting)
    facts.sat(exam, (officer, 80))
    world.put("bank", place, bank)
    world.put("blueprint", place, Blueprint.objects.get(name=f"{of}卷细目表"))
    world.put("paper", place, paper)
    world.put("sitting", place, sitting)
    world.kwargs.setdefault("deed", {})[place] = {"uuid": sitting.uuid, "deed": "suspend"}
    world.kwargs.setdefault("exam", {})[place] = {"exam": exam.uuid}
    world.put("registration", place, registration)
    world.put("result", place, Result.objects.get(exam=exam))
    form = opened.attempt.form
    world.kwargs.setdefault("form", {})[place] = {"form": form.uuid, "fingerprint": form.fingerprint}
    world.put("officer", place, officer)
    version = QuestionVersion.objects.filter(question__bank=bank).first()
    world.put("question", place, version.question)
    world.keep(
        place, exam, *QuestionVersion.objects.filter(question__bank=bank), *Attempt.objects.filter(sitting=sitting)
    )
    if place != ASSIGNED:
        _plan(world, place, bank)


def _plan(world: World, place: str, bank: QuestionBank) -> None:
    owner = reader(world, "trainer") if place == OWN else Actor(uuid4(), "某北教", "trainer")
    content = workbook({"题库": [EXTRA, row(1)]})
    plan = parse_upload(bank=bank, file_name="题库.xlsx", content=content, actor=owner, now=NOW)
    world.put("plan", place, plan)
    world.kwargs.setdefault("plan row", {})[place] = {"uuid": plan.uuid, "place": 0}


def _registry(world: World, place: str, officer: Officer) -> None:
    """Basic held, intermediate passed and waiting, a restriction, a decision."""
    facts.hold(officer)
    pass_exam(officer, date(2026, 11, 2), level=facts.Level.INTERMEDIATE)
    raise_claims(officers=[officer], actor=SYSTEM, now=NOW)
    facts.suspend(officer, date(2026, 11, 3))
    facts.suspend(officer, date(2026, 11, 20), kind=RestrictionKind.STOP_DUTY)
    believed = Restriction.objects.believed().filter(officer=officer)
    stopped = believed.get(kind=RestrictionKind.STOP_DUTY)
    serve(restrictions=[stopped], served_at=NOW, actor=SYSTEM, now=NOW)
    file_appeal(restriction=stopped, filed_at=NOW, actor=SYSTEM, now=NOW)
    number = officer.police_numbers.get().number
    asker = reader(world, "hr") if place == OWN else Actor(uuid4(), "某北", "system")
    ask(numbers=[number], duty="handle_cases", actor=asker, now=NOW)
    world.kwargs.setdefault("gate", {})[place] = {"number": number, "duty": "handle_cases"}
    world.put("level", place, LevelRecord.objects.believed().get(officer=officer))
    world.put("restriction", place, believed.get(kind=RestrictionKind.SUSPENSION))
    world.put("decision", place, Decision.objects.get(officer_uuid=officer.uuid))


def _course(world: World, place: str, of: str, unit: Unit, officer: Officer) -> None:
    course = sample.published(unit, title=f"{of}课")
    enrolment = sample.enrolled(course, officer)
    world.put("course", place, course)
    world.put("enrolment", place, enrolment)
    world.kwargs.setdefault("part", {})[place] = {"uuid": enrolment.uuid, "number": 1}
    done = sample.published(unit, title=f"{of}课之二")
    second = sample.enrolled(done, officer)
    sample.read(second)
    sample.answered(second)
    world.kwargs.setdefault("quiz", {})[place] = {"uuid": second.uuid, "number": 1}
    world.keep(place, done, second, *officer.training_hours.all())


def _material_above(world: World, bai: Officer) -> None:
    paper = frozen_paper(world.bureau.bureau, each=1, name="市卷")
    world.put("blueprint", ABOVE, Blueprint.objects.get(name="市卷细目表"))
    world.put("bank", ABOVE, QuestionBank.objects.get(name="市卷题库"))
    world.put("paper", ABOVE, paper)
    course = sample.published(world.bureau.bureau, title="市课")
    sample.enrolled(course, bai)  # of the other sub-bureau, on a course that both use
    world.put("course", ABOVE, course)
    world.keep(ABOVE, *QuestionVersion.objects.filter(question__bank__name="市卷题库"))


def _figures(world: World, units: dict[str, Unit]) -> None:
    facts.computed()
    world.kwargs["month"] = {OWN: {"month": MONTH}}
    for place, unit in units.items():
        score = UnitScore.objects.get(unit=unit)
        world.keep(place, score)
        world.kwargs.setdefault("unit figures", {})[place] = {"month": MONTH, "uuid": unit.uuid}
        code = score.figures.first().indicator
        world.kwargs.setdefault("people figures", {})[place] = {"month": MONTH, "uuid": unit.uuid, "code": code}


def _assigned(world: World, north: Account) -> None:
    """The invigilator watches 借考, somebody of the other sub-bureau 南考; the marker has a pool."""
    until = CLOSES + timedelta(days=1)
    watched = ((OWN, "南考", north), (ASSIGNED, "借考", world.readers["invigilator"]))
    for place, title, account in watched:
        sitting = Sitting.objects.select_related("exam__owner").get(exam__title=title)
        what = Object(kind="exams.sitting", uuid=sitting.uuid, label=title, unit=sitting.exam.owner)
        (grant,) = assign_role(
            accounts=[account], role=Role.INVIGILATOR, to=what, until=until, actor=SYSTEM, now=FOUNDED
        )
        world.kwargs.setdefault("invigilator", {})[place] = {"uuid": sitting.uuid, "grant": grant.uuid}
    pool = Object(kind="exams.pool", uuid=uuid4(), label="借考", unit=world.bureau.north)
    assign_role(accounts=[world.readers["marker"]], role=Role.MARKER, to=pool, until=until, actor=SYSTEM, now=FOUNDED)


def _units(world: World) -> None:
    b = world.bureau
    world.put("unit", OWN, b.liudi)
    world.put("unit", OTHER, b.beiqiao)
    world.keep(OWN, b.south, b.yanchi)
    world.keep(OTHER, b.north)
    for place, units in ((OWN, (b.south, b.yanchi, b.liudi)), (OTHER, (b.north, b.beiqiao))):
        world.keep(place, *UnitVersion.objects.filter(unit__in=units))
    world.keep(OWN, Period.objects.get(), _scheme(), _policy())


def _scheme() -> Scheme:
    later = replace(SHIPPED, code="2027-1", valid_from=date(2027, 1, 1))
    return adopt_scheme(scheme=later, actor=SYSTEM, now=NOW)


def _policy() -> PolicyVersion:
    """A draft."""
    return PolicyVersion.objects.create(code="2027-1", document={}, drafted_by=SYSTEM.uuid)


def _lists(world: World, north: Account) -> None:
    """Lists of units that were read and wait."""
    for place, role, account in ((OWN, "hr", world.readers["hr"]), (OTHER, "", north)):
        plan = lists.read(account, Kind.UNITS, lists.HONGQIAO)
        world.put("people plan", place, plan)
        world.rows[type(plan)][place].discard(plan.pk)
        world.keep_own(role, plan)


def _entries(world: World) -> None:
    """What was done to a person of the place."""
    for place, name in ((OWN, "戴启明"), (OTHER, "白云帆")):
        person = Officer.objects.get(name=name)
        entry = AuditEntry.objects.filter(subject_uuid=person.uuid).latest("pk")
        world.kwargs.setdefault("entry", {})[place] = {"uuid": entry.uuid}


def _personal(world: World, north: Account) -> None:
    """Each one's own: accounts, roles, notices, jobs."""
    for role, account in world.readers.items():
        world.keep_own(role, account, *RoleGrant.objects.filter(account=account))
        if account.officer:
            world.keep(OWN, account)
    bai = Account.objects.get(officer__name="白云帆")
    world.keep(OTHER, north)
    for place, account in ((OWN, world.readers["officer"]), (OTHER, bai)):
        world.put("account", place, account)
        officer = account.officer
        change = Change.objects.filter(officer=officer).latest("pk")
        world.kwargs.setdefault("change", {})[place] = {"uuid": officer.uuid, "change": change.uuid}
        world.kwargs.setdefault("act", {})[place] = {"uuid": officer.uuid, "act": "transfer"}
        asked = CorrectionRequest.objects.create(
            officer=account.officer, code="officer.name", fact_uuid=account.officer.uuid, asked_at=NOW
        )
        world.put("correction", place, asked)
        file = keep_file(
            content=b"%PDF-1.4 proof",
            name="证明.pdf",
            media_type="application/pdf",
            owner_kind="personnel.correction",
            owner_uuid=asked.uuid,
            actor=actor_of(account),
            now=NOW,
        )
        world.kwargs.setdefault("file", {})[place] = {"uuid": file.uuid}
    strangers = (("officer", world.readers["officer"], "南考"), ("", north, "北考"))
    for role, account, exam in strangers:
        (notice,) = send_notices(code="exams.result_released", told=[(account.uuid, {"exam": exam}, "")], now=NOW)
        job = enqueue("exams.mark_sitting", actor=actor_of(account), now=NOW)
        session = Session.objects.create(account=account, session_key=f"world {role}", started_at=NOW, seen_at=NOW)
        world.put("session", OWN if role else OTHER, session)
        place = OWN if role else OTHER
        world.put("notice", place, notice)
        world.put("job", place, job)
        world.keep_own(role, notice, job)
