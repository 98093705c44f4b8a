"""An entry in the reader's words: who acted in which role, and what was before and after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from personnel.access.states import Role
from personnel.audit.people import PEOPLE, UNITS
from personnel.home.wording import local
from records.actions import actor_shown
from records.models import AuditEntry

ROLE_NAMES: Final = {role.value: role.label for role in Role}
FLOORS: Final = {"registry": "qualifications"}  # subjects are called after the floor, but for this one
MODELS: Final = {"level": "levelrecord", "claim": "levelclaim", "appeal": "restrictionappeal", "bank": "questionbank"}
NAMES: Final[Mapping[str, str | Promise]] = {
    "account": gettext_lazy("Account"),
    "absence": gettext_lazy("Reason of absence"),
    "blocks": gettext_lazy("Blocks"),
    "certificate_no": gettext_lazy("Certificate number"),
    "deadline": gettext_lazy("Deadline"),
    "faults": gettext_lazy("Faults"),
    "file": gettext_lazy("File"),
    "filters": gettext_lazy("Filters"),
    "from": gettext_lazy("From"),
    "grade": gettext_lazy("Grade"),
    "hours": gettext_lazy("Hours"),
    "id_number": gettext_lazy("Identity number"),
    "items": gettext_lazy("Items"),
    "kind": gettext_lazy("Kind"),
    "last_seal": gettext_lazy("Last seal"),
    "level": gettext_lazy("Level"),
    "name": gettext_lazy("Name"),
    "number": gettext_lazy("Police number"),
    "object": pgettext_lazy("audit", "Object"),
    "opens_at": gettext_lazy("Opens"),
    "outcome": gettext_lazy("Outcome"),
    "paper": gettext_lazy("Paper"),
    "parent": gettext_lazy("Parent unit"),
    "pass_mark": gettext_lazy("Pass mark"),
    "post": gettext_lazy("Post"),
    "questions": gettext_lazy("Questions"),
    "rank": gettext_lazy("Rank"),
    "reason": gettext_lazy("Reason"),
    "results": gettext_lazy("Results"),
    "role": gettext_lazy("Role"),
    "rows": gettext_lazy("Rows"),
    "sha256": gettext_lazy("Digest of the file"),
    "short_name": gettext_lazy("Short name"),
    "since": gettext_lazy("From"),
    "state": gettext_lazy("State"),
    "stream": gettext_lazy("Stream"),
    "title": gettext_lazy("Title"),
    "to": pgettext_lazy("period", "To"),
    "unit": gettext_lazy("Unit"),
    "units": gettext_lazy("Units"),
    "until": pgettext_lazy("period", "To"),
    "valid_from": gettext_lazy("From"),
    "valid_to": pgettext_lazy("period", "To"),
    "address": gettext_lazy("Address"),
    "articles": gettext_lazy("Articles"),
    "banks": gettext_lazy("Banks"),
    "blueprint": gettext_lazy("Blueprint"),
    "born_on": gettext_lazy("Born"),
    "change": pgettext_lazy("audit", "Change"),
    "changed": gettext_lazy("Rows changed"),
    "code": pgettext_lazy("audit", "Code of the act"),
    "day": gettext_lazy("Day"),
    "failures": gettext_lazy("Failed attempts"),
    "forms": gettext_lazy("Forms of the paper"),
    "found": gettext_lazy("Found"),
    "hash": gettext_lazy("Digest"),
    "identity_numbers": gettext_lazy("Identity numbers in full"),
    "in_force_from": gettext_lazy("In force from"),
    "joined_on": pgettext_lazy("audit", "Joined the police"),
    "lines": gettext_lazy("Lines of the blueprint"),
    "login_name": gettext_lazy("Login name"),
    "missing": gettext_lazy("Rows missing in the list"),
    "new": pgettext_lazy("audit", "New rows"),
    "officer": pgettext_lazy("audit", "Person"),
    "on": gettext_lazy("As at"),
    "owner": gettext_lazy("Owner"),
    "parts": pgettext_lazy("audit", "Parts"),
    "peer": gettext_lazy("Certificate presented by"),
    "people": pgettext_lazy("audit", "Number of people"),
    "plan": gettext_lazy("Number of the import"),
    "policy": gettext_lazy("Policy"),
    "purpose": gettext_lazy("Purpose"),
    "query": gettext_lazy("Filter of the list"),
    "refused": gettext_lazy("Rows refused"),
    "revision": gettext_lazy("Revision"),
    "scheme": gettext_lazy("Scheme"),
    "sessions": gettext_lazy("Sessions"),
    "sex": gettext_lazy("Sex"),
    "task": gettext_lazy("Work"),
    "unchanged": gettext_lazy("Rows unchanged"),
    "weights": gettext_lazy("Weights"),
}


_PLACES: Final = {key: place for place, key in enumerate(NAMES)}  # databases keep no order of keys


def actor_words(entry: AuditEntry) -> tuple[str, str]:
    """Who acted, and in which role."""
    return actor_shown(entry.actor_name, entry.actor_role), str(ROLE_NAMES.get(entry.actor_role, ""))


def subject_words(entry: AuditEntry, names: Mapping[str, str]) -> str:
    """To whom or what: a person with name and number, anything else by its label."""
    return names.get(str(entry.subject_uuid), "") or entry.subject_label


def differences(entry: AuditEntry, names: Mapping[str, str]) -> list[tuple[str, str, str, bool]]:
    """[(name, before, after, whether they differ)] of all that the entry says was before or after."""
    before, after = entry.before or {}, entry.after or {}

    def shown(key: str, values: dict[str, Any]) -> str:
        return _shown(entry.subject_kind, key, values[key], names) if key in values else ""

    return [
        (
            name_of(key),
            shown(key, before),
            shown(key, after),
            key in before and key in after and before[key] != after[key],
        )
        for key in sorted({**before, **after}, key=lambda key: (_PLACES.get(key, len(_PLACES)), key))
    ]


def name_of(key: str) -> str:
    """What a key of before and after is called; the key itself where nobody has named it."""
    return str(NAMES.get(key, key))


def _shown(kind: str, key: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "；".join(f"{name_of(name)} {_shown(kind, name, part, names)}" for name, part in value.items())
    if isinstance(value, list):
        return "、".join(_shown(kind, key, part, names) for part in value)
    if key in PEOPLE | UNITS and str(value) in names:
        return names[str(value)]
    return _chosen(kind, key, value) or _moment(value) or str(value)


def _chosen(kind: str, key: str, value: Any) -> str:
    """The word of a code, as the subject's table has it among its choices."""
    floor, _dot, noun = kind.partition(".")
    table = MODELS.get(noun, noun.replace("_", ""))
    try:
        field = apps.get_model(FLOORS.get(floor, floor), table)._meta.get_field(key)
    except (LookupError, FieldDoesNotExist):
        return ""
    choices = getattr(field, "flatchoices", None) or []
    return str(dict(choices).get(value, ""))


def _moment(value: Any) -> str:
    """An instant as it is read here."""
    if not isinstance(value, str) or "T" not in value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return local(moment).strftime("%Y-%m-%d %H:%M") if moment.tzinfo else ""
