"""Looking for accounts, opening them, and why something is done to one."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.access.permissions import GIVEN
from personnel.account_desk.listing import MANAGE, Standing, Wanted
from personnel.officers.models import Officer
from personnel.officers.rules import is_police_number, normalized_police_number
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.actor import Actor


class AccountFilter(forms.Form):
    """Read from the address."""

    who = forms.CharField(label=_("Name or number"), required=False, max_length=60)
    unit = UnitChoiceField(label=_("Unit"), required=False, empty=_("all"))
    standing = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *((one.value, one.label) for one in Standing)]
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *((role.value, role.label) for role in GIVEN)]
    )
    factor = forms.ChoiceField(
        label=_("Second factor"),
        required=False,
        choices=[("", _("all")), ("on", _("set up")), ("off", _("not set up"))],
    )

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; what is malformed is not."""
        data = self.cleaned_data if self.is_valid() else {}
        return Wanted(**{name: value for name, value in data.items() if value})


class OpenForm(forms.Form):
    """For whom: by police numbers, or all of a unit who have none. cleaned_data: people."""

    numbers = forms.CharField(
        label=_("Police numbers"),
        required=False,
        max_length=2000,
        help_text=_("One or several, with blanks or in lines"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = UnitChoiceField(label=_("All of a unit who have none"), required=False, empty=_("none"))

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]
        scope: QuerySet[Any] = Officer.objects.visible_to(actor, MANAGE).in_service_at(now).with_post_at(now)
        self.skipped = ""  # numbers of those who have an account
        self.people = scope.select_related("account").order_by("unit_name", "pinyin", "pk")

    def clean_numbers(self) -> list[Officer]:
        typed = {normalized_police_number(word) for word in self.cleaned_data["numbers"].replace(",", " ").split()}
        found = list(self.people.filter(police_number__in=typed)) if typed else []
        missing = typed - {officer.police_number for officer in found}
        if missing:
            shown = ", ".join(sorted(one if is_police_number(one) else one[:20] for one in missing)[:10])
            raise forms.ValidationError(_("Nobody of your units has this number now: %(numbers)s") % {"numbers": shown})
        having = [officer.police_number or "" for officer in found if hasattr(officer, "account")]
        self.skipped = ", ".join(having)
        return [officer for officer in found if not hasattr(officer, "account")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self._numbered() and not data.get("unit"):
            raise forms.ValidationError(_("Enter a police number or choose a unit."))
        return data

    def _numbered(self) -> bool:
        """Whether numbers were typed, be it of people who all have an account."""
        return bool(self.cleaned_data.get("numbers") or self.skipped)

    def found(self, limit: int) -> list[Officer]:
        """Those meant, without whoever has an account: at most so many."""
        if self._numbered():
            numbered: list[Officer] = self.cleaned_data["numbers"]
            return numbered[:limit]
        return list(self.people.filter(unit_id=self.cleaned_data["unit"].pk, account__isnull=True)[:limit])


class OtherAccountForm(forms.Form):
    """An account of somebody who is no officer."""

    login_name = forms.CharField(
        label=_("Login name"), max_length=60, help_text=_("More than six characters, so that it is no police number")
    )
    display_name = forms.CharField(label=_("Name"), max_length=60)
    reason = forms.CharField(label=_("What for"), max_length=200)
