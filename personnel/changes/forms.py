"""What every act asks for: from which day, why, by which document. Rooms inherit the parts that they need."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DocumentForm(forms.Form):
    """By which document something is done."""

    document_no = forms.CharField(label=_("Document number"), max_length=100)


class ActForm(ReasonForm, DocumentForm):
    """An act of HR: from which day on it holds, why, by which document."""

    on = forms.DateField(label=_("From day"))

    field_order: tuple[str, ...] = ("on", "reason", "document_no")
