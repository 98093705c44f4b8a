"""Invigilators come from other units than the candidates', two for each room, and see what is assigned to them."""

import pytest
from django.test import Client

from exams.delivery.models import Attempt
from exams.sittings.invigilators import assign_invigilators, invigilators_of, withdraw_invigilator
from exams.sittings.models import Registration, Sitting
from exams.sittings.rules import invigilators_at_most
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from records import clock
from records.refusals import Refusal
from tests.exams.exam_rooms import FIRST, WRITER, open_sitting
from tests.people import NOW, Bureau, account_of, actor_of, officer_in

WATCH = "sitting.invigilate"


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at the sitting's time."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def sitting(bureau: Bureau, dai: Officer) -> Sitting:
    """戴启明 of 柳堤街派出所 sits."""
    return open_sitting(bureau.south, [dai])


@pytest.fixture
def guards(bureau: Bureau, bai: Officer) -> list[Account]:
    """白云帆 and 钟离 of the other sub-bureau."""
    return [account_of(bai), account_of(officer_in(bureau.beiqiao, "030003", "钟离"))]


@pytest.mark.parametrize(("candidates", "most"), [(0, 2), (1, 2), (30, 2), (31, 4), (90, 6)])
def test_two_for_each_room_of_thirty(candidates: int, most: int) -> None:
    assert invigilators_at_most(candidates) == most


def test_an_invigilator_sees_exactly_what_is_assigned(
    sitting: Sitting, guards: list[Account], bureau: Bureau, he: Officer
) -> None:
    foreign = open_sitting(bureau.north, [he])
    assign_invigilators(sitting=sitting, accounts=guards, actor=FIRST, now=NOW)
    actor = actor_of(guards[0])
    assert list(Sitting.objects.visible_to(actor, WATCH)) == [sitting]
    assert [row.sitting for row in Registration.objects.visible_to(actor, WATCH)] == [sitting]
    assert [row.sitting for row in Attempt.objects.visible_to(actor, WATCH)] == [sitting]
    assert not Sitting.objects.visible_to(actor, "sitting.view").exists()
    assert foreign not in Sitting.objects.visible_to(actor, WATCH)


def test_nobody_watches_the_people_of_his_own_unit(sitting: Sitting, bureau: Bureau, dai_account: Account) -> None:
    colleague = account_of(officer_in(bureau.liudi, "021399", "柳青"))
    for one in (colleague, dai_account):
        with pytest.raises(Refusal) as refused:
            assign_invigilators(sitting=sitting, accounts=[one], actor=FIRST, now=NOW)
        assert (refused.value.code, refused.value.field) == ("invigilators.own_unit", "numbers")


def test_a_third_invigilator_is_refused(sitting: Sitting, guards: list[Account], bureau: Bureau) -> None:
    assign_invigilators(sitting=sitting, accounts=guards, actor=FIRST, now=NOW)
    third = account_of(officer_in(bureau.north, "030004", "万里"))
    with pytest.raises(Refusal) as refused:
        assign_invigilators(sitting=sitting, accounts=[third], actor=FIRST, now=NOW)
    assert refused.value.code == "invigilators.too_many"
    withdraw_invigilator(sitting=sitting, grant=invigilators_of(sitting, NOW)[0], actor=FIRST, now=NOW)
    assign_invigilators(sitting=sitting, accounts=[third], actor=FIRST, now=NOW)
    assert {grant.account.display_name for grant in invigilators_of(sitting, NOW)} == {"钟离", "万里"}


def test_authors_assign_nobody(sitting: Sitting, guards: list[Account]) -> None:
    with pytest.raises(Refusal) as refused:
        assign_invigilators(sitting=sitting, accounts=guards, actor=WRITER, now=NOW)
    assert refused.value.code == "sittings.author"


def test_the_exam_office_assigns_on_a_page(
    as_, sitting: Sitting, guards: list[Account], exam_officer: Account, bureau: Bureau
) -> None:
    client: Client = as_(exam_officer)
    page = f"/exams/sittings/{sitting.uuid}/invigilators"
    assert client.post(page, {"numbers": "030001 030003"}).status_code == 302
    text = client.get(page).content.decode()
    assert "白云帆" in text
    assert "钟离" in text
    assert list(client.post(page, {"numbers": "999999"}).context["form"].errors) == ["numbers"]
    assert list(client.post(page, {"numbers": "021306"}).context["form"].errors) == ["numbers"]
    grant = invigilators_of(sitting, NOW)[0]
    client.post(f"/exams/sittings/{sitting.uuid}/invigilators/{grant.uuid}/withdraw")
    assert invigilators_of(sitting, NOW).count() == 1


def test_the_invigilators_page_shows_who_sits_and_no_score(as_, sitting: Sitting, guards: list[Account]) -> None:
    assign_invigilators(sitting=sitting, accounts=guards, actor=FIRST, now=NOW)
    client: Client = as_(guards[0])
    assert "11月月考" in client.get("/exams/sittings/assigned/").content.decode()
    page = client.get(f"/exams/sittings/assigned/{sitting.uuid}/").content.decode()
    assert "戴启明" in page
    assert "得分" not in page
    assert client.get(f"/exams/sittings/{sitting.uuid}/").status_code == 403
    assert str(Role.INVIGILATOR.label) in client.get("/roles/mine/").content.decode()
