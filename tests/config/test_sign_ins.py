"""Everybody whose sign-in is printed gets in, at the production server, and finds a home page."""

import pytest
from playwright.sync_api import Page, expect

from config.demo.sign_ins import SMALL_SIGN_INS, SignIn
from tests.browsers import find_barriers
from tests.served import Installation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("user", SMALL_SIGN_INS, ids=lambda user: user.login)
def test_a_listed_sign_in_opens_the_door(user: SignIn, desk: Page, small_demo: Installation) -> None:
    desk.goto(small_demo.url)
    desk.get_by_label("警号").fill(user.login)
    desk.get_by_label("密码").fill(user.password)
    desk.get_by_role("button", name="登录").click()

    expect(desk.get_by_role("main")).to_contain_text(user.name)
    assert find_barriers(desk) == []
