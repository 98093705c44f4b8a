"""Pages of a list that may be millions of rows long: each begins where the last one ended, none is counted through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.http import QueryDict

from personnel.home.listing import with_query
from records.days import is_within_reach
from records.models import AuditEntry

PER_PAGE: Final = 50
COUNTED: Final = 10_000  # beyond that the number is "more than"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """The entries of a page, and the links to the newer and the older ones ("" where there are none)."""

    entries: list[AuditEntry]
    newer: str
    older: str


def read_page(entries: "QuerySet[AuditEntry]", query: QueryDict) -> EntryPage:
    """The page that the address asks for: before=… or after=… an entry's place; anything else is the newest."""
    before, after = _place(query.get("before", "")), _place(query.get("after", ""))
    if after:
        at, key = after
        newer = entries.filter(Q(at__gt=at) | Q(pk__gt=key), at__gte=at).order_by("at", "pk")
        rows = list(newer[: PER_PAGE + 1])
        more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE][::-1]
        return _page(rows, query, has_newer=more, has_older=True)
    if before:
        at, key = before
        entries = entries.filter(Q(at__lt=at) | Q(pk__lt=key), at__lte=at)
    rows = list(entries[: PER_PAGE + 1])
    return _page(rows[:PER_PAGE], query, has_newer=before is not None, has_older=len(rows) > PER_PAGE)


def count_up_to(entries: "QuerySet[AuditEntry]", most: int = COUNTED) -> int:
    """How many there are; most + 1 where there are more."""
    return entries.order_by()[: most + 1].count()


def _page(rows: list[AuditEntry], query: QueryDict, *, has_newer: bool, has_older: bool) -> EntryPage:
    newer = with_query(query, after=_mark(rows[0]), before=None) if rows and has_newer else ""
    older = with_query(query, before=_mark(rows[-1]), after=None) if rows and has_older else ""
    return EntryPage(entries=rows, newer=newer, older=older)


def _mark(entry: AuditEntry) -> str:
    return f"{entry.at.isoformat()}~{entry.pk}"


def _place(mark: str) -> tuple[datetime, int] | None:
    at, _tilde, key = mark.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(key)) if moment.tzinfo and is_within_reach(moment.date()) else None
    except ValueError:
        return None
