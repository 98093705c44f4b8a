"""How answers are scored: whole arrays in, whole arrays out, in whole hundredths of a mark.

An answer is a set of options, written as a number whose bit n stands for option n. Nothing here is a float.
"""

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from exams.papers.states import ScoringRule

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
HUNDRED = 100


def hundredths(marks: Decimal) -> int:
    """Marks as whole hundredths."""
    return int((marks * HUNDRED).to_integral_exact())


def as_decimal(value: int) -> Decimal:
    """Whole hundredths as marks with two places."""
    return Decimal(int(value)).scaleb(-2)


def score_answers(chosen: Ints, keys: Ints, marks: Ints, partial: Bools) -> Ints:
    """What every answer scores: rows are attempts, columns items; keys, marks and partial are by item.

    All right options and no other: full marks. Under the partial rule each right option gives its share (rounded
    half up to a hundredth) as long as no wrong one is chosen. No answer scores nothing.
    """
    right = np.bitwise_count(chosen & keys).astype(np.int64)
    wanted = np.bitwise_count(keys).astype(np.int64)
    wrong = (chosen & ~keys) != 0
    exact = (chosen == keys) & (chosen != 0)
    share = np.where(wanted > 0, (2 * marks * right + wanted) // np.maximum(2 * wanted, 1), 0)
    gained = np.where(partial & ~wrong & (chosen != 0), share, 0)
    scores: Ints = np.where(exact, marks, gained).astype(np.int64)
    return scores


def is_partial(rule: str) -> bool:
    """Whether a share counts."""
    return rule == ScoringRule.PARTIAL
