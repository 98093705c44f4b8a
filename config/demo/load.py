"""Loading the demo bureau: what was taken over at first, then the year in its order."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from config.demo.attempts import sittings
from config.demo.banks import load_bank
from config.demo.corrections import corrections
from config.demo.identity import document_no
from config.demo.levels import levels, plan_levels
from config.demo.moves import moves, plan_moves
from config.demo.restrictions import restrictions
from config.demo.results import results
from config.demo.scores import scores
from config.demo.sittings import plan_ahead
from config.demo.staffing import draw_staff, found_bureau, give_roles, name_lawyers, record_reviews, take_on_staff
from config.demo.training import training
from config.demo.world import Event, World
from config.demo.year import Year
from records.days import at_time

SEED = 20261124


def load_bureau(*, today: date, say: Callable[[str], object]) -> World:
    """The whole bureau and its year up to the day."""
    world = World(Year(today), random.Random(SEED), say)
    draw_staff(world)
    plan_moves(world)
    name_lawyers(world)
    plan_levels(world)
    parts = (taken_over, moves, levels, restrictions, results, sittings, training, corrections, ahead, scores)
    world.tell(event for part in parts for event in part(world))
    return world


def taken_over(world: World) -> Iterator[Event]:
    """The first days of the system."""
    first = world.year.go_live
    document = document_no(first.year, 100)
    starting = [person for person in world.staff if not person.has("recruit")]
    yield Event(at_time(first, 8), "Units founded", partial(found_bureau, world))
    yield Event(
        at_time(first, 9), f"{len(starting)} people taken on", partial(take_on_staff, world, starting, document)
    )
    yield Event(at_time(first, 10), "Roles given", partial(give_roles, world))
    yield Event(at_time(world.year.before(380), 9), "Questions imported and approved", partial(load_bank, world))
    yield Event(at_time(first, 11), "Legal officers' first reviews", partial(record_reviews, world))


def ahead(world: World) -> Iterator[Event]:
    """What lies ahead is planned on the last working days."""
    yield Event(at_time(world.year.before(4), 9), "Sittings planned", partial(plan_ahead, world))
