"""Posts: transfers, secondments, concurrent posts, heads, and their ends."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from personnel.changes.models import Change
from personnel.changes.recording import end_facts, lock_subjects, open_facts
from personnel.officers.models import Appointment, Officer, ServiceStatus
from personnel.officers.recorded import audit, changes_of, refuse_later, rows_of, serving_at, statuses_of
from personnel.officers.rules import NEVER, Charged, find_apart_in_time
from personnel.officers.states import POLICE_DUTIES, Category, PostDuty, Relation, Stream
from personnel.units.models import Unit, UnitVersion
from records.actor import Actor
from records.days import day_of
from records.refusals import Refusal

EXCLUSIVE = (Relation.ESTABLISHED, Relation.WORKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post that somebody is to take up. since: the instant from which it holds; until: its planned end."""

    unit: Unit
    post: str
    since: datetime
    relation: Relation = Relation.ESTABLISHED
    stream: Stream = Stream.NONE
    duties: tuple[str, ...] = ()
    is_head: bool = False
    acting: bool = False
    until: datetime | None = None


Posts = Sequence[tuple[Officer, NewPost]]


@transaction.atomic
def appoint(
    *, posts: Posts, actor: Actor, document_no: str = "", reason: str = "", now: datetime | None = None
) -> list[Appointment]:
    """Give officers new posts; an exclusive post (established, working) ends where the new one begins.

    Raises Refusal("officers.not_serving" | "officers.before_joining" | "officers.later_fact" |
    "officers.unit_not_standing" | "officers.post_missing" | "officers.duties_apart" | "officers.unknown_duty" |
    "officers.auxiliary_duty" | "officers.auxiliary_head" | "facts.period_backwards").
    """
    return _give(posts, "appointed", actor, document_no, reason, now)


@transaction.atomic
def transfer(
    *, posts: Posts, actor: Actor, document_no: str = "", reason: str = "", now: datetime | None = None
) -> list[Appointment]:
    """Move established posts to another unit from a day on. Secondments and concurrent posts stay.

    Raises Refusal("officers.same_unit") and what appoint refuses.
    """
    rows = _locked_rows(posts)
    for officer, post in posts:
        if post.unit.pk in {old.unit_id for old in _holding(rows[officer.pk], Relation.ESTABLISHED, post.since)}:
            raise Refusal("officers.same_unit", _("%(name)s is in this unit already."), field="unit", name=officer.name)
    established = [(officer, replace(post, relation=Relation.ESTABLISHED)) for officer, post in posts]
    return _give(established, "transferred", actor, document_no, reason, now)


@transaction.atomic
def second(
    *, posts: Posts, actor: Actor, document_no: str = "", reason: str = "", now: datetime | None = None
) -> list[Appointment]:
    """Lend officers to another unit (借调, 挂职) until a planned day or until it is ended; they stay on their own
    unit's establishment.

    Raises Refusal("officers.no_post" | "officers.same_unit") and what appoint refuses.
    """
    rows = _locked_rows(posts)
    for officer, post in posts:
        own = _holding(rows[officer.pk], Relation.ESTABLISHED, post.since)
        if not own:
            raise Refusal(
                "officers.no_post",
                _("%(name)s has no established post on that day and can't be seconded from one."),
                field="on",
                name=officer.name,
            )
        if own[0].unit_id == post.unit.pk:
            raise Refusal("officers.same_unit", _("%(name)s is in this unit already."), field="unit", name=officer.name)
    working = [(officer, replace(post, relation=Relation.WORKING)) for officer, post in posts]
    return _give(working, "seconded", actor, document_no, reason, now)


