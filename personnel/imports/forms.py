"""The form of an upload."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from personnel.accounts.request import Request
from personnel.changes.forms import DayField
from personnel.imports.states import PERMISSIONS, Kind
from records.days import day_of
from records.spreadsheets import MAX_SIZE, too_large


class UploadForm(forms.Form):
    """A list to read. cleaned_data: kind (a Kind), file, document_no, day."""

    kind = forms.ChoiceField(label=_("What the list is about"), choices=Kind)
    file = forms.FileField(
        label=_("File"),
        help_text=_(".xlsx, .xls or .csv; the header may stand below a title. Columns may stand in any order."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
    )
    document_no = forms.CharField(
        label=_("Document number"),
        max_length=100,
        help_text=_("By which document this is so; it stands on each change."),
    )
    day = DayField(label=_("From day"), help_text=_("From when it holds, where a row names no day of its own."))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [kind for kind in Kind if PERMISSIONS[kind] in request.permissions]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in allowed]  # type: ignore[attr-defined]
        self.fields["kind"].initial = Kind.OFFICERS.value
        self.fields["day"].initial = day_of(request.now)

    def clean_kind(self) -> Kind:
        """As a Kind."""
        return Kind(self.cleaned_data["kind"])

    def clean_file(self) -> "UploadedFile[bytes]":
        """Too large a file is not even read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_SIZE:
            raise forms.ValidationError(str(too_large(file.size or 0)))
        return file
