"""Forms of the bank's pages."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from exams.bank.models import KnowledgePoint, QuestionBank
from exams.bank.states import Difficulty, Purpose, QuestionType, VersionState
from personnel.accounts.request import Request
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.spreadsheets import MAX_SIZE, too_large


class BankForm(forms.Form):
    """A bank to open. cleaned_data: name, owner (a Unit), purpose."""

    name = forms.CharField(label=_("Name of the bank"), max_length=120)
    owner = UnitChoiceField(label=_("Owner unit"))
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=Purpose,
        widget=forms.RadioSelect,
        initial=Purpose.SECURE,
        help_text=_("Secure banks are for exams, practice banks for learning; a paper never mixes them."),
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Unit.objects.visible_to(request.actor, "bank.import")
        self.fields["owner"].offer(mine, request.now)  # type: ignore[attr-defined]


class QuestionFilter(forms.Form):
    """Read from the address, so that a link shows the same list."""

    text = forms.CharField(label=_("Stem or outside id"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Type"), required=False)
    point = forms.ChoiceField(label=_("Knowledge point"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)
    state = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bank: QuestionBank, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = KnowledgePoint.objects.filter(questionversion__question__bank=bank).distinct()
        every = [("", _("all"))]
        self._choose("type", [*every, *QuestionType.choices])
        self._choose("point", [*every, *((str(point.uuid), point.name) for point in points)])
        self._choose("difficulty", [*every, *Difficulty.choices])
        self._choose("state", [*every, *VersionState.choices])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A file for a bank."""

    bank = forms.ModelChoiceField(
        label=_("Bank"),
        queryset=QuestionBank.objects.none(),
        to_field_name="uuid",
        empty_label=_("choose a bank"),
    )
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel (.xlsx, .xls) or CSV, up to 20 MB. A title above the header is no fault."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.json"}),
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        banks = QuestionBank.objects.kept_by(request.actor, "bank.import").order_by("name")
        self.fields["bank"].queryset = banks  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Too large a file is not even read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_SIZE:
            raise forms.ValidationError(str(too_large(file.size or 0)))
        return file


class ReviewFilter(forms.Form):
    """Read from the address."""

    type = forms.ChoiceField(required=False, choices=[("", ""), *QuestionType.choices])
    bank = forms.UUIDField(required=False)
