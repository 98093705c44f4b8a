"""Three requests for correction: one is carried out, one stays as it is, one waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from config.demo.cast import CAST
from config.demo.identity import document_no
from config.demo.people import Person
from config.demo.world import Event, World
from personnel.access.states import Role
from personnel.corrections.models import CorrectionRequest
from personnel.corrections.requests import Proof, accept_request, ask_for_correction, refuse_request
from personnel.officers.models import Appointment
from personnel.officers.states import Relation
from records.days import at_time, day_of


def corrections(world: World) -> Iterator[Event]:
    """What three officers hold to be wrong in their files."""
    clerk, colleague, officer = (_named(world, name) for name in ("许静", "孟凡", "戴启明"))
    asked = world.year.before(33)
    yield Event(at_time(asked, 14), "A correction asked for", partial(_joined_earlier, world, clerk))
    yield Event(at_time(asked + timedelta(days=3), 10), "It is corrected", partial(_accept, world, clerk))
    asked = world.year.before(20)
    yield Event(at_time(asked, 9), "A correction asked for", partial(_acting_head, world, colleague))
    yield Event(at_time(asked + timedelta(days=2), 11), "It is not corrected", partial(_refuse, world, colleague))
    yield Event(at_time(world.year.before(6), 15), "A correction asked for", partial(_joined_earlier, world, officer))


def _named(world: World, name: str) -> Person:
    """One of the cast."""
    number = next(known.number for known in CAST if known.name == name)
    return next(person for person in world.staff if person.number == number)


def _joined_earlier(world: World, person: Person, at: datetime) -> None:
    officer = world.officer(person)
    officer.refresh_from_db()
    ask_for_correction(
        officer=officer,
        code="joined_on",
        fact_uuid=officer.uuid,
        wanted=(officer.joined_on - timedelta(days=3)).isoformat(),
        reason="报到证载明的报到日期早三天，登记时按发文日期录入。",
        proofs=[Proof("报到证.pdf", _paper("Report for duty"))],
        actor=world.himself(person),
        now=at,
    )


def _acting_head(world: World, person: Person, at: datetime) -> None:
    officer = world.officer(person)
    post = Appointment.objects.believed().holding_at(at).get(officer=officer, relation=Relation.ESTABLISHED)
    ask_for_correction(
        officer=officer,
        code="post",
        fact_uuid=post.uuid,
        wanted="副所长",
        reason="所务会议已经宣布由本人分管案件办理。",
        proofs=[Proof("会议记录.pdf", _paper("Minutes"))],
        actor=world.himself(person),
        now=at,
    )


def _accept(world: World, person: Person, at: datetime) -> None:
    number = document_no(day_of(at).year, 86)
    hr = world.actor("hr", Role.HR)
    accept_request(request=_asked(world, person), document_no=number, answer="已核对报到证原件。", actor=hr, now=at)


def _refuse(world: World, person: Person, at: datetime) -> None:
    words = "职务以任免文件为准，会议记录不能作为依据；任命下达后由政工部门登记。"
    refuse_request(request=_asked(world, person), answer=words, actor=world.actor("hr", Role.HR), now=at)


def _asked(world: World, person: Person) -> CorrectionRequest:
    return CorrectionRequest.objects.open().get(officer=world.officer(person))


def _paper(title: str) -> bytes:
    """A page that stands for the scan of a document; the same each time."""
    content = BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.drawString(72, 760, f"{title} (demo: made up)")
    canvas.save()
    return content.getvalue()
