"""What this floor says on an officer's time line: posts, service, ranks, numbers."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from personnel.home.contributions import Moment
from personnel.officers.models import Appointment, LegalQualification, Officer, PoliceNumber, Rank, ServiceStatus
from personnel.officers.states import SERVING, Relation, Service
from personnel.units.models import UnitVersion
from records.days import day_of


def moments(officer: Officer, now: datetime) -> Iterator[Moment]:
    """Everything that began by now, and secondments that ended."""
    yield from _of_posts(officer, now)
    yield from _of_service(officer, now)
    ranks = Rank.objects.believed().filter(officer=officer, valid_from__lte=now)
    for rank in ranks:
        text = _("Rank %(rank)s") % {"rank": rank.rank} + (f" · {rank.grade}" if rank.grade else "")
        yield Moment(on=day_of(rank.valid_from), text=text)
    numbers = list(PoliceNumber.objects.believed().filter(officer=officer, valid_from__lte=now).order_by("valid_from"))
    for number in numbers[1:]:
        yield Moment(on=day_of(number.valid_from), text=_("Police number %(number)s") % {"number": number.number})
    for legal in LegalQualification.objects.believed().filter(officer=officer, valid_from__lte=now):
        yield Moment(on=day_of(legal.valid_from), text=_("Legal profession qualification"), tone="ok")


def _of_posts(officer: Officer, now: datetime) -> Iterator[Moment]:
    posts = list(Appointment.objects.believed().filter(officer=officer, valid_from__lte=now))
    names = names_at_their_time(posts)
    for post in posts:
        what = f"{names.get(post.pk, '')}{post.post}"
        if post.relation == Relation.WORKING:
            what = _("Seconded: %(post)s") % {"post": what}
        elif post.relation == Relation.CONCURRENT:
            what = _("Concurrently: %(post)s") % {"post": what}
        yield Moment(on=day_of(post.valid_from), text=what)
        if post.relation == Relation.WORKING and post.valid_to is not None and post.valid_to <= now:
            text = _("Secondment ended: %(unit)s") % {"unit": names.get(post.pk, "")}
            yield Moment(on=day_of(post.valid_to), text=text)


def names_at_their_time(posts: list[Appointment]) -> dict[int, str]:
    """{post: the unit's short name when the post began (or as it was first named)}, in one query."""
    versions = UnitVersion.objects.believed().filter(unit__in={post.unit_id for post in posts}).order_by("valid_from")
    by_unit: dict[int, list[UnitVersion]] = {}
    for version in versions:
        by_unit.setdefault(version.unit_id, []).append(version)
    names = {}
    for post in posts:
        known = by_unit.get(post.unit_id, [])
        began = [version for version in known if version.valid_from <= post.valid_from]
        if known:
            names[post.pk] = (began or known[:1])[-1].short_name
    return names


def _of_service(officer: Officer, now: datetime) -> Iterator[Moment]:
    rows = list(ServiceStatus.objects.believed().filter(officer=officer, valid_from__lte=now).order_by("valid_from"))
    before: ServiceStatus | None = None
    for row in rows:
        if before is None:
            yield Moment(on=officer.joined_on, text=_("Joined the police"))
        elif row.status != before.status:
            words = {Service.IN_SERVICE: _("Back in service")} if before.status not in SERVING else {}
            text = words.get(Service(row.status), row.get_status_display())
            yield Moment(on=day_of(row.valid_from), text=text, tone="" if row.status in SERVING else "warn")
        elif row.established != before.established:
            text = _("On the establishment") if row.established else _("Off the establishment")
            yield Moment(on=day_of(row.valid_from), text=text)
        before = row
