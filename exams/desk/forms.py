"""Forms of the exam office."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.desk.lists import numbers_in
from exams.papers.models import Paper
from exams.sittings.states import Absence, ExamKind
from personnel.accounts.lookup import find_account
from personnel.accounts.models import Account
from personnel.changes.forms import MomentField
from personnel.officers.states import Category, Stream
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from qualifications.states import Level
from records.actor import Actor

MANAGE = "sitting.manage"
MOMENTS = ["%Y-%m-%d %H:%M"]
HOW_MOMENTS = {"invalid": _("Write the time as 2026-11-24 09:00.")}


class SittingForm(forms.Form):
    """A sitting: paper, hours, time, place."""

    paper = forms.ModelChoiceField(
        Paper.objects.none(), label=_("Paper"), to_field_name="uuid", help_text=_("Frozen papers only.")
    )
    opens_at = MomentField(
        label=_("Opens at"),
        input_formats=MOMENTS,
        widget=forms.DateTimeInput,
        help_text=_("As 2026-11-24 09:00"),
        error_messages=HOW_MOMENTS,
    )
    closes_at = MomentField(
        label=_("Closes at"),
        input_formats=MOMENTS,
        widget=forms.DateTimeInput,
        help_text=_("Nobody starts or goes on after it."),
        error_messages=HOW_MOMENTS,
    )
    minutes = forms.IntegerField(label=_("Minutes allowed"), min_value=1, max_value=600, initial=60)
    name = forms.CharField(label=_("Batch"), max_length=60, required=False, help_text=_("Where there are several."))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers: Any = self.fields["paper"]
        papers.queryset = Paper.objects.visible_to(actor).ready()


class ExamForm(SittingForm):
    """A new exam with its first sitting."""

    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=ExamKind)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("no level")), *Level.choices],
        required=False,
        help_text=_("Of a make-up exam; the others follow from the kind."),
    )
    stream = forms.ChoiceField(label=_("Stream"), choices=Stream, required=False)
    owner = UnitChoiceField(label=_("Held by"))
    pass_mark = forms.DecimalField(label=_("Pass mark"), max_digits=6, decimal_places=2, initial=60)
    shows_rationales = forms.BooleanField(
        label=_("Questions and rationales are shown with the result"), required=False, initial=True
    )

    field_order = ("title", "kind", "level", "stream", "owner", "pass_mark", "shows_rationales")

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, now=now, **kwargs)
        self.fields["owner"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]

    def exam_fields(self) -> dict[str, Any]:
        """What an exam is founded with."""
        names = ("title", "level", "stream", "owner", "pass_mark", "shows_rationales")
        return {**{name: self.cleaned_data[name] for name in names}, "kind": ExamKind(self.cleaned_data["kind"])}


def sitting_fields(form: SittingForm) -> dict[str, Any]:
    """What a sitting is planned with."""
    return {name: form.cleaned_data[name] for name in SittingForm.base_fields}


class RegisterForm(forms.Form):
    """Whom to register: numbers, a unit with all below it, or a file; several ways add up."""

    numbers = forms.CharField(
        label=_("Police numbers"),
        required=False,
        widget=forms.Textarea,
        help_text=_("One in a line, or separated by spaces or commas."),
    )
    unit = UnitChoiceField(
        label=_("Everybody in"),
        required=False,
        help_text=_("With all units below it."),
        empty=pgettext_lazy("unit", "no unit"),
    )
    category = forms.ChoiceField(
        label=_("Of them"), choices=[("", _("officers and auxiliaries")), *Category.choices], required=False
    )
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("A workbook with a column of police numbers, or a text file.")
    )

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("numbers", "unit", "file")) and not self.errors:
            raise forms.ValidationError(_("Give numbers, a unit or a file."))
        return data


class AbsenceForm(forms.Form):
    """The reason of absence of chosen officers."""

    absence = forms.ChoiceField(
        label=_("Reason of absence"), choices=Absence, widget=forms.Select(attrs={"class": "in"})
    )
    document_no = forms.CharField(label=_("Document number"), max_length=100, required=False)


class InvigilatorForm(forms.Form):
    """Who watches. cleaned_data: numbers, the accounts that they name."""

    numbers = forms.CharField(
        label=_("Police numbers"), max_length=200, help_text=_("Of people from other units than the candidates'.")
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_numbers(self) -> list[Account]:
        found = {number: find_account(number, self.now) for number in numbers_in(self.cleaned_data["numbers"])}
        if unknown := [number for number, account in found.items() if account is None]:
            message = _("Nobody with an account has the number %(numbers)s.")
            raise forms.ValidationError(message, params={"numbers": "、".join(unknown)})
        return [account for account in found.values() if account is not None]
