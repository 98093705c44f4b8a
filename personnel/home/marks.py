"""The grammar of marks: one shape, one meaning, always with a word beside it."""

from typing import NamedTuple


class Mark(NamedTuple):
    """A shape of `static/css/marks.css` and the tone that goes with it ("" is neutral)."""

    shape: str
    tone: str


MARKS: dict[str, Mark] = {
    "done": Mark("tick", "ok"),  # done, allowed, held
    "no": Mark("x", "bad"),  # not allowed, failed, refused, expired
    "soon": Mark("tri", "warn"),  # near a limit, needs attention
    "missing": Mark("dia", "warn"),  # something is lacking; a correction
    "pending": Mark("half", "brand"),  # in somebody's hands, under review
    "ahead": Mark("ring", ""),  # has not happened yet
    "absent": Mark("dash", ""),  # not there, never obtained
    "running": Mark("dot", "brand"),  # going on now
    "stopped": Mark("sq", "bad"),  # suspended, halted
    "odd": Mark("flag", "bad"),  # irregular
    "added": Mark("plus", "ok"),  # new
    "same": Mark("eq", ""),  # unchanged
}

ALERTS: dict[str, Mark] = {
    "info": Mark("ring", ""),
    "ok": Mark("tick", "ok"),
    "warn": Mark("tri", "warn"),
    "bad": Mark("x", "bad"),
}

ALERT_OF_LEVEL = {"success": "ok", "warning": "warn", "error": "bad"}


def mark_of(kind: str) -> Mark:
    """The mark of a meaning; an unknown one is a mistake in the page, told at once."""
    if kind not in MARKS:
        raise ValueError(f"no mark means {kind!r}; there are {', '.join(MARKS)}")
    return MARKS[kind]
