"""Pure rules of the bank: when two questions are one, when a content is the same, how alike two are."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from exams.bank.states import Difficulty, QuestionType
from exams.law.rules import Reference, read_reference

LETTERS = "ABCDEFGH"
MAX_OPTIONS = len(LETTERS)
MIN_OPTIONS = 2
NEAR = 85
"""From this likeness in per cent a new question is shown beside the bank's for a decision."""

SPACE = re.compile(r"\s+")
ONE_SIGN = str.maketrans("。、“”‘’—–・•〈〉", ".,\"\"''--··<>")


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """A question as a person wrote it; `key` holds positions in `options`."""

    type: QuestionType
    stem: str
    options: tuple[str, ...]
    key: frozenset[int]
    rationale: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    point: str = ""
    basis: str = ""
    marks: Decimal | None = None
    is_situation: bool = False
    outside_id: str = ""
    reference: Reference | None = None
    silent: frozenset[str] = frozenset()
    """Fields for which the source has no column: about a known question it says nothing."""

    @property
    def key_letters(self) -> str:
        """The key as people write it: ACD."""
        return "".join(LETTERS[place] for place in sorted(self.key))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Per cent as a whole and by parts."""

    total: int
    stem: int
    options: int


def plain(text: str) -> str:
    """One spelling for comparing: width, letter case, spaces and the kind of a sign say nothing.

    A sign more or less does: of two stems that differ by a full stop, both are kept.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(ONE_SIGN)
    return SPACE.sub("", folded)


def fingerprint(kind: QuestionType | str, stem: str, options: Iterable[str]) -> str:
    """Identity of a question without an outside id: type, stem and the set of options."""
    return _digest([str(kind), plain(stem), sorted({plain(option) for option in options})])


def content_hash(content: QuestionContent) -> str:
    """Two contents with the same hash need no new version; the order of options says nothing."""
    return _digest(
        [
            content.type,
            content.stem,
            sorted([option, place in content.key] for place, option in enumerate(content.options)),
            content.rationale,
            content.difficulty,
            content.point,
            content.basis,
            "" if content.marks is None else f"{content.marks:.1f}",
            content.is_situation,
        ]
    )


def identity_of(content: QuestionContent) -> str:
    """The fingerprint of a content."""
    return fingerprint(content.type, content.stem, content.options)


def filled_from(content: QuestionContent, known: QuestionContent) -> QuestionContent:
    """The content with what its source is silent about taken from the known question."""
    kept: dict[str, Any] = {name: getattr(known, name) for name in content.silent}
    if "basis" in content.silent:
        kept["reference"] = read_reference(known.basis)
    return replace(content, **kept)


def changed_parts(before: QuestionContent, after: QuestionContent) -> list[str]:
    """Names of the fields in which two contents of one question differ."""
    named = ("type", "stem", "rationale", "difficulty", "point", "basis", "marks", "is_situation")
    parts = [name for name in named if getattr(before, name) != getattr(after, name)]
    if set(before.options) != set(after.options):
        parts.append("options")
    if {before.options[place] for place in before.key} != {after.options[place] for place in after.key}:
        parts.append("key")
    return parts


def likeness(
    kind: QuestionType | str,
    stem: str,
    options: Sequence[str],
    other_stem: str,
    other_options: Sequence[str],
) -> Likeness:
    """How alike two questions of one type are; the options of true/false questions say nothing."""
    stems = round(fuzz.ratio(plain(stem), plain(other_stem)))
    if kind == QuestionType.TRUE_FALSE:
        return Likeness(stems, stems, 100)
    mine = sorted(plain(option) for option in options)
    theirs = sorted(plain(option) for option in other_options)
    both = round(fuzz.ratio("\n".join(mine), "\n".join(theirs)))
    return Likeness((stems + both) // 2, stems, both)


def _digest(value: object) -> str:
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
