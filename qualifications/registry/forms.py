"""Filters of the list, and what HR enters to confirm, restrict, reinstate and revoke."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.changes.forms import DayField, DocumentForm, MomentField
from personnel.officers.lookup import find_by_police_number
from personnel.officers.models import Officer
from personnel.officers.rules import is_police_number, normalized_police_number
from personnel.officers.states import Stream
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from qualifications.registry.standings import NONE, VIEW, WITHOUT, Wanted
from qualifications.registry.states import Standing
from qualifications.states import Level, RestrictionKind, RestrictionReason
from records.actor import Actor

ALL = ("", _("all"))


class OfficerFilter(forms.Form):
    """Read from the address, so that a link shows the same list to a colleague."""

    q = forms.CharField(label=_("Name or police number"), required=False, max_length=60)
    unit = UnitChoiceField(label=_("Unit"), required=False, empty=_("all"))
    level = forms.ChoiceField(
        label=_("Highest level"),
        required=False,
        choices=[ALL, *((level.value, level.label) for level in Level), (NONE, _("none of them"))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ALL,
            (WITHOUT, _("counts as without basic")),
            *((standing.value, standing.label) for standing in Standing),
        ],
    )
    stream = forms.ChoiceField(
        label=_("Stream"),
        required=False,
        choices=[ALL, *((stream.value or NONE, stream.label) for stream in Stream)],
    )

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, VIEW), now)  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; what the address says wrongly is left out."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            q=data.get("q", ""),
            unit=data.get("unit"),
            level=data.get("level", ""),
            state=data.get("state", ""),
            stream=data.get("stream", ""),
        )


class ConfirmForm(DocumentForm):
    """By which document, from which day on."""

    confirmed_on = DayField(label=_("Day of confirmation"))

    field_order = ("confirmed_on", "document_no")


class RestrictForm(DocumentForm):
    """A restriction by a document. cleaned_data: successor is an officer or None."""

    kind = forms.ChoiceField(label=_("Kind"), choices=RestrictionKind.choices)
    reason_code = forms.ChoiceField(label=_("Reason"), choices=RestrictionReason.choices)
    since = MomentField(label=_("From"), help_text=_("Holds from this moment on"))
    days = forms.IntegerField(
        label=_("Term in days"),
        required=False,
        help_text=_("Stopped from duty: 10 to 60. Confinement: 1 to 7. The others have no term."),
    )
    planned_until = DayField(
        label=_("Planned until"), required=False, help_text=_("Only reminds: it ends when it is lifted")
    )
    decided_by = UnitChoiceField(label=_("Decided by"), required=False)
    successor = forms.CharField(label=_("Police number of who takes over open cases"), required=False, max_length=12)

    field_order = ("kind", "reason_code", "since", "days", "planned_until", "decided_by", "document_no", "successor")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["decided_by"].offer(Unit.objects.all(), now)  # type: ignore[attr-defined]

    def clean_successor(self) -> Officer | None:
        number = normalized_police_number(self.cleaned_data["successor"])
        if not number:
            return None
        officer = find_by_police_number(number, self.now) if is_police_number(number) else None
        if officer is None:
            raise forms.ValidationError(_("Nobody has this police number."))
        return officer


class EndForm(DocumentForm):
    """From when on something ends, by which document."""

    at = MomentField(label=_("From"), help_text=_("Ends at this moment"))

    field_order = ("at", "document_no")


class ServeForm(forms.Form):
    """When it was served, and whether the officer signed."""

    served_at = MomentField(label=_("Served at"))
    is_signed = forms.BooleanField(label=_("The officer signed"), required=False, initial=True)
