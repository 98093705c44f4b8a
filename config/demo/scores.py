"""The units' figures, month by month, and six officers whom a sub-bureau asked about before it proposed them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from config.demo.world import Event, World
from config.demo.year import end_of_month, working_day
from personnel.access.states import Role
from qualifications.gate.decisions import ask
from qualifications.states import Duty, Level
from records.days import at_time
from scoring.periods.computing import compute_period, open_period

PROPOSED = 6
PROPOSED_FOR = "澄南分局书院巷派出所"


def scores(world: World) -> Iterator[Event]:
    """Each month is computed once it is over; the last one as it stands so far."""
    for tested in world.year.monthly_tests:
        month = tested.replace(day=1)
        over = working_day(end_of_month(month) + timedelta(days=3))
        on = min(over, world.year.before(3))
        yield Event(at_time(on, 18), f"Units' figures of {month:%Y-%m}", partial(_compute, world, month))
    yield Event(at_time(world.year.before(5), 11), "Proposed heads asked about", partial(_ask_about_heads, world))


def _compute(world: World, month: date, at: datetime) -> None:
    period = open_period(month=month, now=at)
    compute_period(period=period, actor=world.actor("assessor", Role.ASSESSOR), now=at)


def _ask_about_heads(world: World, at: datetime) -> None:
    """任前核查: five of the six hold intermediate, one doesn't."""
    fails = world.one("no_intermediate")
    fit = [
        person
        for person in world.staff
        if person.slot.post in {"副所长", "教导员"}
        and person.place.sub_bureau == fails.place.sub_bureau
        and Level.INTERMEDIATE in person.levels
        and not person.has("acting_head")
    ]
    ask(
        numbers=[person.number for person in [fails, *fit[: PROPOSED - 1]]],
        duty=Duty.LEAD_UNIT,
        unit=world.units[PROPOSED_FOR].code,
        at=world.year.today,
        actor=world.actor("unit_hr", Role.HR),
        now=at,
    )
