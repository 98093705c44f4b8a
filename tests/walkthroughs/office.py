"""Computers of an office: everybody sits at a browser of his own and works through pages."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from config.demo.sign_ins import PASSWORD
from tests.browsers import Watch
from tests.second_factor import sign_in_on_page

WIDE = ViewportSize(width=1366, height=768)
NARROW = ViewportSize(width=390, height=844)
MOST_SECONDS = 30
expect.set_options(timeout=MOST_SECONDS * 1000)


@dataclass
class Desk:
    """One person at one computer. Things on the page are found as people find them: by their role and their words."""

    page: Page
    pictures: Path

    def button(self, words: str) -> Locator:
        """The button with just these words."""
        return self.page.get_by_role("button", name=words, exact=True)

    def link(self, words: str) -> Locator:
        """The link in the page's body with just these words."""
        return self.page.get_by_role("main").get_by_role("link", name=words, exact=True)

    def press(self, words: str) -> None:
        """Click what says so, be it a button or a link."""
        self.button(words).or_(self.link(words)).first.click()

    def field(self, label: str) -> Locator:
        """The field with just this label."""
        return self.page.get_by_label(label, exact=True)

    def row(self, words: str) -> Locator:
        """The line of a table in which the words stand."""
        return self.page.get_by_role("row").filter(has_text=words)

    def open_menu(self, words: str) -> None:
        """Click an item of the main menu."""
        self.page.get_by_role("navigation", name="主导航").get_by_role("link", name=words, exact=True).click()

    def sees(self, *words: str) -> None:
        """All these words stand in the page's body."""
        for one in words:
            expect(self.page.get_by_role("main")).to_contain_text(one)

    def becomes(self, words: str) -> None:
        """After some reloading the words stand there: a worker was asked to do something."""
        deadline = time.monotonic() + MOST_SECONDS
        while time.monotonic() < deadline and not self.page.get_by_role("main").filter(has_text=words).count():
            self.page.reload()
        self.sees(words)

    def is_on(self, heading: str) -> None:
        """The page's heading says so."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def take_picture(self, name: str) -> None:
        """Keep the page as it looks on a desk and on a phone; no phone scrolls sideways."""
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True, animations="disabled")
        self.page.set_viewport_size(NARROW)
        self.page.screenshot(path=self.pictures / f"{name}-phone.png", full_page=True, animations="disabled")
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], f"{name} scrolls sideways on a phone: {width} px"
        self.page.set_viewport_size(WIDE)


@dataclass
class Office:
    """All desks of one installation."""

    browser: Browser
    url: str
    watch: Watch
    pictures: Path
    desks: dict[str, Desk] = field(default_factory=dict)

    def desk_of(self, login: str) -> Desk:
        """The desk of somebody who has signed in at the door, through the page as everybody does."""
        if login not in self.desks:
            self.desks[login] = self._sign_in(login)
        return self.desks[login]

    def _sign_in(self, login: str) -> Desk:
        context = self.browser.new_context(locale="zh-CN", viewport=WIDE, accept_downloads=True)
        context.set_default_timeout(MOST_SECONDS * 1000)
        page = context.new_page()
        page.on("console", self.watch.note_console)
        page.on("pageerror", lambda error: self.watch.complaints.append(f"script: {error}"))
        page.on("request", self.watch.note_request)
        sign_in_on_page(page, self.url, login, PASSWORD)
        return Desk(page, self.pictures)

    def go_home(self) -> None:
        """Everybody closes his browser."""
        for desk in self.desks.values():
            desk.page.context.close()
