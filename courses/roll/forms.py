"""Forms of the trainer: whom to enrol, whom to show, a course to publish."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.formats.text import WORDS, TextError, read_parts, read_questions
from courses.catalogue.rules import NewCourse
from courses.study.states import EnrolmentState
from personnel.changes.forms import DayField
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.actor import Actor

MANAGE = "course.manage"

QUIZ_HELP = _(
    "At least five questions: the numbered stem, options A. to H., then a line %(key)s and a line %(rationale)s. "
    "True or false has no options and the %(key)s %(true)s or its opposite."
)


class EnrolForm(forms.Form):
    """A unit whose officers are enrolled."""

    unit = UnitChoiceField(label=_("Unit"), empty=_("choose a unit"), help_text=_("With all units below it."))

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]


class RollFilter(forms.Form):
    """Which people of a course are shown."""

    state = forms.ChoiceField(required=False, choices=[("", ""), *EnrolmentState.choices, ("overdue", "")])
    unit = UnitChoiceField(label=_("Unit"), required=False, empty=_("all units"))
    who = forms.CharField(label=_("Name or police number"), required=False, max_length=60)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]


class CourseForm(forms.Form):
    """A course as text: its parts and its quiz."""

    owner = UnitChoiceField(
        label=_("Owner unit"),
        empty=_("choose a unit"),
        help_text=_("It and all units below it may use the course."),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=200)
    summary = forms.CharField(label=_("In one sentence"), max_length=300, required=False)
    hours = forms.DecimalField(label=_("Hours"), min_value=0, max_digits=5, decimal_places=1)
    due_on = DayField(label=_("Due on"), required=False, help_text=_("Empty: no last day."))
    pass_percent = forms.IntegerField(
        label=_("Right answers that pass, in per cent"), min_value=1, max_value=100, initial=100
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts at the quiz"), min_value=1, max_value=99, required=False, help_text=_("Empty: any number.")
    )
    parts = forms.CharField(
        label=_("Parts"),
        widget=forms.Textarea,
        help_text=_(
            "“# ” begins a part with its title, “## ” a heading, “- ” a list, “> ” words of the law; "
            "a blank line begins a paragraph."
        ),
    )
    questions = forms.CharField(
        label=_("Quiz"),
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]
        self.fields["questions"].help_text = QUIZ_HELP % WORDS

    def clean_parts(self) -> Any:
        try:
            return read_parts(self.cleaned_data["parts"])
        except TextError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean_questions(self) -> Any:
        try:
            return read_questions(self.cleaned_data["questions"])
        except TextError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def course(self) -> NewCourse:
        """What was entered, for the verb."""
        data = self.cleaned_data
        names = ("title", "legal_basis", "summary", "hours", "due_on", "attempts_allowed", "parts", "questions")
        return NewCourse(**{name: data[name] for name in names}, pass_share=data["pass_percent"] / Decimal(100))
