"""Arithmetic of the 10 % and 20 % lines: strictly more than a line has its consequence."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many established officers are without the level."""

    without: int
    total: int

    @property
    def part(self) -> Decimal:
        """As a share of one; of nobody, nothing."""
        return Decimal(self.without) / self.total if self.total else Decimal(0)

    def is_over(self, percent: Decimal) -> bool:
        """Whether it is strictly more than the line."""
        return self.without * 100 > self.total * percent

    def more_until_over(self, percent: Decimal) -> int:
        """How many more would be needed to be over the line; 0 where it is over already."""
        return max(self._most_allowed(percent) + 1 - self.without, 0)

    def fewer_until_within(self, percent: Decimal) -> int:
        """How many fewer would bring it back within the line; 0 where it is within."""
        return max(self.without - self._most_allowed(percent), 0)

    def _most_allowed(self, percent: Decimal) -> int:
        return int((self.total * percent / 100).to_integral_value(ROUND_FLOOR))
