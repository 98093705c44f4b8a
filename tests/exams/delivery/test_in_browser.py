"""The room in a real browser: saving, coming back, losing the connection, a second page, handing in, running out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from exams.delivery import views
from exams.delivery.attempts import hash_of
from exams.delivery.models import Attempt, Response
from exams.delivery.saving import Saved, save_responses
from exams.sittings.models import Registration
from records import clock
from records.refusals import Refusal
from tests.browsers import find_barriers
from tests.exams.exam_rooms import open_sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Room:
    """戴启明's browser and the address of his exam."""

    context: BrowserContext
    url: str

    def enter(self) -> Page:
        """A page in the room, wherever it is opened."""
        page = self.context.new_page()
        page.goto(self.url)
        if page.locator("#start").is_visible():
            page.locator("#start").click()
        expect(page.locator("#room")).to_be_visible()
        expect(page.locator("#saved")).to_contain_text("已保存")
        return page


@pytest.fixture
def room(
    bureau, dai, dai_account, as_: Callable[..., Client], live_server: LiveServer, chromium: Browser
) -> Iterator[Room]:
    """An exam that is open now."""
    open_sitting(bureau.bureau, [dai], at=clock.now())
    session = as_(dai_account).cookies["sessionid"].value
    path = reverse("exams:take", args=[Registration.objects.get().uuid])
    with chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}) as context:
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield Room(context, live_server.url + path)
        for page in context.pages:
            page.wait_for_load_state("networkidle")
        context.route("**/*", lambda route: route.abort())  # a page that closes asks the server nothing more


def chosen(page: Page) -> list[str]:
    """Letters of the options that are chosen in the question shown."""
    return page.locator(".opt.on kbd").all_inner_texts()


def saved(page: Page) -> None:
    """Wait until the last change is shown as saved."""
    expect(page.locator("#saved.ok")).to_contain_text("已保存")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_answers_and_the_way_back(room: Room) -> None:
    page = room.enter()
    press(page, "b", "f", "ArrowRight", "c")
    page.locator("#numbers [data-place='6']").click()
    press(page, "a", "d", "a")
    saved(page)
    assert chosen(page) == ["D"]
    expect(page.locator("#counts")).to_have_text("已答 3，未答 9，标记 1")
    expect(page.locator("#numbers [data-place='1']")).to_have_attribute("aria-label", "第 1 题，已答，标记")
    assert find_barriers(page) == []

    page.reload()
    expect(page.locator("#room")).to_be_visible()
    expect(page.locator("#numbers [data-place='6']")).to_have_attribute("aria-current", "")
    assert chosen(page) == ["D"]
    expect(page.locator("#counts")).to_have_text("已答 3，未答 9，标记 1")
    assert Response.objects.count() == 3


def test_a_cut_is_said_and_nothing_is_lost(room: Room) -> None:
    page = room.enter()
    room.context.set_offline(True)
    press(page, "a", "ArrowRight", "b")
    expect(page.locator("#saved.warn")).to_contain_text("未保存")
    assert Response.objects.count() == 0
    room.context.set_offline(False)
    saved(page)
    assert Response.objects.count() == 2


def test_what_was_never_sent_is_sent_by_the_next_page(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    page = room.enter()
    first = Attempt.objects.get().token_hash

    def deaf_to_the_first_page(*, token: str, **rest: Any) -> Saved:
        if hash_of(token) == first:
            raise Refusal("no.connection", "the server does not hear this page")
        return save_responses(token=token, **rest)

    monkeypatch.setattr(views, "save_responses", deaf_to_the_first_page)
    press(page, "a")
    expect(page.locator("#saved.warn")).to_be_visible()
    page.close()

    again = room.enter()
    saved(again)
    assert chosen(again) == ["A"]
    assert (Response.objects.get().holder, Attempt.objects.get().holder) == (2, 2)


def test_a_second_page_ends_the_first(room: Room) -> None:
    first = room.enter()
    second = room.enter()
    press(first, "a")
    expect(first.locator("#superseded")).to_be_visible()
    assert Response.objects.count() == 0
    press(second, "b")
    saved(second)
    assert len(Response.objects.get().answer) == 1


def test_handing_in_names_what_is_unanswered(room: Room) -> None:
    page = room.enter()
    press(page, "a")
    page.locator("footer [data-do=submit]").click()
    expect(page.locator("#hand-in-text")).to_contain_text("还有 11 题未答")
    page.get_by_role("button", name="继续作答").click()
    assert Attempt.objects.get().state == "started"
    page.locator("footer [data-do=submit]").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_text("已交卷")).to_be_visible()
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.ended_by, Response.objects.count()) == ("submitted", "officer", 1)


def test_at_the_end_of_the_time_the_paper_hands_itself_in(room: Room) -> None:
    page = room.enter()
    Attempt.objects.update(deadline=clock.now() + timedelta(seconds=4))
    press(page, "a")
    expect(page.get_by_text("已交卷")).to_be_visible()
    assert Attempt.objects.get().state == "submitted"
    assert Response.objects.count() == 1


def test_on_a_phone_the_overview_is_a_sheet(room: Room) -> None:
    page = room.enter()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#palette")).to_be_hidden()
    page.locator("#palette-open").click()
    expect(page.locator("#palette")).to_be_visible()
    page.locator("#numbers [data-place='9']").click()
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#palette-open")).to_have_text("答题卡 9")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
