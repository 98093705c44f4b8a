"""How what is wanted must be written, and how much of it an audit entry may say. Values in, values out."""

from datetime import date, datetime
from typing import Final

from personnel.officers.rules import is_id_number, is_police_number, masked_name, normalized_police_number
from personnel.officers.states import Sex
from records.days import day_of

# Columns of the person that a correction writes in place; all else is a dated fact, put right by an act of its own.
IN_PLACE: Final = frozenset({"name", "sex", "born_on", "id_number", "joined_on"})
DAYS: Final = frozenset({"born_on", "joined_on"})
MISSING: Final = "missing"  # asks for what is not on record at all


def normalized_wanted(code: str, text: str) -> str | None:
    """What is wanted as it would be recorded; None where it is not written as such a thing is."""
    text = " ".join(text.split())
    if code == "id_number":
        text = text.upper()
        return text if is_id_number(text) else None
    if code == "number":
        text = normalized_police_number(text)
        return text if is_police_number(text) else None
    if code == "sex":
        return text if text in Sex else None
    if code in DAYS:
        return _day(text)
    return text or None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def masked_wanted(code: str, wanted: str) -> str:
    """What an audit entry may say of it: neither a name, a day of birth nor an identity number in clear."""
    if code == "name":
        return masked_name(wanted)
    if code == "id_number":
        return f"{wanted[:6]}{'*' * 8}{wanted[-4:]}"
    if code == "born_on":
        return wanted[:4]
    return wanted if code in {"sex", "joined_on", "number"} else ""


def days_waited(asked_at: datetime, ended_at: datetime | None, now: datetime) -> int:
    """Over how many midnights it waited, or has waited until now."""
    return (day_of(ended_at or now) - day_of(asked_at)).days
