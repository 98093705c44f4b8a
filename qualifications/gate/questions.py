"""A question to the gate, checked: what is malformed is refused by its field, never answered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from personnel.officers.rules import is_police_number, normalized_police_number
from personnel.officers.states import Stream
from qualifications.gate.reading import check_known_at
from qualifications.states import Duty
from records.days import LOCAL, day_of, end_of, start_of
from records.refusals import Refusal

_DUTY = re.compile(r"[a-z][a-z_]{1,39}")
_UNIT = re.compile(r"[0-9]{12}")
_YEARS = range(1949, 2200)
MOST_NUMBERS = 200

Moment = datetime | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A well-formed question. at_to None: an instant was asked about; known_at None: as known now."""

    numbers: tuple[str, ...]
    duty: str
    unit: str
    stream: str | None
    at_from: datetime
    at_to: datetime | None
    known_at: datetime | None


def check_question(
    *,
    numbers: Sequence[str],
    duty: str,
    at: Moment,
    known_at: Moment,
    unit: str | None,
    stream: str | None,
    now: datetime,
) -> Asked:
    """The question with its values normalised.

    Raises Refusal("gate.number" | "gate.too_many" | "gate.duty" | "gate.unit" | "gate.unit_missing" | "gate.stream" |
    "gate.at" | "gate.known_at") with the field at fault.
    """
    if not _DUTY.fullmatch(duty):
        raise Refusal("gate.duty", _("A duty is written like handle_cases."), field="duty")
    if duty == Duty.LEAD_UNIT and not unit:
        raise Refusal("gate.unit_missing", _("Name the unit that is to be headed."), field="unit")
    if unit and not _UNIT.fullmatch(unit):
        raise Refusal("gate.unit", _("A unit code has 12 digits."), field="unit")
    if stream is not None and stream not in Stream.values:
        raise Refusal("gate.stream", _("There is no stream “%(stream)s”."), field="stream", stream=stream)
    at_from, at_to = _period(now if at is None else at)
    return Asked(
        numbers=_numbers(numbers),
        duty=duty,
        unit=unit or "",
        stream=stream,
        at_from=at_from,
        at_to=at_to,
        known_at=_known(known_at, now),
    )


def _numbers(texts: Sequence[str]) -> tuple[str, ...]:
    numbers = tuple(dict.fromkeys(normalized_police_number(text) for text in texts))
    for number in numbers:
        if not is_police_number(number):
            raise Refusal(
                "gate.number",
                _("“%(number)s” is no police number: it has six characters, digits or capital letters."),
                field="number",
                number=number[:20],
            )
    if len(numbers) > MOST_NUMBERS:
        raise Refusal("gate.too_many", _("At most %(most)s numbers at once."), field="numbers", most=MOST_NUMBERS)
    return numbers


def _period(at: datetime | date) -> tuple[datetime, datetime | None]:
    _check_year(at, "at")
    if isinstance(at, datetime):
        return at, None
    return start_of(at), end_of(at)


def _known(known_at: Moment, now: datetime) -> datetime | None:
    """A day means all that was recorded by its end; today means until now."""
    if known_at is None:
        return None
    _check_year(known_at, "known_at")
    if not isinstance(known_at, datetime):
        if known_at == day_of(now):
            return None
        known_at = end_of(known_at)
    check_known_at(known_at, now)
    return known_at


def _check_year(at: datetime | date, field: str) -> None:
    if at.year not in _YEARS:
        raise Refusal(f"gate.{field}", _("No day of this system."), field=field)


def parse_moment(text: str, field: str) -> Moment:
    """A day ("2026-03-01") or an instant ("2026-03-01T09:00", of the bureau's time where it names no offset).

    "" is no moment. Raises Refusal("gate.at" | "gate.known_at").
    """
    text = text.strip()
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
            instant = datetime.fromisoformat(text)
            return instant if instant.tzinfo else instant.replace(tzinfo=LOCAL)
    except ValueError:
        pass
    raise Refusal(
        f"gate.{field}",
        _("“%(text)s” is no day (2026-03-01) and no instant (2026-03-01T09:00+08:00)."),
        field=field,
        text=text[:40],
    )
