"""Whoever may change results, levels or roles signs in with a second factor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from personnel.access.permissions import ONLY_SHOWING, PERMISSIONS, needs_second_factor
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.accounts.rules import code_at, step_at
from personnel.accounts.second_factor import (
    check_code,
    count_recovery_codes,
    enrol,
    is_enrolled,
    renew_recovery_codes,
    reset_second_factor,
    turn_off,
)
from records import clock
from records.models import AuditEntry
from records.refusals import Refusal
from tests.people import PASSWORD, Bureau, actor_of, with_role
from tests.second_factor import SECRET, Telephone, enrolled

pytestmark = pytest.mark.django_db


def sign_in(login: str, client: Client | None = None) -> Client:
    """At the door, with the password only."""
    client = client or Client()
    client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    return client


def secret_on(client: Client) -> str:
    page = client.get(reverse("personnel:enrol"))
    return str(page.context["secret"]).replace(" ", "")


def test_roles_that_only_show_need_none() -> None:
    with_factor = {role for role in Role if needs_second_factor(PERMISSIONS[role])}
    assert with_factor >= {Role.TRAINER, Role.REVIEWER, Role.EXAM_OFFICER, Role.HR, Role.ASSESSOR, Role.SECURITY_ADMIN}
    assert not with_factor & {Role.OFFICER, Role.UNIT_CLERK, Role.AUDITOR}


def test_a_permission_that_nobody_entered_asks_for_one() -> None:
    assert needs_second_factor(frozenset({"something.new"}))
    assert not needs_second_factor(ONLY_SHOWING)


def test_whoever_has_none_is_led_to_set_it_up_and_may_do_nothing_else(hr: Account) -> None:
    client = sign_in("010005")
    for path in ("/", "/registry/", "/account/password/", "/account/"):
        assert client.get(path).headers["Location"] == reverse("personnel:enrol"), path
    assert client.post("/roles/give/").headers["Location"] == reverse("personnel:enrol")
    assert client.get("/api/v1/gate/010005/handle_cases").json()["code"] == "accounts.second_factor"
    telephone = Telephone(secret_on(client))
    done = client.post(reverse("personnel:enrol"), {"code": telephone.code()})
    assert done.headers["Location"] == reverse("personnel:recovery_codes")
    assert client.get("/registry/").status_code == 200


def test_the_secret_is_encrypted_in_the_session_and_in_the_table(hr: Account) -> None:
    client = sign_in("010005")
    secret = secret_on(client)
    assert secret not in str(dict(client.session))
    client.post(reverse("personnel:enrol"), {"code": Telephone(secret).code()})
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)


def test_a_wrong_code_sets_nothing_up(hr: Account) -> None:
    client = sign_in("010005")
    secret_on(client)
    page = client.post(reverse("personnel:enrol"), {"code": "000000"})
    assert list(page.context["form"].errors) == ["code"]
    assert not is_enrolled(hr)


def test_signing_in_asks_for_the_code(hr: Account) -> None:
    telephone = enrolled(hr)
    client = sign_in("010005")
    assert client.get("/").status_code == 302  # not in yet
    wrong = client.post(reverse("mfa_authenticate"), {"code": "123"})
    assert wrong.status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": telephone.code()})
    assert client.get("/registry/").status_code == 200


def test_a_code_works_once(hr: Account) -> None:
    telephone = enrolled(hr)
    code = telephone.code()
    first, second = sign_in("010005"), sign_in("010005")
    first.post(reverse("mfa_authenticate"), {"code": code})
    replayed = second.post(reverse("mfa_authenticate"), {"code": code})
    assert first.get("/registry/").status_code == 200
    assert list(replayed.context["form"].errors) == ["code"]
    assert second.get("/registry/").status_code == 302


def test_a_code_from_paper_works_once(dai_account: Account) -> None:
    now = clock.now()
    actor = actor_of(dai_account)
    codes = enrol(account=dai_account, secret=SECRET, code=code_at(SECRET, step_at(now)), actor=actor, now=now)
    assert len(codes) == count_recovery_codes(dai_account) == 10
    check_code(account=dai_account, code=codes[3], actor=actor, now=now)
    with pytest.raises(Refusal):
        check_code(account=dai_account, code=codes[3], actor=actor, now=now)
    assert count_recovery_codes(dai_account) == 9
    new = renew_recovery_codes(account=dai_account, actor=actor, now=now)
    assert set(new).isdisjoint(codes)


def test_guessing_codes_is_stopped(hr: Account) -> None:
    telephone = enrolled(hr)
    client = sign_in("010005")
    for _time in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": telephone.code()})
    assert "失败次数过多" in page.content.decode()
    assert AuditEntry.objects.filter(action="personnel.locked_out", subject_uuid=hr.uuid).count() == 1


def test_a_role_given_during_the_session_asks_at_the_next_request(dai_account: Account, bureau: Bureau) -> None:
    client = sign_in("021306")
    assert client.get("/").status_code == 200
    with_role(dai_account, Role.TRAINER, bureau.south)
    assert client.get("/").headers["Location"] == reverse("personnel:enrol")


def test_a_session_without_it_gives_the_code_later(dai_account: Account, bureau: Bureau) -> None:
    client = sign_in("021306")
    telephone = enrolled(dai_account)
    with_role(dai_account, Role.TRAINER, bureau.south)
    assert client.get("/").headers["Location"] == reverse("personnel:give_code")
    assert client.post(reverse("personnel:give_code"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("personnel:give_code"), {"code": telephone.code()}).headers["Location"] == "/"
    assert client.get("/exams/banks/").status_code != 302


def test_recovery_codes_are_shown_until_their_holder_has_them(hr: Account) -> None:
    client = sign_in("010005")
    client.post(reverse("personnel:enrol"), {"code": Telephone(secret_on(client)).code()})
    shown = client.get(reverse("personnel:recovery_codes")).context["codes"]
    assert shown[0] in client.get(reverse("personnel:recovery_file")).content.decode("utf-8-sig")
    client.post(reverse("personnel:recovery_codes"))
    assert client.get(reverse("personnel:recovery_codes")).headers["Location"] == reverse("personnel:account")
    assert client.get(reverse("personnel:recovery_file")).status_code == 404


def test_whose_role_asks_for_it_cannot_turn_it_off(hr: Account, dai_account: Account) -> None:
    now = clock.now()
    enrolled(hr)
    with pytest.raises(Refusal) as refused:
        turn_off(account=hr, needed=True, actor=actor_of(hr), now=now)
    assert refused.value.code == "accounts.factor_needed"
    enrolled(dai_account)
    turn_off(account=dai_account, needed=False, actor=actor_of(dai_account), now=now)
    assert is_enrolled(hr)
    assert not is_enrolled(dai_account)


def test_a_lost_telephone_is_reset_by_another(hr: Account, security_admin: Account) -> None:
    now = clock.now()
    enrolled(hr)
    reset_second_factor(account=hr, reason="手机丢失", actor=actor_of(security_admin), now=now)
    assert not Authenticator.objects.filter(user=hr).exists()
    enrolled(security_admin)
    with pytest.raises(Refusal) as refused:
        reset_second_factor(account=security_admin, reason="x", actor=actor_of(security_admin), now=now)
    assert refused.value.code == "accounts.own"


def test_the_page_of_ones_account_says_how_it_stands(as_: Callable[[Account], Client], hr: Account) -> None:
    enrolled(hr)
    page = as_(hr).get("/account/").content.decode()
    assert "备用码还剩 10 个" in page
    assert "不能关闭" in page


@pytest.mark.parametrize(("demo", "address", "asked"), [(True, "127.0.0.1", False), (True, "10.1.2.3", True)])
def test_only_the_demo_on_this_machine_does_without(
    hr: Account, settings: Any, demo: bool, address: str, asked: bool
) -> None:
    settings.DEMO, settings.SECOND_FACTOR = demo, False
    client = sign_in("010005", Client(REMOTE_ADDR=address))
    assert (client.get("/registry/").status_code == 302) is asked


def test_secrets_grow_old_with_their_keys(hr: Account, settings: Any) -> None:
    telephone = enrolled(hr)
    settings.FIELD_KEYS = ["bmV3ZXIta2V5LW5ld2VyLWtleS1uZXdlci1rZXktMDE=", *settings.FIELD_KEYS]
    check_code(account=hr, code=telephone.code(), actor=actor_of(hr), now=clock.now() + timedelta(seconds=1))


def test_at_the_code_one_may_turn_back_and_be_somebody_else(hr: Account, dai_account: Account) -> None:
    enrolled(hr)
    client = sign_in("010005")
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).status_code == 200
    assert sign_in("021306", client).get("/").context["user"] == dai_account
