"""What the registry says of an officer on his home page and on his time line."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.corrections.dated import dated_rows, recorded_of
from personnel.home.contributions import Card, Figure, HeldBadge, Moment, NextStep, Waiting
from personnel.home.correctable import Recorded
from personnel.home.wording import last_day, record_day
from personnel.officers.models import Officer
from qualifications.evidence.models import Evidence
from qualifications.levels.claims import REVOKED
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.outside import RESULTS
from qualifications.registry.levels import next_level
from qualifications.restrictions.models import Restriction
from qualifications.states import Level, Outcome
from records.actor import Actor
from records.days import day_of, last_day_before

RENEW_AHEAD = timedelta(days=90)


def held_badges(officer: Officer, now: datetime) -> Iterator[HeldBadge]:
    """The highest level held, or that none is, and each restriction that stands."""
    held = LevelRecord.objects.in_force_at(now).filter(officer=officer)
    highest = max((Level(record.level) for record in held), key=lambda level: level.step, default=None)
    if highest is not None:
        yield HeldBadge(text=_("Holds %(level)s") % {"level": highest.label}, kind="done")
    elif LevelClaim.objects.live().filter(officer=officer).exists():
        yield HeldBadge(text=_("Waiting for confirmation"), kind="pending")
    else:
        yield HeldBadge(text=_("No level yet"), kind="absent")
    for restriction in Restriction.objects.believed().holding_at(now).filter(officer=officer):
        yield HeldBadge(text=restriction.get_kind_display(), kind="stopped")


def next_steps(officer: Officer, now: datetime) -> Iterator[NextStep]:
    """A renewal that comes near, a restriction to read about."""
    url = reverse("qualifications:mine")
    for restriction in Restriction.objects.believed().holding_at(now).filter(officer=officer)[:1]:
        yield NextStep(
            title=_("You are restricted: %(kind)s") % {"kind": restriction.get_kind_display()},
            detail=_("By %(document)s. See what it blocks and how to appeal.") % {"document": restriction.document_no},
            url=url,
            button=_("My qualification"),
            urgency=20,
        )
    last = _last_basic(officer, now)
    if last is not None and last.valid_to is not None and last.valid_to <= now + RENEW_AHEAD:
        yield NextStep(
            title=_("Your basic level ends on %(day)s") % {"day": last_day(last.valid_to)},
            detail=_("Pass the exam again before that day; the renewal goes on where the level ends."),
            url=url,
            button=_("My qualification"),
            urgency=30,
            due=last.valid_to,
        )


def _last_basic(officer: Officer, now: datetime) -> LevelRecord | None:
    rows = LevelRecord.objects.believed().filter(officer=officer, level=Level.BASIC).overlapping(now, None)
    return rows.order_by("-valid_from").first()


def figures(officer: Officer, now: datetime) -> Iterator[Figure]:
    """Until when the highest level is held."""
    rows = LevelRecord.objects.in_force_at(now).filter(officer=officer)
    record = max(rows, key=lambda row: Level(row.level).step, default=None)
    if record is None:
        return
    yield Figure(
        label=_("%(level)s level held until") % {"level": Level(record.level).label},
        value=last_day(record.valid_to) if record.valid_to else _("permanent"),
        note=_("since %(day)s") % {"day": record_day(record.valid_from)},
        url=reverse("qualifications:mine"),
        order=10,
    )


def cards(officer: Officer, now: datetime) -> Iterator[Card]:
    """What is still missing for the next level."""
    coming = next_level(officer, now)
    if coming is not None:
        yield Card(
            template="qualifications/registry/next_card.html",
            context={"next": coming, "title": missing_title(coming.level)},
            wide=False,
            order=40,
        )


def missing_title(level: Level) -> str:
    """The heading of what is still missing."""
    return _("Still missing for %(level)s") % {"level": level.label}


def moments(officer: Officer, now: datetime) -> Iterator[Moment]:
    """Levels, results from outside and restrictions on the time line."""
    yield from _of_levels(officer, now)
    lists = Evidence.objects.believed().filter(officer=officer, source_kind=RESULTS, valid_from__lte=now)
    for exam in lists:  # of its own exams the upper floor tells
        words = _("%(level)s exam passed") if exam.outcome == Outcome.PASS else _("%(level)s exam not passed")
        level = Level(exam.level).label if exam.level else ""
        yield Moment(on=day_of(exam.valid_from), text=words % {"level": level})
    for row in Restriction.objects.believed().filter(officer=officer, valid_from__lte=now):
        yield Moment(on=day_of(row.valid_from), text=row.get_kind_display(), tone="bad")
        if row.valid_to is not None and row.valid_to <= now:
            words = _("%(kind)s ended") % {"kind": row.get_kind_display()}
            yield Moment(on=last_day_before(row.valid_to), text=words, tone="ok")


def _of_levels(officer: Officer, now: datetime) -> Iterator[Moment]:
    for row in LevelRecord.objects.believed().filter(officer=officer).select_related("opened_by"):
        words = _("%(level)s confirmed") % {"level": row.get_level_display()}
        yield Moment(on=row.confirmed_on, text=words, tone="ok")
        if row.valid_to is None or row.valid_to > now:
            continue
        if row.opened_by.reason_code == REVOKED:
            words = _("%(level)s revoked") % {"level": row.get_level_display()}
            yield Moment(on=day_of(row.valid_to), text=words, tone="bad")


def to_confirm(actor: Actor, now: datetime) -> Iterator[Waiting]:
    """Levels that somebody may confirm."""
    officers = Officer.objects.visible_to(actor, "registry.confirm")
    count = LevelClaim.objects.live().filter(officer__in=officers).count()
    url = f"{reverse('qualifications:list')}?state=waiting"
    yield Waiting(count=count, title=_("Levels to confirm"), url=url, button=_("Confirm"))


def recorded_levels(officer: Officer, now: datetime) -> Iterator[Recorded]:
    """Level records, of which the officer may ask a correction."""
    for row, document in dated_rows(LevelRecord, officer):
        note = row.get_stream_display() if row.stream else ""
        words = _("%(level)s, confirmed on %(day)s") % {
            "level": row.get_level_display(),
            "day": record_day(row.confirmed_on),
        }
        number = f"{words}{_(', ')}{row.certificate_no}" if row.certificate_no else words
        yield recorded_of("level", row, number, document, note=note)
