"""The base of all pages: language, navigation, messages, home and the pages for when something is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from personnel.access.states import Role
from personnel.accounts.accounts import open_account_without_officer
from personnel.accounts.models import Account
from personnel.home import contributions
from tests.people import PASSWORD, SYSTEM, Bureau, with_role

SignIn = Callable[[Account], Client]


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The page's source."""
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_pages_are_chinese_first(dai_account: Account, as_: SignIn) -> None:
    page = text_of(as_(dai_account), "/")
    assert '<html lang="zh-Hans">' in page
    assert "戴启明，" in page
    assert "澄南分局柳堤街派出所" in page


def test_the_switch_changes_the_language_of_all_pages(dai_account: Account, as_: SignIn) -> None:
    client = as_(dai_account)
    assert client.post(reverse("set_language"), {"language": "en", "next": "/"}).url == "/"
    page = text_of(client, "/")
    assert '<html lang="en">' in page
    assert "Sign out" in page
    assert '<button name="language" value="zh-hans" lang="zh-Hans">中文</button>' in page


def test_the_navigation_names_the_reader_and_where_he_is(dai_account: Account, as_: SignIn) -> None:
    page = text_of(as_(dai_account), "/")
    assert '<a href="/" aria-current="page">' in page
    assert "柳堤街派出所</div>" in page
    assert 'class="skip" href="#content"' in page


def test_an_unknown_address_says_so_in_both_languages(dai_account: Account, as_: SignIn) -> None:
    client = as_(dai_account)
    assert "没有这个页面" in text_of(client, "/nowhere/", 404)
    client.post(reverse("set_language"), {"language": "en"})
    assert "Nothing at this address" in text_of(client, "/nowhere/", 404)


def test_the_sign_in_page_needs_nobody(client: Client, db: None) -> None:
    page = text_of(client, reverse("account_login"))
    assert '<label for="id_login">警号</label>' in page
    assert 'autocomplete="current-password"' in page


def test_a_wrong_password_keeps_the_number(client: Client, dai_account: Account) -> None:
    response = client.post(reverse("account_login"), {"login": "021306", "password": "wrong"})
    page = response.content.decode()
    assert 'value="021306"' in page
    assert "警号或密码不对。" in page
    assert 'role="alert"' in page


def test_the_right_password_leads_home(client: Client, dai_account: Account) -> None:
    response = client.post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_a_first_password_is_changed_before_anything_else(client: Client, dai_account: Account) -> None:
    Account.objects.update(must_change_password=True)
    client.post(reverse("account_login"), {"login": "021306", "password": PASSWORD})
    page = client.get("/", follow=True).content.decode()
    assert "设置自己的密码" in page
    done = client.post(
        reverse("personnel:change_password"),
        {"old": PASSWORD, "password": "Another-long-1", "again": "Another-long-1"},
        follow=True,
    ).content.decode()
    assert "密码已修改。" in done
    assert 'role="status"' in done


@override_settings(DEMO=True)
def test_pages_of_a_demonstration_say_so(dai_account: Account, as_: SignIn) -> None:
    assert "演示数据" in text_of(as_(dai_account), "/")


@pytest.mark.parametrize("demo", [True, False])
def test_the_components_are_shown_only_in_a_demonstration(dai_account: Account, as_: SignIn, demo: bool) -> None:
    with override_settings(DEMO=demo):
        text_of(as_(dai_account), reverse("personnel:components"), 200 if demo else 404)


def test_home_costs_few_queries(
    dai_account: Account, as_: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = as_(dai_account)
    # Six for the reader, the frame and the notices; the rest are what the floors contribute, however much they show.
    with django_assert_max_num_queries(24):
        client.get("/")


def test_home_says_the_next_step_and_then_the_rest(
    dai_account: Account, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [
        contributions.NextStep(title="Later", detail="by 20 Dec", url="/later/", button="Begin", urgency=9),
        contributions.NextStep(title="Sooner", detail="by 4 Dec", url="/sooner/", button="Check", urgency=1),
    ]
    held = [contributions.HeldBadge(text="Basic", kind="done")]
    monkeypatch.setattr(contributions.next_steps, "_contributors", [lambda officer, now: steps])
    monkeypatch.setattr(contributions.held_badges, "_contributors", [lambda officer, now: held])
    page = text_of(as_(dai_account), "/")
    assert page.index("Sooner") < page.index("Later")
    assert page.count("btn primary") == 1
    assert '<i class="mk tick"></i>Basic' in page


def test_of_two_urgent_steps_the_one_due_first_comes_first() -> None:
    def step(title: str, due: datetime | None, urgency: int = 0) -> contributions.NextStep:
        return contributions.NextStep(title=title, detail="", url="/", button="Go", urgency=urgency, due=due)

    day = datetime(2026, 11, 24, tzinfo=UTC)
    steps = [
        step("any time", None),
        step("in a week", day + timedelta(days=7)),
        step("today", day),
        step("later", day, 9),
    ]
    assert [one.title for one in sorted(steps, key=contributions.urgency_of)] == [
        "today",
        "in a week",
        "any time",
        "later",
    ]


def test_home_of_somebody_who_is_no_officer_lists_his_pages(bureau: Bureau, as_: SignIn) -> None:
    account = open_account_without_officer(
        login_name="auditor-1", display_name="审计员甲", password=PASSWORD, actor=SYSTEM
    )
    Account.objects.update(must_change_password=False)
    with_role(account, Role.AUDITOR, bureau.bureau)
    page = text_of(as_(account), "/")
    assert "审计员甲，" in page
    assert f'<li><a href="{reverse("personnel:audit")}">' in page
    assert "下一步" not in page
