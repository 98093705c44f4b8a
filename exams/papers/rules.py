"""Pure rules of papers: drawing without repetition, option ids, the document without keys."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ID_ALPHABET = "bcdfghjkmnpqrstvwxz"
"""No vowels, no look-alikes: an option id spells no word and no letter of an option."""
ID_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Shortage:
    """Row `row` of the blueprint needs so many and can have only so many."""

    row: int
    needed: int
    eligible: int
    drawn: int


class NotEnough(Exception):  # noqa: N818
    """The banks can't fill these rows."""

    def __init__(self, shortages: list[Shortage]) -> None:
        super().__init__(shortages)
        self.shortages = shortages


def draw(counts: Sequence[int], eligible: Sequence[Sequence[int]], seed: str) -> list[list[int]]:
    """For each row so many of its eligible questions, none twice; the same seed draws the same.

    Rows may compete for questions: where a row runs short, one that holds what it could use gives it up for
    another of its own (augmenting paths over rows), so a paper that can be made is made.
    Raises NotEnough with every row that runs short.
    """
    chance = random.Random(seed)
    pools = [chance.sample(sorted(set(pool)), len(set(pool))) for pool in eligible]
    drawing = _Drawing(pools)
    shortages = []
    for row in sorted(range(len(counts)), key=lambda at: len(pools[at]) - counts[at]):
        while len(drawing.drawn[row]) < counts[row] and drawing.add_to(row):
            pass
        if len(drawing.drawn[row]) < counts[row]:
            shortages.append(Shortage(row, counts[row], len(pools[row]), len(drawing.drawn[row])))
    if shortages:
        raise NotEnough(sorted(shortages, key=lambda shortage: shortage.row))
    return [chance.sample(sorted(drawn), len(drawn)) for drawn in drawing.drawn]


class _Drawing:
    """Which row holds which question so far."""

    def __init__(self, pools: Sequence[Sequence[int]]) -> None:
        self.pools = pools
        self.drawn: list[set[int]] = [set() for _pool in pools]
        self.holder: dict[int, int] = {}

    def add_to(self, row: int) -> bool:
        """Give the row one question more, moving others' if need be; False where nothing helps."""
        came_from: dict[int, tuple[int, int]] = {}
        reached = [row]
        for at in reached:
            for question in self.pools[at]:
                holder = self.holder.get(question)
                if holder is None:
                    self._pass_on(row, at, question, came_from)
                    return True
                if holder != row and holder not in came_from:
                    came_from[holder] = (at, question)
                    reached.append(holder)
        return False

    def _pass_on(self, row: int, at: int, question: int, came_from: dict[int, tuple[int, int]]) -> None:
        while True:
            self.drawn[at].add(question)
            self.holder[question] = at
            if at == row:
                return
            taker, given = came_from[at]
            self.drawn[at].discard(given)
            at, question = taker, given


def new_option_ids(count: int, chance: random.Random) -> list[str]:
    """Ids that differ and say nothing about the options' order."""
    ids: set[str] = set()
    while len(ids) < count:
        ids.add("".join(chance.choices(ID_ALPHABET, k=ID_LENGTH)))
    found = sorted(ids)
    chance.shuffle(found)
    return found


def fingerprint_of(document: Any) -> str:
    """Hash of a document, whatever order its keys are kept in."""
    packed = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()