@transaction.atomic
def end_appointments(
    *,
    officers: Sequence[Officer],
    relation: Relation,
    on: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """End the posts of one relation at an instant (the secondment is over).

    Raises Refusal("officers.no_such_post") where somebody has none then.
    """
    people = list({officer.pk: officer for officer in officers}.values())
    changes = changes_of(people, "officer.post_ended", actor=actor, document_no=document_no, reason=reason, now=now)
    rows = rows_of(Appointment, people)
    ending = []
    for officer in people:
        held = _holding(rows[officer.pk], relation, on)
        if not held:
            raise Refusal(
                "officers.no_such_post",
                _("%(name)s has no such post on %(day)s."),
                field="on",
                name=officer.name,
                day=day_of(on).isoformat(),
            )
        ending += held
    end_facts(ending, changes, on)
    audit("personnel.officer_post_ended", people, actor=actor, document_no=document_no, reason=reason, now=now)


@transaction.atomic
def end_posts(
    *,
    posts: Sequence[Appointment],
    on: datetime,
    actor: Actor,
    document_no: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """End these posts at an instant, whatever their relation.

    Raises Refusal("officers.no_such_post") where one doesn't hold then.
    """
    people = list({post.officer_id: post.officer for post in posts}.values())
    changes = changes_of(people, "officer.post_ended", actor=actor, document_no=document_no, reason=reason, now=now)
    held = {row.pk: row for rows in rows_of(Appointment, people).values() for row in rows}
    for post in posts:
        row = held.get(post.pk)
        if row is None or not row.valid_from < on <= (row.valid_to or NEVER):
            raise Refusal(
                "officers.no_such_post",
                _("%(name)s has no such post on %(day)s."),
                field="on",
                name=post.officer.name,
                day=day_of(on).isoformat(),
            )
    end_facts([held[post.pk] for post in posts], changes, on)
    audit("personnel.officer_post_ended", people, actor=actor, document_no=document_no, reason=reason, now=now)


def lock_units(posts: Iterable[NewPost | Appointment]) -> None:
    """Keep the posts' units as they are until the transaction ends, so that none is closed meanwhile.

    Call it before any officer is locked, and `refuse_posts` after it.
    """
    lock_subjects(post.unit for post in posts)


def refuse_posts(posts: Posts, statuses: dict[int, list[ServiceStatus]], beside: dict[int, list[Charged]]) -> None:
    """What speaks against new posts: service, units, duties. beside: what the posts that stay are charged with."""
    _refuse_units([post for _officer, post in posts])
    charged: dict[int, list[Charged]] = defaultdict(list)
    for officer, post in _in_turn(posts):
        if not post.post.strip():
            raise Refusal("officers.post_missing", _("The post needs a name."), field="post")
        held = serving_at(statuses[officer.pk], officer, post.since)
        _refuse_duties(officer, post, Category(held.category))
        charged[officer.pk].append(Charged(post.duties, post.since, post.until))
    for officer, _post in posts:
        apart = find_apart_in_time(charged[officer.pk] + beside.get(officer.pk, []))
        if apart is not None:
            raise Refusal(
                "officers.duties_apart",
                _("%(name)s can't be charged with both “%(one)s” and “%(other)s”: these duties don't go together."),
                field="duties",
                name=officer.name,
                one=apart.one.label,
                other=apart.other.label,
            )


def appointment_of(officer: Officer, post: NewPost, change: Change) -> Appointment:
    """The unsaved row of a new post."""
    return Appointment(
        officer=officer,
        unit=post.unit,
        relation=post.relation,
        post=post.post,
        duties=list(post.duties),
        stream=post.stream,
        is_head=post.is_head,
        acting=post.acting,
        valid_from=post.since,
        valid_to=post.until,
        opened_by=change,
    )


def _give(
    posts: Posts, verb: str, actor: Actor, document_no: str, reason: str, now: datetime | None
) -> list[Appointment]:
    lock_units(post for _officer, post in posts)
    officers = list({officer.pk: officer for officer, _post in posts}.values())
    changes = changes_of(officers, f"officer.{verb}", actor=actor, document_no=document_no, reason=reason, now=now)
    known = rows_of(Appointment, officers)
    ends = _ends(posts, known)
    beside = {
        pk: [Charged(tuple(row.duties), row.valid_from, ends.get(row.pk, row.valid_to)) for row in rows]
        for pk, rows in known.items()
    }
    refuse_posts(posts, statuses_of(officers), beside)
    ending = [row for rows in known.values() for row in rows if row.pk in ends]
    end_facts(ending, changes, {row.uuid: ends[row.pk] for row in ending})
    made = open_facts([appointment_of(officer, post, changes[officer.pk]) for officer, post in _in_turn(posts)])
    audit(f"personnel.officer_{verb}", officers, actor=actor, document_no=document_no, reason=reason, now=now)
    return made


def _in_turn(posts: Posts) -> list[tuple[Officer, NewPost]]:
    """Several exclusive posts of one officer in one call follow each other: each ends where the next begins."""
    ordered = sorted(enumerate(posts), key=lambda item: item[1][1].since)
    next_of: dict[tuple[int, Relation], datetime] = {}
    ends: dict[int, datetime | None] = {}
    for place, (officer, post) in reversed(ordered):
        key = (officer.pk, post.relation)
        follows = next_of.get(key) if post.relation in EXCLUSIVE else None
        ends[place] = min(filter(None, (post.until, follows)), default=None)
        next_of[key] = post.since
    return [(officer, replace(post, until=ends[place])) for place, (officer, post) in enumerate(posts)]


def _ends(posts: Posts, known: dict[int, list[Appointment]]) -> dict[int, datetime]:
    """Where the posts that are recorded end, by row: an exclusive one where the new one of its relation begins."""
    first: dict[tuple[int, Relation], tuple[Officer, NewPost]] = {}
    for officer, post in posts:
        key = (officer.pk, post.relation)
        if post.relation in EXCLUSIVE and (key not in first or post.since < first[key][1].since):
            first[key] = (officer, post)
    ends = {}
    for (_pk, relation), (officer, post) in first.items():
        for row in known[officer.pk]:
            if row.relation != relation or (row.valid_to or NEVER) <= post.since:
                continue
            refuse_later([row], post.since, officer)
            ends[row.pk] = post.since
    return ends


def _refuse_units(posts: Iterable[NewPost]) -> None:
    """Nobody is appointed where no unit stands on that day."""
    wanted = list(posts)
    periods: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    versions = UnitVersion.objects.believed().filter(unit__in={post.unit.pk for post in wanted})
    for unit, since, until in versions.values_list("unit_id", "valid_from", "valid_to"):
        periods[unit].append((since, until))
    for post in wanted:
        if not any(since <= post.since < (until or NEVER) for since, until in periods[post.unit.pk]):
            raise Refusal(
                "officers.unit_not_standing",
                _("Unit %(unit_code)s does not stand on %(day)s."),
                field="unit",
                unit_code=post.unit.code,
                day=day_of(post.since).isoformat(),
            )


def _refuse_duties(officer: Officer, post: NewPost, category: Category) -> None:
    unknown = [duty for duty in post.duties if duty not in PostDuty]
    if unknown:
        raise Refusal("officers.unknown_duty", _("There is no duty %(duty)s."), field="duties", duty=unknown[0])
    if category != Category.AUXILIARY:
        return
    if post.is_head or post.acting:
        raise Refusal(
            "officers.auxiliary_head",
            _("%(name)s is auxiliary police and heads no unit."),
            field="is_head",
            name=officer.name,
        )
    police = [str(PostDuty(duty).label) for duty in post.duties if duty in POLICE_DUTIES]
    if police:
        raise Refusal(
            "officers.auxiliary_duty",
            _("%(name)s is auxiliary police and can't be charged with: %(duties)s."),
            field="duties",
            name=officer.name,
            duties=pgettext("between names", ", ").join(police),
        )


def _holding(rows: Sequence[Appointment], relation: Relation, at: datetime) -> list[Appointment]:
    return [row for row in rows if row.relation == relation and row.valid_from <= at < (row.valid_to or NEVER)]


def _locked_rows(posts: Posts) -> dict[int, list[Appointment]]:
    """The posts that the officers have, and will have until the transaction ends; units are locked first."""
    lock_units(post for _officer, post in posts)
    officers = [officer for officer, _post in posts]
    lock_subjects(officers)
    return rows_of(Appointment, officers)
