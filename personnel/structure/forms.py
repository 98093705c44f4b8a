"""The day of the tree, and what HR enters to found, change, move, close and reopen a unit."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.access.scope import units_of
from personnel.changes.forms import ActForm, DayField
from personnel.units.alterations import UnitAlteration
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from personnel.units.states import UnitKind
from personnel.units.units import NewUnit
from records.actor import Actor
from records.days import day_of, start_of

MANAGE = "units.manage"


class TreeForm(forms.Form):
    """Read from the address: which day, which units."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    on = DayField(label=_("As of"), required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["on"].widget.attrs["placeholder"] = day_of(now).isoformat()
        self.is_valid()

    @property
    def day(self) -> date:
        """The day asked about; today where none is given or it is no day."""
        return self.cleaned_data.get("on") or day_of(self.now)

    @property
    def instant(self) -> datetime:
        """Now for today, else the day's beginning."""
        return self.now if self.day == day_of(self.now) else start_of(self.day)

    @property
    def text(self) -> str:
        """What is looked for."""
        return str(self.cleaned_data.get("q", "")).strip()


class UnitActForm(ActForm):
    """An act about units. A refusal about `since` belongs to the day's field."""

    field_order: tuple[str, ...] = ("on", "document_no", "reason")

    @property
    def since(self) -> datetime:
        """The instant from which the act holds."""
        return start_of(self.cleaned_data["on"])

    def act(self) -> dict[str, Any]:
        """The arguments of each verb."""
        return {
            "since": self.since,
            "reason": self.cleaned_data["reason"],
            "document_no": self.cleaned_data["document_no"],
        }

    def field_of(self, name: str) -> str | None:
        """The form's field for the field that a refusal names; None: the form as a whole."""
        name = {"since": "on", "valid_from": "on"}.get(name, name)
        return name if name in self.fields else None


class ParentForm(UnitActForm):
    """Under which unit."""

    parent = UnitChoiceField(label=_("Under the unit"), empty=_("choose a unit"))

    field_order: tuple[str, ...] = ("parent", "on", "document_no", "reason")

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Unit.objects.filter(pk__in=units_of(actor, MANAGE))
        self.fields["parent"].offer(mine, now)  # type: ignore[attr-defined]


class _Described(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind, initial=UnitKind.STATION)
    is_law_enforcement = forms.BooleanField(label=_("Does law enforcement"), required=False)


class FoundForm(ParentForm, _Described):
    """A unit to be founded."""

    code = forms.CharField(label=_("Unit code"), max_length=12, help_text=_("12 digits"))

    field_order = (
        "code", "kind", "name", "short_name", "parent", "is_law_enforcement", "on", "document_no", "reason",
    )  # fmt: skip

    def new_unit(self) -> NewUnit:
        """What was entered, for the verb."""
        data = self.cleaned_data
        return NewUnit(
            code=data["code"].strip(),
            name=data["name"],
            short_name=data["short_name"],
            kind=UnitKind(data["kind"]),
            is_law_enforcement=data["is_law_enforcement"],
            parent_code=data["parent"].code,
        )


class ChangeForm(UnitActForm, _Described):
    """What a unit is called and is from a day on."""

    field_order = ("name", "short_name", "kind", "is_law_enforcement", "on", "document_no", "reason")

    def alteration(self, unit: Unit) -> UnitAlteration:
        """What was entered, for the verb."""
        data = self.cleaned_data
        return UnitAlteration(
            unit=unit,
            since=self.since,
            name=data["name"],
            short_name=data["short_name"],
            kind=UnitKind(data["kind"]),
            is_law_enforcement=data["is_law_enforcement"],
        )
