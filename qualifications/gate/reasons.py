"""Reasons in the reader's language: codes and parameters are stored, words are made here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from personnel.officers.states import Service, Stream
from qualifications.states import Blocks, Duty, Level, RestrictionKind
from records.days import LOCAL

WORDS: dict[str, str | Promise] = {
    "unknown_officer": _("Nobody with police number %(number)s is known to you for that moment."),
    "unknown_duty": _("There is no duty “%(duty)s”."),
    "unknown_unit": _("There is no unit %(unit)s."),
    "unit_not_standing": _("The unit did not exist then."),
    "unit_no_enforcement": _("The unit does no law enforcement: heading it asks for no level."),
    "number_not_held": _("Police number %(number)s was not his then."),
    "not_in_service_yet": _("Not in service then."),
    "not_in_service": _("Not in service: %(status)s since %(since)s."),
    "auxiliary": _("Auxiliary police: never holds a level."),
    "in_service": _("In service as %(post)s (since %(since)s)."),
    "in_service_without_post": _("In service (since %(since)s)."),
    "level_held": _("Held the %(level)s level (%(stream)s%(since)s to %(until)s)."),
    "level_held_for_good": _("Holds the %(level)s level (%(stream)ssince %(since)s, permanent)."),
    "level_never_held": _("Has never held the %(level)s level."),
    "level_not_yet": _("Holds the %(level)s level only from %(since)s on."),
    "level_expired": _("The %(level)s level expired; its last day was %(until)s."),
    "level_revoked": _("The %(level)s level was revoked from %(on)s on."),
    "level_of_other_stream": _("The %(level)s level held is of another stream (%(held)s)."),
    "head_in_grace": _("Sitting head without the %(level)s level, within the time of grace (until %(until)s)."),
    "legal_held": _("Holds the legal profession qualification (since %(since)s)."),
    "legal_not_needed": _("Has reviewed penalties since %(since)s, before %(from)s: no legal qualification needed."),
    "legal_missing": _("Newly reviewing penalties (from %(from)s on) needs the legal profession qualification."),
    "no_restriction": _("No restriction then."),
    "restricted": _("%(kind)s (%(since)s%(end)s) blocks %(blocks)s; %(document_no)s."),
    "restricted_otherwise": _("%(kind)s (%(since)s%(end)s) stands, but does not block this; %(document_no)s."),
    "emergency": _("Acting in an emergency is never blocked; it is recorded."),
    "not_all_day": _("Not all of the day: denied from %(from)s on."),
}


def words_of(code: str, params: Mapping[str, Any]) -> str:
    """The reason in the active language."""
    if code == "in_service" and "post" not in params:
        code = "in_service_without_post"
    shown = {key: _shown(key, value, code) for key, value in params.items()}
    if code in ("restricted", "restricted_otherwise"):
        shown["end"] = _end_of(params)
    return str(WORDS[code]) % shown


def _shown(key: str, value: Any, code: str) -> str:
    if value is None:
        return ""
    match key:
        case "level":
            return str(Level(value).label)
        case "held":
            return str(Stream(value).label)
        case "stream":
            return str(_("%(stream)s, ")) % {"stream": Stream(value).label} if value else ""
        case "status":
            return str(Service(value).label)
        case "kind":
            return str(RestrictionKind(value).label)
        case "blocks":
            return str(Blocks(value).label)
        case "from" if code == "not_all_day":
            return datetime.fromisoformat(value).astimezone(LOCAL).strftime("%H:%M")
        case _:
            return str(value)


def _end_of(params: Mapping[str, Any]) -> str:
    if params.get("until"):
        return str(_(" to %(day)s")) % {"day": params["until"]}
    if params.get("planned"):
        return str(_(", planned until %(day)s")) % {"day": params["planned"]}
    return str(_(" onwards"))


def short_words_of(code: str, params: Mapping[str, Any]) -> str:
    """The same for a narrow place: of a restriction only its kind."""
    return _shown("kind", params["kind"], code) if code == "restricted" else words_of(code, params)


def duty_label(duty: str) -> str:
    """The duty's name, or the word that was asked."""
    return str(Duty(duty).label) if duty in Duty.values else duty
