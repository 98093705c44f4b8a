"""Statistics of items and scores: arrays in, values out."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from exams.marking.rules import Ints

THOUSANDTH = Decimal("0.001")
HARD = Decimal("0.2")
WEAK = Decimal("0.1")
FEW = 10
"""Below so many attempts a correlation says nothing."""


def facilities(scores: Ints, marks: Sequence[int]) -> list[Decimal]:
    """The share of the marks that was reached, by item (p-value, 难度系数)."""
    reached = scores.sum(axis=0)
    return [_share(int(got), mark * len(scores)) for got, mark in zip(reached, marks, strict=True)]


def discriminations(scores: Ints) -> list[Decimal | None]:
    """The correlation of each item with the rest of the paper (区分度); None where one of the two doesn't vary."""
    rest = scores.sum(axis=1, keepdims=True) - scores
    own = scores - scores.mean(axis=0)
    other = rest - rest.mean(axis=0)
    together = (own * other).sum(axis=0)
    spread = np.sqrt((own**2).sum(axis=0) * (other**2).sum(axis=0))
    return [
        None if width == 0 else _thousandth(Decimal(repr(float(value / width))))
        for value, width in zip(together, spread, strict=True)
    ]


def option_counts(chosen: Ints, count: int) -> list[int]:
    """How many chose each of an item's options."""
    return [int(((chosen >> place) & 1).sum()) for place in range(count)]


def doubts_of(
    attempts: int,
    facility: Decimal,
    discrimination: Decimal | None,
    counts: Sequence[int],
    key: frozenset[int],
) -> list[str]:
    """Codes of why a person should look at the item before results are released; none under ten attempts."""
    if attempts < FEW:
        return []
    doubts = []
    if facility < HARD:
        doubts.append("hard")
    if discrimination is not None and discrimination < 0:
        doubts.append("negative")
    elif discrimination is not None and discrimination < WEAK and facility < 1:
        doubts.append("weak")
    right = min((counts[place] for place in key), default=0)
    if any(count > right for place, count in enumerate(counts) if place not in key):
        doubts.append("wrong_preferred")
    return doubts


def distribution(scores: Sequence[Decimal], full: Decimal, parts: int = 10) -> list[int]:
    """How many scores lie in each of the equal parts of the scale; the full marks belong to the last."""
    counts = [0] * parts
    for score in scores:
        counts[min(int(score * parts / full), parts - 1)] += 1
    return counts


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean with one place, half up."""
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _share(part: int, whole: int) -> Decimal:
    return _thousandth(Decimal(part) / Decimal(whole)) if whole else Decimal(0)


def _thousandth(value: Decimal) -> Decimal:
    return value.quantize(THOUSANDTH, ROUND_HALF_UP)
