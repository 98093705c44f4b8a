"""How a unit is chosen in every form: from a list under its parents, or, of very many, by typing its name or code."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from personnel.units.models import Unit, UnitQuerySet

Named = TypeVar("Named", "Unit", "_Line")
LISTED = 300
"""Up to so many units are a list to look through; more are a field to type into, with proposals."""


def in_tree_order(units: Sequence[Named]) -> Iterator[tuple[Named, int]]:
    """(unit, depth) of named units, each under its parent; one whose parent isn't among them stands at the left."""
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Named]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.code):
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        yield unit, depth
        waiting += [(child, depth + 1) for child in reversed(below[unit.pk])]


class _Line(NamedTuple):
    """A unit to choose as the query gives it: of thousands that are offered, one becomes a Unit."""

    pk: int
    uuid: UUID
    code: str
    last_change_id: int | None
    name: str
    short_name: str
    kind: str
    is_law_enforcement: bool
    parent_id: int | None

    def as_unit(self) -> Unit:
        """With its name and place, as `named_at` gives it."""
        unit = Unit.from_db(None, ["id", "uuid", "code", "last_change_id"], self[:4])
        for field in self._fields[4:]:
            setattr(unit, field, getattr(self, field))
        return unit


class UnitSelect(forms.Select):
    """A native list, written without a template for each of its lines."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        lines = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, SafeString(" selected") if str(code) == chosen else "", label) for code, label in self.choices),
        )
        parts = flatatt(self.build_attrs({**self.attrs, **(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", parts, lines)


class UnitInput(forms.TextInput):
    """A field to type into; the browser proposes what contains the letters."""

    def __init__(self, proposals: Sequence[tuple[str, str]], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.proposals = proposals

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ident = f"{(attrs or {}).get('id', name)}_units"
        shown = dict(self.proposals).get(str(value), value)
        named = f"{shown} {value}" if shown != value else value
        typed = super().render(name, named, {**(attrs or {}), "list": ident, "autocomplete": "off"}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', typed, ident, self._lines())

    def _lines(self) -> SafeString:
        """Thousands of lines, escaped at once and not one by one."""
        if not self.proposals:
            return SafeString("")
        words = escape("\x1f".join(f"{label} {code}" for code, label in self.proposals))
        return SafeString('<option value="' + words.replace("\x1f", '"><option value="') + '">')


class UnitChoiceField(forms.ChoiceField):
    """A unit, or None where none must be chosen. Say in the form's __init__ which ones: `offer(units, at)`.

    The value in forms and addresses is the unit's code; a name that only one of the units bears is understood, too.
    empty: the words of the line for none; a required field has one only where it is given.
    """

    default_error_messages = {
        "invalid_choice": _("There is no such unit to choose here."),
        "several": _("Several units bear this name: choose one or enter its code."),
    }

    def __init__(self, *, empty: str | Promise | None = None, **kwargs: Any) -> None:
        self.empty = empty
        self.units: list[_Line] = []
        super().__init__(widget=UnitSelect, **kwargs)

    def offer(self, units: UnitQuerySet, at: datetime) -> None:
        """These units, as they stood at the instant: UnitChoiceField's one query."""
        lines = units.named_at(at).values_list(*_Line._fields)
        rows = [*in_tree_order([_Line._make(line) for line in lines])]
        self.units = [unit for unit, _depth in rows]
        if len(rows) > LISTED:
            self.widget = UnitInput([(unit.code, unit.short_name) for unit in self.units], self.widget.attrs)
            self.widget.is_required = self.required
            return
        empty = [("", self.empty or "—")] if self.empty or not self.required else []
        self.choices = [*empty, *((unit.code, "　" * depth + unit.short_name) for unit, depth in rows)]

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Any:
        text = "" if value in self.empty_values else str(value).strip()
        if not text:
            return None
        words = text.split()
        found = [unit for unit in self.units if unit.code in (text, words[-1])]
        found = found or [unit for unit in self.units if text in (unit.short_name, unit.name)]
        if len(found) > 1:
            raise forms.ValidationError(self.error_messages["several"], code="several")
        if not found:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found[0].as_unit()

    def valid_value(self, value: Any) -> bool:
        return any(unit.pk == value.pk for unit in self.units)
