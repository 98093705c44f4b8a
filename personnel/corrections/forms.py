"""What the officer asks with, what HR answers with, and the filter of HR's list."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from personnel.changes.forms import DayField, DocumentForm, ReasonForm
from personnel.corrections.requests import Proof
from personnel.corrections.rules import DAYS, MISSING
from personnel.corrections.states import CorrectionState
from personnel.officers.states import Sex

HINTS = {
    "id_number": _("18 characters, as on the identity card"),
    "number": _("Six characters, digits or capital letters"),
    MISSING: _("What, from which day, by which document"),
}


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        given = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given] if given else super().clean(None)


class AskForm(ReasonForm):
    """What is right, why, and the proof. The control of what is right fits what it is about."""

    wanted = forms.CharField(label=_("As it should stand"), max_length=200)
    proofs = FilesField(
        label=_("Proof"),
        widget=FilesInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg", "multiple": True}),
        help_text=_("PDF, PNG or JPEG, up to five files: identity card, certificate, order …"),
    )

    field_order = ("wanted", "reason", "proofs")

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why it is wrong")
        if code in DAYS:
            self.fields["wanted"] = DayField(label=_("As it should stand"), help_text=_("As 2026-11-24"))
        elif code == "sex":
            self.fields["wanted"] = forms.ChoiceField(label=_("As it should stand"), choices=Sex.choices)
        else:
            self.fields["wanted"].help_text = HINTS.get(code, "")

    def asked(self) -> dict[str, Any]:
        """What the request is made with."""
        data = self.cleaned_data
        proofs = [Proof(file.name or "", file.read()) for file in data["proofs"]]
        return {"wanted": str(data["wanted"]), "reason": data["reason"], "proofs": proofs}


class AcceptForm(DocumentForm):
    """By which document it is corrected, with a word to the officer."""

    answer = forms.CharField(
        label=_("Word to the officer"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RefuseForm(forms.Form):
    """Why it stays as it is."""

    answer = forms.CharField(
        label=_("Why it stays as it is"),
        max_length=500,
        help_text=_("The officer reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RequestFilter(forms.Form):
    """Read from the address. state: "" is what waits, "all" everything."""

    q = forms.CharField(label=_("Name or police number"), required=False, max_length=60)
    state = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), ("all", _("all")), *CorrectionState.choices],
    )
