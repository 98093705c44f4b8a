"""The reader's own password, his second factor, and the code at the sign-in."""

from datetime import datetime
from typing import Any

from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.accounts.accounts import confirm_password
from personnel.accounts.addresses import address_of
from personnel.accounts.models import Account
from personnel.accounts.second_factor import check_code, mark_done
from records import clock
from records.actor import Actor
from records.refusals import Refusal


class ChangePasswordForm(forms.Form):
    """Old and new password."""

    old = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, account: Account, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.actor, self.now = account, actor, now

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        try:
            confirm_password(account=self.account, password=old, actor=self.actor, now=self.now)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return old

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two new passwords differ."))
        return again


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "num"}),
    )


class SignInCodeForm(CodeForm):
    """The same at the sign-in, where nobody is signed in yet: allauth gives whose password was right."""

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = user

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        actor = Actor(uuid=self.account.uuid, name=self.account.display_name, address=address_of(context.request))
        try:
            check_code(account=self.account, code=code, actor=actor, now=clock.now())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return code

    def save(self) -> None:
        """The session that begins now has its second factor."""
        mark_done(context.request, self.account)
