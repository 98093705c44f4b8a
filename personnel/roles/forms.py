"""Giving roles, and looking for them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from personnel.access.permissions import GIVEN
from personnel.access.states import Role
from personnel.accounts.lookup import find_account
from personnel.changes.forms import DayField, DocumentForm
from personnel.officers.states import Stream
from personnel.roles.listing import Shown, Wanted, serves_in
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.actor import Actor
from records.days import day_of, end_of, start_of


class GiveRoleForm(DocumentForm):
    """Who gets which role for which unit, from when until when.

    cleaned_data: account, role, unit, stream, first_day, last_day (instants), document_no.
    """

    number = forms.CharField(label=_("Police number or login name"), max_length=60)
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", pgettext_lazy("roles", "choose")), *((role.value, role.label) for role in GIVEN)]
    )
    unit = UnitChoiceField(label=_("For the unit and all below it"), empty=pgettext_lazy("roles", "choose"))
    stream = forms.ChoiceField(
        label=_("Only one stream"),
        required=False,
        help_text=_("People and exams of this stream only; no figures of whole units."),
    )
    first_day = DayField(label=_("First day"), required=False, help_text=_("Empty: from now on"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended"))

    field_order = ("number", "role", "unit", "stream", "first_day", "last_day", "document_no")

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        units = Unit.objects.visible_to(actor, "roles.manage")
        self.fields["unit"].offer(units, now)  # type: ignore[attr-defined]
        self.fields["stream"].choices = [  # type: ignore[attr-defined]
            ("", _("all streams")),
            *((stream.value, stream.label) for stream in Stream if stream),
        ]

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        self.cleaned_data["account"] = find_account(number, self.now)
        if self.cleaned_data["account"] is None:
            raise forms.ValidationError(_("Nobody with an account has this number."))
        return number

    def clean_first_day(self) -> datetime | None:
        """None: now."""
        day = self.cleaned_data["first_day"]
        return None if day is None or day == day_of(self.now) else start_of(day)

    def clean_last_day(self) -> datetime | None:
        day = self.cleaned_data["last_day"]
        return end_of(day) if day else None

    def asks_first(self) -> str:
        """What to confirm before a role is given for a unit where the person doesn't serve; "" where he does, or where
        this was confirmed.
        """
        account, unit = self.cleaned_data["account"], self.cleaned_data["unit"]
        mark = f"{account.uuid}~{unit.code}"
        return "" if self.data.get("confirmed") == mark or serves_in(account, unit, self.now) else mark

    def grant(self) -> dict[str, Any]:
        """What a role is given with."""
        data = self.cleaned_data
        return {
            "account": data["account"],
            "role": Role(data["role"]),
            "unit": data["unit"],
            "stream": Stream(data["stream"]),
            "since": data["first_day"],
            "until": data["last_day"],
            "document_no": data["document_no"],
        }


class GrantFilter(forms.Form):
    """Read from the address."""

    who = forms.CharField(label=_("Name or number"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("all")), *((role.value, role.label) for role in Role if role != Role.OFFICER)],
    )
    unit = UnitChoiceField(label=_("Unit"), required=False, empty=_("all"))
    shown = forms.ChoiceField(label=_("Shown"), required=False, choices=Shown)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(actor, "roles.view")
        self.fields["unit"].offer(units, now)  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; nothing in particular where the address is no good."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()
