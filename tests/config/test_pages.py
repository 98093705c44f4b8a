"""The demo's sign-ins are listed where nobody else can see them."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from config import pages
from config.demo.sign_ins import SignIn


@pytest.fixture(autouse=True)
def _one_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo with one user."""
    one = SignIn(kind="trainer", name="韩墨", login="010001", password="public-2026")
    monkeypatch.setattr(pages, "find_sign_ins", lambda: (one,))


@pytest.mark.parametrize(
    ("demo", "address", "listed"),
    [
        (True, "127.0.0.1", True),
        (True, "::1", True),
        (True, "10.1.2.3", False),
        (True, "", False),
        (False, "127.0.0.1", False),
    ],
)
def test_only_a_demo_lists_them_and_only_on_its_own_machine(
    client: Client, db: None, demo: bool, address: str, listed: bool
) -> None:
    with override_settings(DEMO=demo):
        page = client.get(reverse("account_login"), REMOTE_ADDR=address).content.decode()
    assert ("public-2026" in page) is listed
