"""The filter over audit entries."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.actions import known_actions


class EntryFilter(forms.Form):
    """Read from the address, so that a link shows the same list."""

    action = forms.ChoiceField(label=_("Act"), required=False)
    who = forms.CharField(label=_("By whom (name or number)"), required=False, max_length=60)
    subject = forms.CharField(label=_("To what"), required=False, max_length=100)
    unit = forms.CharField(label=_("For which unit (name or code)"), required=False, max_length=60)
    document_no = forms.CharField(label=_("Document number"), required=False, max_length=100)
    address = forms.CharField(label=_("Address"), required=False, max_length=45)
    first_day = forms.DateField(label=_("From day"), required=False)
    last_day = forms.DateField(label=_("To day"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["action"].choices = [("", _("all")), *known_actions()]  # type: ignore[attr-defined]
