"""How the demo's candidates answer: as well as they are able to, saved in pieces while they sit."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from config.demo.people import Person
from exams.delivery.saving import Answer, save_responses
from exams.papers.models import FormItem, KeyRevision, PaperForm

# How often somebody of usual ability is right.
EASINESS = {"easy": 0.96, "medium": 0.9, "hard": 0.79}
HARDER = {"multiple": 0.08, "single": 0.0, "true_false": 0.0}
# How steeply that rises with ability: the logistic model (Birnbaum 1968), one slope for all items.
SLOPE = 0.8
UNPREPARED = -1.7
BLANK = 0.15  # share of the wrong ones that are left open
PIECES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a form as somebody meets it, and what would be right."""

    number: int
    kind: str
    difficulty: str
    options: tuple[str, ...]
    key: frozenset[str]


def items_of(form: PaperForm) -> list[Item]:
    """The items of a frozen form with their keys."""
    keys: Mapping[str, Any] = (
        KeyRevision.objects.filter(form=form).order_by("-number").values_list("keys", flat=True)[0]
    )
    rows = FormItem.objects.filter(form=form).select_related("version").order_by("number")
    return [
        Item(
            number=row.number,
            kind=row.version.type,
            difficulty=row.version.difficulty,
            options=tuple(row.options or ()),
            key=frozenset(keys[str(row.number)]),
        )
        for row in rows
    ]


def answer(items: Sequence[Item], token: str, person: Person, started: datetime, chance: random.Random) -> datetime:
    """Answer everything in pieces; returns when the last one was saved."""
    lifted = SLOPE * person.ability + (UNPREPARED if person.has("fails_make_up") else 0)
    answers = [
        Answer(item=item.number, answer=_chosen(item, lifted, chance), flagged=chance.random() < 0.04, sequence=number)
        for number, item in enumerate(items, start=1)
    ]
    moment = started
    for piece in range(PIECES):
        moment += timedelta(seconds=chance.randrange(420, 960))
        save_responses(token=token, answers=answers[piece::PIECES], now=moment)
    return moment


def _chosen(item: Item, lifted: float, chance: random.Random) -> tuple[str, ...]:
    usual = EASINESS[item.difficulty] - HARDER[item.kind]
    share = 1 / (1 + math.exp(-(math.log(usual / (1 - usual)) + lifted)))
    # Sorted, as the ids differ each time: what is drawn must not depend on them.
    right = [option for option in item.options if option in item.key]
    wrong = [option for option in item.options if option not in item.key]
    if chance.random() < share:
        return tuple(right)
    if chance.random() < BLANK:
        return ()
    if len(right) == 1:
        return (chance.choice(wrong),)
    if wrong and chance.random() < 0.4:
        return (*right, chance.choice(wrong))
    return tuple(right[:-1])
