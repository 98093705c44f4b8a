"""Pages that belong to no floor, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from personnel.accounts.models import Account
from tests.browsers import find_barriers
from tests.people import PASSWORD
from tests.second_factor import enrolled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_door_has_no_barriers(desk: Page, live_server: LiveServer) -> None:
    desk.goto(live_server.url + reverse("account_login"))

    assert find_barriers(desk) == []


def test_the_interface_explains_itself_from_here(desk: Page, live_server: LiveServer, hr: Account) -> None:
    """Its pages load nothing from elsewhere and keep to the policy; who is not signed in is led to the door."""
    telephone = enrolled(hr)
    desk.goto(live_server.url + reverse("api:openapi-view"))
    desk.get_by_label("警号").fill("010005")
    desk.get_by_label("密码").fill(PASSWORD)
    desk.get_by_role("button", name="登录", exact=True).click()
    desk.get_by_label("动态码", exact=True).fill(telephone.code())
    desk.get_by_role("button", name="登录", exact=True).click()

    expect(desk.get_by_text("May this officer do this duty?")).to_be_visible()
