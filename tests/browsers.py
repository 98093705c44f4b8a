"""A headless Chromium, and pages that are watched while a test uses them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
LOCAL = {"localhost", "127.0.0.1"}


def find_chromium() -> str | None:
    """The browser of CHROMIUM, or the first that is installed."""
    named = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in named if name and (path := shutil.which(name))), None)


@cache
def find_missing() -> str | None:
    """What the browser tests lack on this machine, in a word."""
    if not find_chromium():
        return "Chromium"
    driver = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, check=False)
    return None if driver.returncode == 0 else "libatomic1 for Playwright's driver"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped, and say so."""
    browsing = [item for item in items if item.get_closest_marker("browser")]
    if browsing and (missing := find_missing()):
        skipped = pytest.mark.skip(reason=f"{missing} is missing: apt-get install chromium fonts-noto-cjk libatomic1")
        for item in browsing:
            item.add_marker(skipped)


@dataclass
class Watch:
    """What went wrong on a page, beside what the test looks at."""

    complaints: list[str] = field(default_factory=list)

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in LOCAL:
            self.complaints.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collects complaints of the console and requests to other hosts; a test that leaves some fails."""
    found = Watch()
    yield found
    assert not found.complaints


@pytest.fixture
def desk(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """A page of a browser of its own, as wide as an office computer's."""
    with chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}) as context:
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", watch.note_console)
        page.on("pageerror", lambda error: watch.complaints.append(f"script: {error}"))
        page.on("request", watch.note_request)
        yield page


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the main pages are kept: the folder that SCREENSHOTS names, else an ignored one."""
    folder = Path(os.environ.get("SCREENSHOTS") or Path(__file__).resolve().parents[1] / "var" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} (${rule.help})`)))"""


def find_barriers(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now: rule, element and what the rule asks."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE)
    return found
