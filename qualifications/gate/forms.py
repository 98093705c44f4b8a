"""The question to the gate as a clerk enters it."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from personnel.changes.forms import DayField
from personnel.officers.models import Officer, PoliceNumber
from personnel.officers.rules import is_police_number, normalized_police_number
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from qualifications.gate.questions import MOST_NUMBERS
from qualifications.states import Duty
from records.actor import Actor
from records.days import LOCAL


class QuestionForm(forms.Form):
    """What, where and when; who is the subclass's affair. cleaned_data: at and known_at as the gate takes them."""

    duty = forms.ChoiceField(label=_("Which duty"), choices=Duty.choices)
    unit = UnitChoiceField(label=_("Which unit"), required=False, help_text=_("Only for heading a unit"))
    day = DayField(label=_("On which day"))
    time = forms.TimeField(
        label=_("At what time"), required=False, help_text=_("Empty: the whole day; all of it must fit")
    )
    known_on = DayField(label=_("As known on"), required=False, help_text=_("Reviewing an old case: its day"))

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.now = actor, now
        self.fields["unit"].offer(Unit.objects.visible_to(actor, "units.view"), now)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("duty") == Duty.LEAD_UNIT and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Name the unit that is to be headed."))
        if data.get("duty") != Duty.LEAD_UNIT:
            data["unit"] = None
        return data

    @property
    def at(self) -> date | datetime:
        """The moment asked about: an instant where a time is given."""
        day: date = self.cleaned_data["day"]
        at: time | None = self.cleaned_data["time"]
        return datetime.combine(day, at, LOCAL) if at else day

    def question(self) -> dict[str, Any]:
        """The arguments of `ask`, but who is asked about."""
        return {
            "duty": self.cleaned_data["duty"],
            "unit": self.cleaned_data["unit"].code if self.cleaned_data["unit"] else None,
            "at": self.at,
            "known_at": self.cleaned_data["known_on"],
            "actor": self.actor,
            "now": self.now,
        }


class OneForm(QuestionForm):
    """One officer, by police number, or by a name that only one in the scope bears."""

    who = forms.CharField(label=pgettext_lazy("gate", "Who"), max_length=60)
    field_order = ("who", "duty", "unit", "day", "time", "known_on")

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        first = normalized_police_number(who.split()[0])
        if is_police_number(first):
            return first
        return self._number_of(who.strip())

    def _number_of(self, name: str) -> str:
        officers = Officer.objects.visible_to(self.actor, "gate.ask").filter(name=name)
        rows = PoliceNumber.objects.believed().holding_at(self.now).filter(officer__in=officers)
        numbers = sorted(rows.values_list("number", flat=True))
        if len(numbers) > 1:
            raise forms.ValidationError(
                _("Several bear this name: %(numbers)s. Enter the number."), params={"numbers": "、".join(numbers)}
            )
        if not numbers:
            raise forms.ValidationError(_("A police number has six characters; nobody in your units has this name."))
        return numbers[0]


class ManyForm(QuestionForm):
    """A pasted list of police numbers, one a line; what stands after a number is left out."""

    numbers = forms.CharField(
        label=_("Police numbers"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One a line, 200 at most"),
    )
    field_order = ("numbers", "duty", "unit", "day", "time", "known_on")

    def clean_numbers(self) -> list[str]:
        lines = [line for line in re.split(r"[\r\n,，;；、]+", self.cleaned_data["numbers"]) if line.strip()]
        numbers = list(dict.fromkeys(normalized_police_number(line.split()[0]) for line in lines))
        wrong = [number for number in numbers if not is_police_number(number)]
        if wrong:
            raise forms.ValidationError(
                _("No police numbers: %(numbers)s"), params={"numbers": "、".join(number[:20] for number in wrong[:5])}
            )
        if len(numbers) > MOST_NUMBERS:
            raise forms.ValidationError(_("At most %(most)s numbers at once."), params={"most": MOST_NUMBERS})
        return numbers
