"""The filter over audit entries."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.audit.entries import VIEW, Wanted
from personnel.audit.fields import grouped_actions
from personnel.changes.forms import DayField
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.actor import Actor


class EntryFilter(forms.Form):
    """Read from the address, so that a link shows the same list."""

    action = forms.ChoiceField(label=_("Act"), required=False)
    who = forms.CharField(label=_("By whom (name or number)"), required=False, max_length=60)
    subject = forms.CharField(label=_("To what"), required=False, max_length=100)
    unit = UnitChoiceField(label=_("Acting for unit"), required=False, empty=_("all"))
    document_no = forms.CharField(label=_("Document number"), required=False, max_length=100)
    address = forms.CharField(label=_("Address"), required=False, max_length=45)
    first_day = DayField(label=_("From day"), required=False)
    last_day = DayField(label=_("To day"), required=False)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, VIEW), now)  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", _("all")), *grouped_actions()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; all of it where the address is no good."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()
