"""Forms of papers' pages."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.bank.models import KnowledgePoint, QuestionBank
from exams.bank.states import Difficulty, QuestionType, VersionState
from exams.papers.blueprints import Line
from exams.papers.states import ScoringRule
from personnel.accounts.request import Request
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit

LINES = 8
"""Rows that an empty blueprint form offers."""


class BlueprintForm(forms.Form):
    """Name and owner. cleaned_data: name, owner (a Unit)."""

    name = forms.CharField(label=gettext_lazy("Name of the blueprint"), max_length=120)
    owner = UnitChoiceField(label=gettext_lazy("Owner unit"))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Unit.objects.visible_to(request.actor, "paper.manage")
        self.fields["owner"].offer(mine, request.now)  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """One row of a blueprint; one without a number of questions is left out."""

    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=QuestionType)
    count = forms.IntegerField(label=gettext_lazy("Questions"), min_value=1, max_value=500, required=False)
    marks = forms.DecimalField(
        label=gettext_lazy("Marks each"), min_value=Decimal("0.5"), max_digits=5, decimal_places=1, initial=1
    )
    scoring_rule = forms.ChoiceField(label=gettext_lazy("Scoring"), choices=ScoringRule)
    bank = forms.ChoiceField(label=gettext_lazy("Only from"), required=False)
    point = forms.ChoiceField(label=gettext_lazy("Knowledge point"), required=False)
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), required=False, choices=[("", gettext_lazy("any")), *Difficulty.choices]
    )

    def __init__(self, *args: Any, banks: list[QuestionBank], points: list[KnowledgePoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks = {str(bank.uuid): bank for bank in banks}
        self.points = {str(point.uuid): point for point in points}
        self._choose("bank", self.banks)
        self._choose("point", self.points)
        for field in self.fields.values():
            field.widget.attrs.update({"class": "in", "aria-label": str(field.label)})

    def _choose(self, name: str, rows: dict[str, Any]) -> None:
        choices = [("", _("any")), *((key, str(row)) for key, row in rows.items())]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def line(self) -> Line | None:
        """The row, or None where it is empty."""
        data = self.cleaned_data
        if not data.get("count"):
            return None
        return Line(
            type=QuestionType(data["type"]),
            count=data["count"],
            marks=data["marks"],
            scoring_rule=ScoringRule(data["scoring_rule"]),
            bank=self.banks.get(data["bank"]),
            point=self.points.get(data["point"]),
            difficulty=data["difficulty"],
        )


LineFormSet = forms.formset_factory(LineForm, extra=LINES, max_num=50)


class AssembleForm(forms.Form):
    """A paper to draw. cleaned_data: name, banks (a list of banks)."""

    name = forms.CharField(label=gettext_lazy("Name of the paper"), max_length=120)
    banks = forms.MultipleChoiceField(label=gettext_lazy("Draw from"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = Q(questions__versions__state=VersionState.APPROVED)
        usable = QuestionBank.objects.visible_to(request.actor).annotate(count=Count("questions", filter=approved))
        self.usable = {str(bank.uuid): bank for bank in usable.order_by("name")}
        self.fields["banks"].choices = [  # type: ignore[attr-defined]
            (
                key,
                _("%(bank)s (%(purpose)s, %(count)s approved)")
                % {"bank": bank.name, "purpose": bank.get_purpose_display(), "count": bank.count},  # type: ignore[attr-defined]
            )
            for key, bank in self.usable.items()
        ]

    def clean_banks(self) -> list[QuestionBank]:
        return [self.usable[key] for key in self.cleaned_data["banks"]]
