"""What differs between two texts and two questions, for the eye: kept, added, taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from exams.bank.rules import LETTERS, QuestionContent

KEEP, ADDED, GONE, MARKED = "", "ins", "del", "mark"
TOO_DIFFERENT = 0.4
"""Below this likeness a text is shown as replaced whole: a patchwork of signs can't be read."""
SHORTEST_ISLAND = 2

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option with its letter; `gone` stood in the text before, `was_key` says it was right there."""

    letter: str
    pieces: list[Piece]
    is_key: bool
    was_key: bool | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question ready to be shown, with its differences where it is compared with another."""

    type: str
    stem: list[Piece]
    options: list[ShownOption]
    facts: list[tuple[str, list[Piece]]] = field(default_factory=list)
    has_keys: bool = True


def pieces_of(before: str, after: str) -> list[Piece]:
    """The text after, with what was taken away before it in its place."""
    if before == after:
        return [(KEEP, after)] if after else []
    if not before or not after or Indel.normalized_similarity(before, after) < TOO_DIFFERENT:
        return [piece for piece in ((GONE, before), (ADDED, after)) if piece[1]]
    pieces: list[Piece] = []
    gone = added = ""
    for step in Indel.opcodes(before, after):
        old, new = before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]
        is_kept = step.tag == "equal" and (len(new) >= SHORTEST_ISLAND or not (gone or added))
        if is_kept:
            pieces += [(GONE, gone), (ADDED, added), (KEEP, new)]
            gone = added = ""
        else:
            gone, added = gone + old, added + new
    pieces += [(GONE, gone), (ADDED, added)]
    return [piece for piece in pieces if piece[1]]


def marked(text: str, other: str) -> list[Piece]:
    """The text with what the other lacks marked."""
    return [(MARKED if kind == ADDED else KEEP, words) for kind, words in pieces_of(other, text) if kind != GONE]


def options_compared(before: QuestionContent, after: QuestionContent) -> list[ShownOption]:
    """The options after in their order, each against the one it came from; those left over as gone."""
    sources = _pair(before.options, after.options)
    rows = []
    for place, text in enumerate(after.options):
        source = sources.get(place)
        was_key = source in before.key if source is not None else None
        pieces = pieces_of(before.options[source] if source is not None else "", text)
        rows.append(ShownOption(LETTERS[place], pieces, place in after.key, was_key))
    left = [place for place in range(len(before.options)) if place not in sources.values()]
    rows += [
        ShownOption("", [(GONE, before.options[place])], is_key=False, was_key=place in before.key, gone=True)
        for place in left
    ]
    return rows


def options_plain(content: QuestionContent) -> list[ShownOption]:
    """The options as they are."""
    return [
        ShownOption(LETTERS[place], [(KEEP, text)], place in content.key) for place, text in enumerate(content.options)
    ]


def options_marked(content: QuestionContent, other: QuestionContent) -> list[ShownOption]:
    """The options with what the other question's lack marked."""
    sources = _pair(other.options, content.options)
    return [
        ShownOption(
            LETTERS[place],
            marked(text, other.options[sources[place]] if place in sources else ""),
            place in content.key,
        )
        for place, text in enumerate(content.options)
    ]


def _pair(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which option after comes from which before: equal ones first, then the most alike."""
    pairs: dict[int, int] = {}
    alike = [
        (Indel.normalized_similarity(old, new), -at, -to)
        for at, old in enumerate(before)
        for to, new in enumerate(after)
    ]
    for likeness, at, to in sorted(alike, reverse=True):
        if likeness >= TOO_DIFFERENT and -to not in pairs and -at not in pairs.values():
            pairs[-to] = -at
    old_left = [at for at in range(len(before)) if at not in pairs.values()]
    new_left = [to for to in range(len(after)) if to not in pairs]
    if len(old_left) == len(new_left) == 1:
        pairs[new_left[0]] = old_left[0]
    return pairs
