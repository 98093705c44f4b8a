"""Giving and ending roles."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.access.states import Role
from personnel.accounts.lookup import find_account
from personnel.changes.forms import DocumentForm
from personnel.officers.states import Stream
from personnel.units.choices import unit_choices
from personnel.units.models import Unit
from records.actor import Actor
from records.days import end_of

# Every officer is one by his account; service accounts are given keys, not this role.
GIVEN = [role for role in Role if role not in {Role.OFFICER, Role.SERVICE}]


class GiveRoleForm(DocumentForm):
    """Who gets which role for which unit, until when. cleaned_data: account, role, unit, stream, until, document_no."""

    number = forms.CharField(label=_("Police number or login name"), max_length=60)
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in GIVEN])
    unit = forms.ChoiceField(label=_("For the unit and all below it"))
    stream = forms.ChoiceField(label=_("Only one stream"), required=False)
    last_day = forms.DateField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended"))

    field_order = ("number", "role", "unit", "stream", "last_day", "document_no")

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        units = Unit.objects.visible_to(actor, "roles.manage")
        self.fields["unit"].choices = unit_choices(now, units)  # type: ignore[attr-defined]
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

    def clean_unit(self) -> Unit:
        return Unit.objects.get(code=self.cleaned_data["unit"])

    def clean_last_day(self) -> datetime | None:
        day = self.cleaned_data["last_day"]
        if day is not None and end_of(day) <= self.now:
            raise forms.ValidationError(_("This day is over."))
        return end_of(day) if day else None


class GrantFilter(forms.Form):
    """Read from the address."""

    who = forms.CharField(label=_("Name"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *((role.value, role.label) for role in GIVEN)]
    )
    ended = forms.BooleanField(label=_("With ended ones"), required=False)
