"""Long lists: pages and orders that live in the address, so that a link shows the same list to a colleague."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from personnel.officers.fields import keyed_hash

PER_PAGE = 50
PAGE = "page"
SORT = "sort"


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order that the address asks for: a key of the page's own table, "-" before it for descending."""

    key: str
    descending: bool
    fields: tuple[str, ...]

    @classmethod
    def read(cls, query: QueryDict, allowed: Mapping[str, Sequence[str]], *, default: str) -> "Sorting":
        """`allowed` names the columns: {"name": ("name", "pk")}; anything else in the address means the default."""
        asked = query.get(SORT, default)
        if asked.removeprefix("-") not in allowed:
            asked = default
        key, descending = asked.removeprefix("-"), asked.startswith("-")
        fields = tuple(flipped(field) if descending else field for field in allowed[key])
        return cls(key, descending, fields)

    def next_for(self, key: str) -> str:
        """What the column's link asks for: the other direction where it is the order now."""
        return f"-{key}" if key == self.key and not self.descending else key


def flipped(field: str) -> str:
    """The same field in the other direction."""
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def paginate(request: HttpRequest, rows: Any, *, per_page: int = PER_PAGE, count: int | None = None) -> "Page[Any]":
    """The page that the address asks for; a number that is none or too large means the nearest there is.

    count: how many rows there are, where the caller knows a quicker way than to ask the rows themselves.
    """
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get(PAGE))


def with_query(query: QueryDict, **changes: str | int | None) -> str:
    """The present query with some values changed (None takes one away), as a link."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None or value == "":
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def filters_set(form: forms.Form) -> list[str]:
    """Which filters of a list were set, as an audit entry may say it: choices and days in clear, what was typed hashed.

    What is typed may be a name or an identity number, and an entry is kept for ever.
    """
    form.is_valid()
    return [
        f"{name}={_filter_on_entry(form.fields[name], form[name].data)}"
        for name, value in form.cleaned_data.items()
        if value
    ]


def _filter_on_entry(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.CharField):
        return f"#{keyed_hash(f'filter:{value}')[:12]}"
    return str(value)[:60]


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """Those of the texts, as a page's boxes send them, that are uuids."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
