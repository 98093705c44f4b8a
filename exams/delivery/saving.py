"""Saving answers: one statement finds the attempt by its token, checks it, and writes what is newer.

On both databases it is one INSERT … SELECT … ON CONFLICT DO UPDATE in autocommit, so it stands or falls alone.
PostgreSQL locks the attempt FOR SHARE, so closing and saving exclude each other; SQLite has one writer anyway.
What the statement did not write is looked up afterwards and never taken for saved.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from exams.delivery.attempts import hash_of
from exams.delivery.grace import grace
from exams.delivery.models import Attempt, Response
from exams.delivery.states import AttemptState
from exams.sittings.states import SittingState
from records import clock
from records.refusals import Refusal

MAX_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """One change: the number of the item in its form, option ids, the flag, and the page's running number."""

    item: int
    answer: tuple[str, ...]
    flagged: bool
    sequence: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands in the database now: when each item was saved; items that are none of this form's."""

    at: datetime
    deadline: datetime
    items: dict[int, datetime]
    unknown: list[int]


def save_responses(*, token: str, answers: Iterable[Answer], now: datetime | None = None) -> Saved:
    """Save answers of a running attempt where they are newer than what stands there; sending twice changes nothing.

    In an empty list nothing is saved: it only asks whether the attempt runs and until when.
    Raises Refusal("attempts.superseded" | "attempts.over" | "attempts.suspended" | "attempts.too_many").
    """
    at = now or clock.now()
    newest = _newest(answers)
    if len(newest) > MAX_ANSWERS:
        raise Refusal("attempts.too_many", _("Too many answers at once."))
    written = _write(token, newest, at) if newest else []
    items = {number: saved_at for number, saved_at, _deadline in written}
    if newest and len(items) == len(newest):
        return Saved(at, written[0][2], items, [])
    return _explain(token, newest, items, at)


def _newest(answers: Iterable[Answer]) -> list[Answer]:
    latest: dict[int, Answer] = {}
    for answer in answers:
        if answer.item not in latest or answer.sequence > latest[answer.item].sequence:
            latest[answer.item] = answer
    return [latest[item] for item in sorted(latest)]


def _write(token: str, answers: Sequence[Answer], at: datetime) -> list[tuple[int, datetime, datetime]]:
    """[(item number, saved at, deadline)] of what was newer and is stored."""
    adapt = connection.ops.adapt_datetimefield_value
    params = {
        "now": adapt(at),
        "hash": hash_of(token),
        "limit": adapt(at - grace()),
        "answers": json.dumps([asdict(answer) for answer in answers]),
        "open": SittingState.OPEN.value,
        "published": SittingState.PUBLISHED.value,
        "started": AttemptState.STARTED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES if connection.vendor == "postgresql" else _SQLITE, params)
        return [(number, _instant(saved_at), _instant(deadline)) for number, saved_at, deadline in cursor.fetchall()]


def _explain(token: str, answers: Sequence[Answer], items: dict[int, datetime], at: datetime) -> Saved:
    """What became of answers that were not written: there already, older than what is, or of no item here."""
    attempt = Attempt.objects.filter(token_hash=hash_of(token)).select_related("sitting").first()
    if attempt is None:
        raise Refusal("attempts.superseded", _("The exam was opened on another page; this page saves no more."))
    if attempt.sitting.state == SittingState.SUSPENDED:
        raise Refusal("attempts.suspended", _("The sitting is interrupted; wait for the invigilator's word."))
    if attempt.state_at(at) != AttemptState.STARTED or attempt.deadline is None:
        raise Refusal("attempts.over", _("This exam has been handed in."))
    asked = {answer.item for answer in answers}
    stored = {}
    if asked - items.keys():
        rows = Response.objects.filter(attempt=attempt, item__number__in=asked - items.keys())
        stored = {
            number: saved_at
            for number, holder, sequence, saved_at in rows.values_list("item__number", "holder", "sequence", "saved_at")
            if (holder, sequence) >= (attempt.holder, _sequence_of(answers, number))
        }
    known = items | stored
    return Saved(at, attempt.deadline, known, sorted(asked - known.keys()))


def _sequence_of(answers: Sequence[Answer], number: int) -> int:
    return next(answer.sequence for answer in answers if answer.item == number)


def _instant(value: Any) -> datetime:
    """An instant of a raw row: SQLite gives back text or a datetime without its zone, both of UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    instant: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
    return instant


# Which attempts take answers: started, before the end of the grace, in a sitting that is neither suspended nor over.
_TAKING = """
a.token_hash = %(hash)s AND a.state = %(started)s AND a.deadline > %(limit)s
  AND s.state IN (%(open)s, %(published)s)
"""

_NEWER = """
ON CONFLICT (attempt_id, item_id) DO UPDATE
SET answer = excluded.answer, flagged = excluded.flagged, holder = excluded.holder,
    sequence = excluded.sequence, saved_at = excluded.saved_at
WHERE (exams_response.holder, exams_response.sequence) < (excluded.holder, excluded.sequence)
RETURNING
  (SELECT number FROM exams_formitem WHERE exams_formitem.id = item_id),
  saved_at,
  (SELECT deadline FROM exams_attempt WHERE exams_attempt.id = attempt_id)
"""

_INTO = "INSERT INTO exams_response (attempt_id, item_id, answer, flagged, holder, sequence, saved_at)"

# Only constants of this module are put together here; every value is a parameter.
_POSTGRES = f"""
{_INTO}
SELECT a.id, i.id, r.answer, r.flagged, a.holder, r.sequence, %(now)s
FROM (
  SELECT a.id, a.form_id, a.holder FROM exams_attempt a JOIN exams_sitting s ON s.id = a.sitting_id
  WHERE {_TAKING} FOR SHARE OF a
) a
CROSS JOIN jsonb_to_recordset(%(answers)s::jsonb) AS r(item int, answer jsonb, flagged boolean, sequence int)
JOIN exams_formitem i ON i.form_id = a.form_id AND i.number = r.item
WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements_text(r.answer) o WHERE NOT jsonb_exists(i.options, o))
{_NEWER}
"""  # noqa: S608

_SQLITE = f"""
{_INTO}
SELECT a.id, i.id, json_extract(r.value, '$.answer'), json_extract(r.value, '$.flagged'), a.holder,
       json_extract(r.value, '$.sequence'), %(now)s
FROM exams_attempt a
JOIN exams_sitting s ON s.id = a.sitting_id
JOIN json_each(%(answers)s) r
JOIN exams_formitem i ON i.form_id = a.form_id AND i.number = json_extract(r.value, '$.item')
WHERE {_TAKING}
  AND NOT EXISTS (
    SELECT 1 FROM json_each(r.value, '$.answer') o
    WHERE NOT EXISTS (SELECT 1 FROM json_each(i.options) k WHERE k.key = o.value)
  )
{_NEWER}
"""  # noqa: S608
