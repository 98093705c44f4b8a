"""Where the parts of small figures lie: SVG attributes in per cent or units, so that no page needs an inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from records.decimals import plain

BEYOND = Decimal("1.25")  # the lines' figure ends so far beyond its second line

WIDTH, BASE, TOP, LEFT, RIGHT = 500, 160, 30, 30, 490


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: its label below, how many, and "bad" where it lies under the mark."""

    label: str
    count: int
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Histogram:
    """A distribution: `title` says the finding, `cut` is a dashed line before column number `cut_at`."""

    title: str
    columns: Sequence[Column]
    note: str = ""
    axis: str = ""
    counted: str = ""
    cut: str = ""
    cut_at: int = 0


def width(share: Decimal | float) -> str:
    """A share of one as an SVG width, kept between nothing and all."""
    value = min(max(Decimal(str(share)), Decimal(0)), Decimal(1)) * 100
    return f"{plain(value.quantize(Decimal('0.1')))}%"


def lines_parts(share: Decimal | float, first: Decimal, second: Decimal) -> dict[str, str]:
    """A share of one against two lines in per cent: its width and tone, and where the lines stand.

    Strictly more than the first warns, strictly more than the second is bad.
    """
    value, scale = Decimal(str(share)) * 100, second * BEYOND
    tone = "bad" if value > second else "warn" if value > first else "ok"
    return {"width": width(value / scale), "tone": tone, "first": width(first / scale), "second": width(second / scale)}


def split_parts(parts: Sequence[tuple[str, Decimal | float]]) -> list[dict[str, str]]:
    """Where each part of one whole begins and how wide it is; `parts` are (tone, amount)."""
    total = sum((Decimal(str(amount)) for _, amount in parts), Decimal(0)) or Decimal(1)
    placed, start = [], Decimal(0)
    for tone, amount in parts:
        share = Decimal(str(amount)) / total
        placed.append({"tone": tone, "x": width(start), "width": width(share)})
        start += share
    return placed


def axis_step(largest: int) -> int:
    """A round step that puts two to four lines under the largest count."""
    step = 1
    while largest / step > 4:
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    return step


def histogram_parts(chart: Histogram) -> dict[str, Any]:
    """The columns, lines and words of a histogram in its view box of 500 × 190."""
    largest = max((column.count for column in chart.columns), default=0)
    step = axis_step(largest)
    per_count = Decimal(BASE - TOP) / max(largest, step)
    pitch = Decimal(RIGHT - LEFT) / max(len(chart.columns), 1)
    breadth = min(pitch * Decimal("0.56"), Decimal(64))
    columns = []
    for number, column in enumerate(chart.columns):
        middle = LEFT + pitch * (number + Decimal("0.5"))
        height = per_count * column.count
        columns.append({
            "label": column.label, "count": column.count, "tone": column.tone, "middle": round(middle),
            "x": round(middle - breadth / 2), "y": round(BASE - height), "width": round(breadth),
            "height": round(height), "above": round(BASE - height) - 6,
        })  # fmt: skip
    lines = [{"value": value, "y": round(BASE - per_count * value)} for value in range(0, largest + 1, step)]
    return {"columns": columns, "lines": lines, "cut_x": round(LEFT + pitch * chart.cut_at)}
