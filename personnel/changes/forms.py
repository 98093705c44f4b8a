"""What every act asks for: from which day, why, by which document. Rooms inherit the parts that they need."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from records.days import FIRST_DAY, LAST_DAY, is_within_reach


class DayField(forms.DateField):
    """A day of this system."""

    def to_python(self, value: Any) -> date | None:
        """The day; one at the calendar's end is a typing error."""
        day: date | None = super().to_python(value)
        _refuse_out_of_reach(day)
        return day


class MomentField(forms.DateTimeField):
    """A moment on a day of this system."""

    def to_python(self, value: Any) -> datetime | None:
        """The moment; one at the calendar's end is a typing error."""
        moment: datetime | None = super().to_python(value)
        _refuse_out_of_reach(moment.date() if moment else None)
        return moment


def _refuse_out_of_reach(day: date | None) -> None:
    if day is not None and not is_within_reach(day):
        raise forms.ValidationError(
            _("The year must lie between %(first)s and %(last)s."),
            code="out_of_reach",
            params={"first": FIRST_DAY.year, "last": LAST_DAY.year},
        )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DocumentForm(forms.Form):
    """By which document something is done."""

    document_no = forms.CharField(label=_("Document number"), max_length=100)


class ActForm(ReasonForm, DocumentForm):
    """An act of HR: from which day on it holds, why, by which document."""

    on = DayField(label=_("From day"))

    field_order: tuple[str, ...] = ("on", "reason", "document_no")
