"""Everybody whose sign-in is printed gets in, at the production server, and finds a home page."""

import pytest
from playwright.sync_api import Page, expect

from config.demo.sign_ins import SMALL_SIGN_INS, SignIn
from tests.browsers import find_barriers
from tests.second_factor import sign_in_on_page
from tests.served import Installation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("user", SMALL_SIGN_INS, ids=lambda user: user.login)
def test_a_listed_sign_in_opens_the_door(user: SignIn, desk: Page, small_demo: Installation) -> None:
    sign_in_on_page(desk, small_demo.url, user.login, user.password)

    expect(desk.get_by_role("main")).to_contain_text(user.name)
    assert find_barriers(desk) == []
