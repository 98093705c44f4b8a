"""The quiz as a form: a field for each question, named by its uuid."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import QuizQuestion
from courses.catalogue.states import QuestionKind


class QuizForm(forms.Form):
    """All questions of a quiz; each must be answered."""

    def __init__(self, *args: object, questions: Sequence[QuizQuestion], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for question in questions:
            choices = [(option["id"], option["text"]) for option in question.options]
            several = question.kind == QuestionKind.MULTIPLE
            kind = forms.MultipleChoiceField if several else forms.ChoiceField
            field = kind(
                label=question.stem,
                choices=choices,
                widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
                error_messages={
                    "required": _("This question is not answered."),
                    "invalid_choice": _("No such option."),
                },
            )
            field.kind_label = question.get_kind_display()  # type: ignore[attr-defined]
            self.fields[str(question.uuid)] = field

    def answers(self) -> dict[str, list[str]]:
        """{question uuid: [option id]}"""
        return {name: value if isinstance(value, list) else [value] for name, value in self.cleaned_data.items()}
