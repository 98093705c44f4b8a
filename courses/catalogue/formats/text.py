"""A course as its author types it: parts and quiz as plain text, with faults that name the line."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses.catalogue.rules import LETTERS, NewPart, NewQuestion
from courses.catalogue.states import QuestionKind

_STEM = re.compile(r"^\s*\d+\s*[.．、)）]\s*(?P<text>.+)$")
_OPTION = re.compile(r"^\s*(?P<letter>[A-Ha-hＡ-Ｈ])\s*[.．、:：)）]\s*(?P<text>.+)$")
_KEY = re.compile(r"^\s*(?:答案|正确答案)\s*[:：]\s*(?P<text>.+?)[。.]?\s*$")
_RATIONALE = re.compile(r"^\s*(?:解析|答案解析)\s*[:：]\s*(?P<text>.+)$")
WORDS = {"key": "答案", "rationale": "解析", "true": "对"}
_TRUE = frozenset({"对", "正确", "√", "T"})
_FALSE = frozenset({"错", "错误", "×", "F"})


class TextError(ValueError):
    """A line that can't be read; its text is for the author."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(_("Line %(line)s: %(words)s") % {"line": line, "words": words})
        self.line = line


@dataclass
class _Draft:
    """A question while its lines are read."""

    line: int
    stem: str
    options: list[str] = field(default_factory=list)
    key: str = ""
    rationale: str = ""


def read_parts(text: str) -> tuple[NewPart, ...]:
    """Parts, each begun by a line "# title". Raises TextError."""
    parts: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("# "):
            parts.append((line[2:].strip(), []))
        elif parts:
            parts[-1][1].append(line)
        elif line.strip():
            raise TextError(number, _("a part begins with “# ” and its title"))
    return tuple(NewPart(title=title, body="\n".join(lines).strip()) for title, lines in parts)


def read_questions(text: str) -> tuple[NewQuestion, ...]:
    """Questions: the numbered stem, options A to H, 答案 and 解析. Raises TextError."""
    drafts: list[_Draft] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if match := _STEM.match(line):
            drafts.append(_Draft(number, match["text"].strip()))
        elif not drafts:
            raise TextError(number, _("a question begins with its number and its stem"))
        else:
            _read_line(drafts[-1], number, line)
    return tuple(_question(draft) for draft in drafts)


def _read_line(draft: _Draft, number: int, line: str) -> None:
    if match := _KEY.match(line):
        draft.key = match["text"]
    elif match := _RATIONALE.match(line):
        draft.rationale = match["text"].strip()
    elif match := _OPTION.match(line):
        expected = LETTERS[len(draft.options) : len(draft.options) + 1]
        if _half_width(match["letter"]).upper() != expected:
            raise TextError(number, _("option %(letter)s is expected here") % {"letter": expected or LETTERS[-1]})
        draft.options.append(match["text"].strip())
    elif draft.rationale:
        draft.rationale += "\n" + line.strip()
    elif not draft.options and not draft.key:
        draft.stem += "\n" + line.strip()
    else:
        raise TextError(number, _("this is neither an option nor %(key)s nor %(rationale)s") % WORDS)


def _question(draft: _Draft) -> NewQuestion:
    key = re.sub(r"[\s、,，;；]", "", _half_width(draft.key)).upper()
    if not key:
        raise TextError(draft.line, _("this question has no %(key)s") % WORDS)
    options: tuple[str, ...] = tuple(draft.options)
    kind = QuestionKind.MULTIPLE if len(key) > 1 else QuestionKind.SINGLE
    if not options and key in _TRUE | _FALSE:
        options, key, kind = ("正确", "错误"), "A" if key in _TRUE else "B", QuestionKind.TRUE_FALSE
    return NewQuestion(stem=draft.stem, options=options, key=key, rationale=draft.rationale, kind=kind)


def _half_width(text: str) -> str:
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
