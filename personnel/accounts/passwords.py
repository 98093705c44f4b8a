"""What a password must be, beside Django's own rules; and first passwords."""

import secrets

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from personnel.accounts.models import Account, PastPassword
from personnel.accounts.rules import kinds_of_characters
from personnel.officers.models import PoliceNumber

LETTERS = "abcdefghijkmnpqrstuvwxyz"  # none that is mistaken for a digit on paper
CAPITALS = LETTERS.upper().replace("I", "")
DIGITS = "23456789"
LENGTH = 12


def new_first_password() -> str:
    """A random password that is read well from paper: letters of both kinds and digits in groups of four."""
    while True:
        drawn = "".join(secrets.choice(LETTERS + CAPITALS + DIGITS) for _place in range(LENGTH))
        if kinds_of_characters(drawn) == 3:
            return "-".join(drawn[at : at + 4] for at in range(0, LENGTH, 4))


class KindsValidator:
    """At least three of: small letters, capital letters, digits, others."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Account | None = None) -> None:
        if kinds_of_characters(password) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        return _("Use three of these: small letters, capital letters, digits, other characters.")


class NotOnesNameValidator:
    """Neither the name nor the police number nor the login name is in it."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if user is None:
            return
        names = [user.display_name, user.login_name or ""]
        if user.officer_id is not None:
            numbers = PoliceNumber.objects.believed().filter(officer=user.officer_id, valid_to__isnull=True)
            names += numbers.values_list("number", flat=True)
        if any(name and name.lower() in password.lower() for name in names):
            raise ValidationError(self.get_help_text(), code="password_has_name")

    def get_help_text(self) -> str:
        return _("Your name and number may not be in it.")


class NotUsedBeforeValidator:
    """None of the last passwords."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Account | None = None) -> None:
        if user is None or user.pk is None:
            return
        past = PastPassword.objects.filter(account=user).order_by("-replaced_at", "-pk")
        used = [user.password, *past.values_list("password", flat=True)[: self.last - 1]]
        if any(check_password(password, one) for one in used):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        return _("It may not be one of your last %(count)s passwords.") % {"count": self.last}
