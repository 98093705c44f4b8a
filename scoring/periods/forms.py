"""Which units of a month are shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.units.states import UnitKind
from scoring.periods.states import Grade
from scoring.periods.tables import ALL


class UnitFilter(forms.Form):
    """The list's filter, as it stands in the address."""

    kind = forms.ChoiceField(required=False, choices=[(ALL, ""), *UnitKind.choices])
    who = forms.CharField(label=_("Unit"), required=False, max_length=40)
    grade = forms.ChoiceField(label=_("Grade"), required=False, choices=[("", _("all grades")), *Grade.choices])
