"""Reading what the exam page sends. Errors name their place by JSON pointer."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from exams.delivery.saving import Answer
from records.refusals import Refusal

MAX_OPTIONS = 26
MAX_TEXT = 40


def read_answers(body: bytes) -> list[Answer]:
    """{"answers": [{"item": 3, "answer": ["bcdfgh"], "flagged": false, "sequence": 17}]}.

    Raises Refusal("attempts.malformed").
    """
    try:
        rows = json.loads(body)["answers"]
    except (ValueError, TypeError, KeyError):
        raise _malformed("/answers") from None
    if not isinstance(rows, list):
        raise _malformed("/answers")
    return [_answer(row, f"/answers/{place}") for place, row in enumerate(rows)]


def _answer(row: Any, pointer: str) -> Answer:
    if not isinstance(row, dict):
        raise _malformed(pointer)
    chosen = row.get("answer")
    if not isinstance(chosen, list) or len(chosen) > MAX_OPTIONS:
        raise _malformed(f"{pointer}/answer")
    if not all(isinstance(one, str) and len(one) <= MAX_TEXT for one in chosen):
        raise _malformed(f"{pointer}/answer")
    flagged = row.get("flagged", False)
    if not isinstance(flagged, bool):
        raise _malformed(f"{pointer}/flagged")
    item = _number(row.get("item"), f"{pointer}/item")
    return Answer(item, tuple(chosen), flagged, _number(row.get("sequence"), f"{pointer}/sequence"))


def _number(value: Any, pointer: str) -> int:
    if type(value) is not int or not 0 < value < 2**31:
        raise _malformed(pointer)
    return value


def _malformed(pointer: str) -> Refusal:
    return Refusal("attempts.malformed", _("The answers can't be read."), field=pointer)
