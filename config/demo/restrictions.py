"""The year's four restrictions, each with its document, served on the officer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from config.demo.identity import document_no
from config.demo.people import Person
from config.demo.world import Event, World
from personnel.access.states import Role
from qualifications.restrictions.appeals import answer_appeal, file_appeal
from qualifications.restrictions.models import Restriction, RestrictionAppeal
from qualifications.restrictions.restrictions import NewRestriction, restrict, serve
from qualifications.states import AppealState, RestrictionKind, RestrictionReason
from records.days import at_time, day_of


def restrictions(world: World) -> Iterator[Event]:
    """停止执行职务 of 15 and of 30 days by 督察, 暂停执法资格 for a fault and after a failed make-up."""
    year = world.year
    fifteen, thirty = year.before(210), year.before(18)
    yield Event(
        at_time(fifteen, 16), "Stopped from duty for 15 days", partial(_stop, world, world.one("stopped_15"), 15, 21)
    )
    yield Event(at_time(fifteen + timedelta(days=2), 9), "An appeal filed", partial(_appeal, world))
    yield Event(at_time(fifteen + timedelta(days=5), 17), "The appeal answered", partial(_uphold, world))
    yield Event(
        at_time(year.before(190), 9, 30), "Suspended after a failed make-up", partial(_suspend_after_failing, world)
    )
    yield Event(
        at_time(year.before(44), 9), "Suspended for a fault, off to training", partial(_suspend_for_fault, world)
    )
    yield Event(
        at_time(thirty, 16), "Stopped from duty for 30 days", partial(_stop, world, world.one("stopped_30"), 30, 34)
    )


def _stop(world: World, person: Person, days: int, number: int, at: datetime) -> None:
    """By 督察, for a term; it ends by itself."""
    _decide(
        world,
        NewRestriction(
            officer=world.officer(person),
            kind=RestrictionKind.STOP_DUTY,
            since=at,
            document_no=document_no(day_of(at).year, number, "督"),
            reason_code=RestrictionReason.DISCIPLINE,
            days=days,
            decided_by_unit=world.units["督察支队"],
        ),
        at=at,
    )


def _appeal(world: World, at: datetime) -> None:
    file_appeal(restriction=_standing(world, "stopped_15"), filed_at=at, actor=world.actor("hr", Role.HR), now=at)


def _uphold(world: World, at: datetime) -> None:
    """The next higher bureau answers within five days; the restriction has gone on meanwhile."""
    appeal = RestrictionAppeal.objects.get(restriction_uuid=_standing(world, "stopped_15").uuid)
    number = f"某公督〔{day_of(at).year}〕12号"
    answer_appeal(appeal=appeal, state=AppealState.UPHELD, document_no=number, actor=world.actor("hr", Role.HR), now=at)


def _standing(world: World, tag: str) -> Restriction:
    return Restriction.objects.believed().select_related("officer").get(officer=world.officer(world.one(tag)))


def _suspend_after_failing(world: World, at: datetime) -> None:
    """考试结果运用: the make-up of the special test on the new law was failed, too."""
    _decide(
        world,
        NewRestriction(
            officer=world.officer(world.one("failed_make_up")),
            kind=RestrictionKind.SUSPENSION,
            since=at,
            document_no=document_no(day_of(at).year, 46),
            reason_code=RestrictionReason.EXAM_FAILED,
            planned_until=day_of(at) + timedelta(days=250),
            decided_by_unit=world.bureau,
        ),
        at=at,
    )


def _suspend_for_fault(world: World, at: datetime) -> None:
    """暂停执法资格 with 离岗培训: two restrictions of one document that overlap; a successor takes the cases."""
    officer = world.officer(world.one("enforcement_fault"))
    successor = world.officer(world.one("takes_cases"))
    document = document_no(day_of(at).year, 58)
    until = day_of(at) + timedelta(days=60)
    kinds = (RestrictionKind.SUSPENSION, RestrictionKind.OFF_POST_TRAINING)
    items = [
        NewRestriction(
            officer=officer,
            kind=kind,
            since=at,
            document_no=document,
            reason_code=RestrictionReason.ENFORCEMENT_FAULT,
            planned_until=until,
            decided_by_unit=world.bureau,
            successor=successor,
        )
        for kind in kinds
    ]
    _decide(world, *items, at=at)


def _decide(world: World, *items: NewRestriction, at: datetime) -> None:
    """Restrict, and serve it on the officer within the hour."""
    hr = world.actor("hr", Role.HR)
    rows = restrict(items=items, actor=hr, now=at)
    serve(restrictions=rows, served_at=at + timedelta(minutes=14), actor=hr, now=at + timedelta(minutes=20))
