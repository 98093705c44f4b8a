"""Entries are read in words: no key of a program's stands beside the Chinese."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from personnel.accounts.models import Account
from personnel.audit.fields import grouped_actions
from personnel.audit.words import name_of
from personnel.officers.corrections import PersonalData, correct_person
from personnel.officers.models import Officer
from records.actions import known_actions
from records.models import AuditEntry
from tests import people
from tests.people import NOW


def test_a_correction_shows_what_was_before_and_after(
    as_: Callable[[Account], Client], auditor: Account, hr: Account, dai: Officer
) -> None:
    was = dai.joined_on
    correct_person(officer=dai, right=PersonalData(joined_on=date(2012, 7, 1)), actor=people.actor_of(hr), now=NOW)
    entry = AuditEntry.objects.get(action="personnel.officer_corrected")

    page = as_(auditor).get(f"/audit/entries/{entry.uuid}/")
    assert page.context["differences"] == [("参加公安工作时间", was.isoformat(), "2012-07-01", True)]


@pytest.mark.parametrize("key", ["identity_numbers", "people", "rows", "login_name", "officer", "born_on", "query"])
def test_a_key_is_said_in_words(key: str) -> None:
    words = name_of(key)
    assert words != key
    assert not words.isascii()


def test_acts_are_chosen_by_field() -> None:
    groups = dict(grouped_actions())
    assert sorted(pair for acts in groups.values() for pair in acts) == sorted(known_actions())
    assert "其他" not in groups
    assert "personnel.officer_corrected" in dict(groups["人员"])


def test_a_password_is_refused_in_chinese(dai_account: Account) -> None:
    for weak in ("aB3$", "1234567890", "password12"):
        with pytest.raises(ValidationError) as refused:
            validate_password(weak, dai_account)
        assert not [words for words in refused.value.messages if words.isascii()]
