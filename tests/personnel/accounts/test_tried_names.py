"""What is typed as the sign-in name stands in the audit chain for ever: in clear only where it is such a name."""

import pytest
from django.test import Client

from personnel.accounts.accounts import open_account_without_officer
from personnel.accounts.models import Account
from records.models import AuditEntry
from tests.people import PASSWORD, SYSTEM


def tried(name: str) -> AuditEntry:
    """The entry of a refused sign-in under that name."""
    Client().post("/accounts/login/", {"login": name, "password": "wrong"})
    return AuditEntry.objects.filter(action="personnel.sign_in_refused").latest("pk")


@pytest.mark.parametrize("typed", ["110101199003070038", PASSWORD, "戴启明"])
def test_what_is_no_sign_in_name_is_not_kept_in_clear(dai_account: Account, typed: str) -> None:
    entry = tried(typed)
    for words in (entry.subject_label, entry.actor_name):
        assert words.startswith("unknown name #")
        assert typed.upper() not in words
    assert tried(typed).subject_label == entry.subject_label
    assert tried(f"{typed}1").subject_label != entry.subject_label


def test_a_police_number_and_a_login_name_are_kept(dai_account: Account) -> None:
    open_account_without_officer(login_name="vendor-admin", display_name="巡视员", password=None, actor=SYSTEM)
    assert (tried("021399").subject_label, tried("021306").subject_label) == ("021399", "021306")
    assert tried("vendor-admin").subject_label == "VENDOR-ADMIN"
