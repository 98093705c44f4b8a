"""The gate's pages: a question, its answer with an address of its own, a pasted list."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from personnel.accounts.models import Account
from personnel.officers.models import Officer
from qualifications.gate.models import Decision
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.states import Level
from records.days import at_time
from tests import people
from tests.people import SYSTEM, Bureau
from tests.qualifications.facts import pass_exam

SignIn = Callable[[Account], Client]
QUESTION = {"who": "021306", "duty": "handle_cases", "day": "2026-05-03", "time": "", "known_on": "", "unit": ""}


def hold(officer: Officer) -> None:
    new = LegacyLevel(
        officer=officer, level=Level.BASIC, confirmed_on=date(2021, 12, 1), document_no="临公政〔2021〕118号"
    )
    import_legacy(levels=[new], actor=SYSTEM, now=at_time(date(2021, 12, 1), 9))


def test_an_answer_has_an_address_and_is_recomputed_there(dai: Officer, south_hr: Account, as_: SignIn) -> None:
    hold(dai)
    page = as_(south_hr).post(reverse("qualifications:gate"), QUESTION, follow=True)
    assert page.redirect_chain == [(reverse("qualifications:decision", args=[Decision.objects.get().uuid]), 302)]
    assert page.context["card"]["tone"] == "ok"
    assert page.context["replay"].holds
    assert "临公政〔2021〕118号" in page.content.decode()


def test_somebody_elses_question_is_not_there(dai: Officer, hr: Account, south_hr: Account, as_: SignIn) -> None:
    as_(south_hr).post(reverse("qualifications:gate"), QUESTION)
    address = reverse("qualifications:decision", args=[Decision.objects.get().uuid])
    assert as_(hr).get(address).status_code == 404


def test_who_may_be_named_where_only_one_bears_the_name(
    dai: Officer, south_hr: Account, bureau: Bureau, as_: SignIn
) -> None:
    client = as_(south_hr)
    client.post(reverse("qualifications:gate"), QUESTION | {"who": "戴启明"})
    assert Decision.objects.get().number_asked == "021306"
    people.officer_in(bureau.yanchi, "020001", "戴启明")
    page = client.post(reverse("qualifications:gate"), QUESTION | {"who": "戴启明"})
    assert "020001、021306" in str(page.context["form"].errors["who"])


def test_what_is_malformed_stands_at_its_field(dai: Officer, south_hr: Account, as_: SignIn) -> None:
    client = as_(south_hr)
    for changed, field in [
        ({"who": "12"}, "who"),
        ({"day": "2026-02-30"}, "day"),
        ({"duty": "lead_unit"}, "unit"),
        ({"known_on": "2999-01-01"}, "known_on"),
        ({"day": "9999-01-01"}, "day"),
    ]:
        page = client.post(reverse("qualifications:gate"), QUESTION | changed)
        assert list(page.context["form"].errors) == [field]
    assert not Decision.objects.exists()


def test_an_officer_without_the_level_may_assist(he: Officer, dai: Officer, south_hr: Account, as_: SignIn) -> None:
    page = as_(south_hr).post(reverse("qualifications:gate"), QUESTION | {"who": "0A2196"}, follow=True)
    assert page.context["card"]["tone"] == "bad"
    assert [duty.value for duty in page.context["card"]["answer"].alternatives] == ["assist"]


def test_a_pasted_list(dai: Officer, he: Officer, bai: Officer, south_hr: Account, as_: SignIn) -> None:
    hold(dai)
    client = as_(south_hr)
    question = {key: value for key, value in QUESTION.items() if key != "who"}
    page = client.post(
        reverse("qualifications:gate_list"), question | {"numbers": "021306 戴启明\r\n0a2196\n\n030001，099999"}
    )
    assert [row[0].allowed for row in page.context["rows"]] == [True, False, False, False]
    assert "白云帆" not in page.content.decode()
    assert Decision.objects.count() == 4
    wrong = client.post(reverse("qualifications:gate_list"), question | {"numbers": "021306\nabc"})
    assert "ABC" in str(wrong.context["form"].errors["numbers"])


def test_without_the_permission_403(dai_account: Account, as_: SignIn) -> None:
    for name in ("gate", "gate_list"):
        assert as_(dai_account).get(reverse(f"qualifications:{name}")).status_code == 403


def test_who_passed_and_waits_is_told_so(he: Officer, south_hr: Account, as_: SignIn) -> None:
    pass_exam(he, date(2026, 3, 10))
    client = as_(south_hr)
    client.cookies["django_language"] = "en"
    page = client.post(reverse("qualifications:gate"), QUESTION | {"who": "0A2196"}, follow=True)
    assert "passing is not holding" in page.context["card"]["lead"]
    assert [step["state"] for step in page.context["card"]["chain"]] == ["done", "stop"]


def test_a_level_that_ran_out_is_not_called_never_held(dai: Officer, south_hr: Account, as_: SignIn) -> None:
    days = {"confirmed_on": date(2021, 12, 1), "last_day": date(2026, 3, 31)}
    new = LegacyLevel(officer=dai, level=Level.BASIC, document_no="临公政〔2021〕118号", **days)
    import_legacy(levels=[new], actor=SYSTEM, now=at_time(date(2021, 12, 1), 9))
    page = as_(south_hr).post(reverse("qualifications:gate"), QUESTION, follow=True)
    (step,) = page.context["card"]["chain"]
    assert (step["title"], step["note"]) == ("基本级已到期", "2026-03-31")
