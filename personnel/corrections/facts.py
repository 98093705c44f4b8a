"""What this floor has on record of an officer, each thing from which day and by which document."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from personnel.changes.models import Change
from personnel.corrections.dated import dated_rows, recorded_of
from personnel.corrections.rules import MISSING
from personnel.home.correctable import Recorded, Text, register
from personnel.home.wording import masked
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.states import Stream
from personnel.units.models import Unit
from records.days import day_of

WRITING = ("officer.taken_on", "officer.imported", "officer.corrected")


def offer() -> None:
    """What this floor keeps may be asked about."""
    register(
        gettext_lazy("Identity"),
        {
            "name": gettext_lazy("Name"),
            "sex": gettext_lazy("Sex"),
            "born_on": gettext_lazy("Born on"),
            "id_number": gettext_lazy("Identity number"),
            "joined_on": gettext_lazy("Joined on"),
            MISSING: gettext_lazy("What is missing on record"),
        },
        identity,
        order=10,
    )
    register(
        gettext_lazy("Service"),
        {
            "status": gettext_lazy("Status"),
            "number": gettext_lazy("Police number"),
            "rank": gettext_lazy("Rank and grade"),
        },
        service,
        order=20,
    )
    register(gettext_lazy("Posts"), {"post": gettext_lazy("Post")}, posts, order=30)
    register(
        gettext_lazy("Legal review"),
        {
            "legal_qualification": gettext_lazy("Legal profession qualification"),
            "first_review": gettext_lazy("First review of a penalty"),
        },
        legal,
        order=40,
    )


def identity(officer: Officer, now: datetime) -> Iterator[Recorded]:
    """The columns of the person: as taken on, or as corrected since."""
    values = {
        "name": officer.name,
        "sex": officer.get_sex_display(),
        "born_on": officer.born_on.isoformat(),
        "id_number": masked(officer.id_number),
        "joined_on": officer.joined_on.isoformat(),
    }
    written = _written(officer)
    for code, value in values.items():
        change = written.get(code)
        yield Recorded(
            code=code,
            uuid=officer.uuid,
            value=value,
            since=day_of(change.recorded_at) if change and "fields" in change.params else None,
            document_no=change.document_no if change else "",
        )


def _written(officer: Officer) -> dict[str, Change]:
    """{column: the change that wrote it as it stands}"""
    written: dict[str, Change] = {}
    for change in Change.objects.filter(officer=officer, reason_code__in=WRITING).order_by("pk"):
        taken_on = ("name", "sex", "born_on", "id_number", "joined_on") if not written else ()
        fields = change.params.get("fields", taken_on)
        written.update(dict.fromkeys(fields, change))
    return written


def service(officer: Officer, now: datetime) -> Iterator[Recorded]:
    """Status, police number, rank and grade, the latest first."""
    for status, document in dated_rows(ServiceStatus, officer):
        where = _("on the establishment") if status.established else _("not on the establishment")
        words = _joined(status.get_category_display(), status.get_status_display())
        yield recorded_of("status", status, words, document, note=where)
    for number, document in dated_rows(PoliceNumber, officer):
        yield recorded_of("number", number, number.number, document)
    for rank, document in dated_rows(Rank, officer):
        yield recorded_of("rank", rank, rank.rank, document, note=rank.grade)


def posts(officer: Officer, now: datetime) -> Iterator[Recorded]:
    """Where he serves and served, the latest first."""
    rows = dated_rows(Appointment, officer)
    units = Unit.objects.named_at(now).in_bulk([post.unit_id for post, _document in rows])
    for post, document in rows:
        unit = units[post.unit_id]
        stream = post.get_stream_display() if post.stream != Stream.NONE else ""
        head = _("head, acting") if post.is_head and post.acting else _("head") if post.is_head else ""
        note = _joined(post.get_relation_display(), stream, head)
        yield recorded_of("post", post, f"{unit.short_name or unit.name} {post.post}", document, note=note)


def legal(officer: Officer, now: datetime) -> Iterator[Recorded]:
    """The legal profession qualification, and since when he reviews penalties."""
    for held, document in dated_rows(LegalQualification, officer):
        words = held.certificate_no or pgettext("legal profession qualification", "held")
        yield recorded_of("legal_qualification", held, words, document)
    for review, document in dated_rows(FirstReview, officer):
        yield recorded_of("first_review", review, day_of(review.valid_from).isoformat(), document)


def _joined(*words: Text) -> str:
    return _(", ").join(str(word) for word in words if word)
