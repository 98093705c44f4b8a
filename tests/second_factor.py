"""Telephones of the tests: they know secrets and show codes, on the server's clock."""

import re

from django.test import Client
from playwright.sync_api import Page, expect

from personnel.accounts.models import Account
from personnel.accounts.presence import SEEN, SINCE
from personnel.accounts.rules import code_at, step_at
from personnel.accounts.second_factor import DONE, enrol
from records import clock
from records.actor import Actor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FAR = 4_102_444_800.0  # 2100: a session of the tests is always fresh
BACKEND = "personnel.accounts.backend.PoliceNumberBackend"


def signed_in(account: Account) -> Client:
    """A client signed in as the account, without the pages of the sign-in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    session = client.session
    session[DONE], session[SINCE], session[SEEN] = str(account.uuid), FAR, FAR
    session.save()
    return client


class Telephone:
    """Shows codes; each only once, as the server takes it only once."""

    def __init__(self, secret: str = SECRET) -> None:
        self.secret = secret
        self.shown = -1

    def code(self) -> str:
        """The code of now, or of the next step where that was shown already: clocks may be that far apart."""
        self.shown = max(step_at(clock.now()), self.shown + 1)
        return code_at(self.secret, self.shown)


def enrolled(account: Account) -> Telephone:
    """The telephone of an account that has set up its second factor a while ago."""
    telephone = Telephone()
    now = clock.now()
    actor = Actor(uuid=account.uuid, name=account.display_name, address="127.0.0.1")
    enrol(account=account, secret=SECRET, code=code_at(SECRET, step_at(now) - 1), actor=actor, now=now)
    return telephone


_telephones: dict[tuple[str, str], Telephone] = {}


def sign_in_on_page(page: Page, url: str, login: str, password: str) -> None:
    """At the door, as everybody does: number, password and, where one is asked for, the telephone's code.

    Who has none yet sets it up on the page that he is led to.
    """
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("警号").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).not_to_have_url(re.compile("/accounts/login/"))
    key, code = (url, login), page.get_by_label("动态码", exact=True)
    if "/second-factor/" in page.url:
        secret = page.locator(".secret").inner_text().replace(" ", "")
        _telephones[key] = Telephone(secret)
        code.fill(_telephones[key].code())
        page.get_by_role("button", name="启用").click()
        page.get_by_role("button", name="已保存好，继续").click()
    elif "/accounts/code/" in page.url:
        code.fill(_telephones[key].code())
        page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(f"{url}/")


def has(login: str, url: str, telephone: Telephone) -> None:
    """Whose telephone it is, for signing in on a page."""
    _telephones[url, login] = telephone
