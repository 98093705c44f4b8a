"""Whose account it is: by today's police number, else by the login name."""

from datetime import datetime

from personnel.accounts.models import Account
from personnel.officers.lookup import find_by_police_number
from personnel.officers.rules import is_police_number, normalized_police_number


def find_account(name: str, at: datetime) -> Account | None:
    """The account of the number's holder at the instant, or the one with that login name; None where there is none."""
    if is_police_number(normalized_police_number(name)):
        officer = find_by_police_number(name, at)
        return Account.objects.filter(officer=officer).first() if officer else None
    return Account.objects.filter(login_name=name.strip()).first()
