"""The small modules in a real browser: the menu on a phone, dialogs, rows that can be chosen."""

import re

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from personnel.accounts.models import Account
from personnel.roles.models import RoleGrant
from tests.people import PASSWORD
from tests.second_factor import sign_in_on_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENDED = re.compile("终止")


def sign_in(page: Page, server: LiveServer, number: str) -> None:
    """As anybody does."""
    sign_in_on_page(page, server.url, number, PASSWORD)


def test_an_act_that_cant_be_undone_asks_in_a_dialog(
    desk: Page, live_server: LiveServer, security_admin: Account, trainer: Account
) -> None:
    sign_in(desk, live_server, "010009")
    desk.goto(live_server.url + reverse("personnel:roles"))
    opener = desk.get_by_role("row", name="韩墨").get_by_role("link", name=ENDED)
    opener.click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("韩墨")
    expect(dialog.get_by_label("文号")).to_be_focused()
    dialog.get_by_role("link", name="取消").click()
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_label("文号").fill("临公政〔2026〕18号")
    dialog.get_by_role("button", name=ENDED).click()
    expect(desk.get_by_role("status")).to_be_visible()
    assert RoleGrant.objects.get(account=trainer).valid_to is not None


def test_without_scripts_the_same_link_leads_to_a_page_that_asks(
    desk: Page, live_server: LiveServer, security_admin: Account, trainer: Account
) -> None:
    sign_in(desk, live_server, "010009")
    desk.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    desk.goto(live_server.url + reverse("personnel:roles"))
    desk.get_by_role("row", name="韩墨").get_by_role("link", name=ENDED).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("韩墨")
    assert desk.get_by_role("dialog").count() == 0


def test_the_menu_of_a_phone_opens_as_a_sheet(desk: Page, live_server: LiveServer, dai_account: Account) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    sign_in(desk, live_server, "021306")
    leave = desk.get_by_role("button", name="退出登录")
    toggle = desk.locator(".menu-toggle")
    expect(leave).to_be_hidden()
    toggle.click()
    expect(leave).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(toggle).to_be_focused()
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_chosen_rows_are_counted(desk: Page, live_server: LiveServer, dai_account: Account) -> None:
    sign_in(desk, live_server, "021306")
    with override_settings(DEMO=True):
        desk.goto(live_server.url + reverse("personnel:components"))
        bar = desk.locator("[data-bulk]")
        act = bar.get_by_role("button", name="通知本人")
        expect(act).to_be_disabled()
        desk.get_by_label("选择戴启明").check()
        expect(bar).to_contain_text("已选 1 人")
        expect(act).to_be_enabled()
        desk.get_by_label("全选").check()
        expect(bar).to_contain_text("已选 3 人")
        bar.get_by_role("button", name="取消选择").click()
        expect(act).to_be_disabled()
        desk.get_by_role("link", name="暂停执法资格").click()
        expect(desk.get_by_role("dialog", name="暂停吴昊的执法资格")).to_be_visible()
        desk.get_by_role("button", name="不暂停").click()
        expect(desk.get_by_role("dialog")).to_have_count(0)
