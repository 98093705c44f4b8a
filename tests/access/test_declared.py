"""Every view and every operation of the API says what it needs; no table can be written past the verbs."""

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from personnel.access.permissions import ASSIGNED, GIVEN, PERMISSIONS
from personnel.access.states import Role
from personnel.roles.wording import PERMISSION_WORDS
from tests.access.addresses import NAMELESS, Address, addresses, declarations, operations

# For machines that watch this one, and the door for certificates, which opens to the front proxy only.
OPEN = ("healthz", "readyz", "certificate_sign_in")
OURS = [
    address
    for address in addresses()
    if not address.is_third_party and address.name not in OPEN and not address.name.endswith(NAMELESS)
]


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_a_view_declares_what_it_needs(address: Address) -> None:
    functions = operations(address.view) or [address.view]
    for function in functions:
        (permission,) = declarations(function) or ["nothing declared"]
        assert permission is None or permission in PERMISSION_WORDS, f"{address.name}: {permission}"


def test_each_permission_is_somebodys_and_has_words() -> None:
    held = set().union(*PERMISSIONS.values())
    assert held == set(PERMISSION_WORDS)
    assert set(PERMISSIONS) == set(Role)


def test_a_role_is_given_or_assigned_or_comes_by_itself() -> None:
    assert set(GIVEN) | ASSIGNED | {Role.OFFICER, Role.SERVICE} == set(Role)
    assert not set(GIVEN) & ASSIGNED


def test_there_is_no_admin() -> None:
    assert not apps.is_installed("django.contrib.admin")
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
