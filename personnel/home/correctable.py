"""What may be asked to be corrected: each floor offers the facts that it keeps, through this registry.

A contributor gets the officer and the moment and returns what is on record; it is called in AppConfig.ready.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from personnel.officers.models import Officer

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One thing on record. uuid: of the fact, or of the officer where it is a column of his row.

    revision: the key of the change that wrote it as it stands (0: a column); until: its last day.
    """

    code: str
    uuid: UUID
    value: Text
    note: Text = ""
    since: date | None = None
    until: date | None = None
    document_no: str = ""
    revision: int = 0

    @property
    def key(self) -> str:
        """How a page names it in an address."""
        return f"{self.code}:{self.uuid}"

    @property
    def label(self) -> Text:
        """What it is: 姓名, 警衔."""
        return label_of(self.code)


Contributor = Callable[[Officer, datetime], Iterable[Recorded]]


@dataclass(frozen=True, slots=True)
class _Part:
    heading: Text
    contributor: Contributor
    order: int


_parts: list[_Part] = []
_labels: dict[str, Text] = {}


def register(heading: Text, codes: Mapping[str, Text], contributor: Contributor, *, order: int = 100) -> None:
    """Offer the facts of a contributor under a heading; codes are the words of its facts. Twice is once."""
    _labels.update(codes)
    if all(part.contributor is not contributor for part in _parts):
        _parts.append(_Part(heading, contributor, order))


def label_of(code: str) -> Text:
    """The words of a code; the code itself where the floor that knew it is gone."""
    return _labels.get(code, code)


def on_record(officer: Officer, now: datetime) -> list[tuple[Text, list[Recorded]]]:
    """[(heading, facts)]: everything that the floors have on record; headings without a fact are left out."""
    parts = sorted(_parts, key=lambda part: part.order)
    found = [(part.heading, list(part.contributor(officer, now))) for part in parts]
    return [(heading, facts) for heading, facts in found if facts]


def find_recorded(officer: Officer, code: str, uuid: UUID, now: datetime) -> Recorded | None:
    """The fact as it stands now; None where nothing of that name is on record any more."""
    facts = (fact for _heading, facts in on_record(officer, now) for fact in facts)
    return next((fact for fact in facts if fact.code == code and fact.uuid == uuid), None)
