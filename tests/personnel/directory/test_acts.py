"""HR transfers, seconds, retires and re-instates on pages: a form, what it touches, then the act."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.directory.rules import Situation, acts_for, grouped
from personnel.officers.models import Appointment, Officer, PoliceNumber
from personnel.officers.officers import NewPost, appoint, change_status, give_number
from personnel.officers.states import Act, Category, Relation, Service
from records import clock
from records.days import day_of, start_of
from tests.people import SYSTEM, Bureau, account_of, with_role

SignIn = Callable[[Account], Client]
BASIS = {"reason": "工作需要", "document_no": "临公政〔2026〕50号"}
TODAY = day_of(clock.now())


def ask(client: Client, officer: Officer, act: Act, **fields):
    return client.post(f"/people/{officer.uuid}/{act.value}/", {"on": TODAY.isoformat(), **BASIS, **fields})


def do(client: Client, officer: Officer, act: Act, **fields):
    """As the page does: what it touches is shown first, and sent again with the confirmation."""
    shown = ask(client, officer, act, **fields)
    assert shown.templates[0].name == "personnel/directory/confirm.html", shown.context["form"].errors
    sent = {}
    for name, value in shown.context["kept"]:
        sent.setdefault(name, []).append(value)
    answer = client.post(f"/people/{officer.uuid}/{act.value}/", {**sent, "sure": "1"})
    assert answer.status_code == 302
    return shown


def touched(page) -> str:
    return " ".join(str(touch.text) for touch in page.context["touches"])


def unit_of(officer: Officer, relation: Relation = Relation.ESTABLISHED) -> int | None:
    posts = Appointment.objects.believed().holding_at(clock.now()).filter(officer=officer, relation=relation)
    return posts.values_list("unit", flat=True).first()


def test_the_journey_of_hr(as_: SignIn, hr: Account, dai: Officer, bureau: Bureau) -> None:
    """HR finds somebody by initials, transfers, seconds, retires and re-instates him."""
    client = as_(hr)
    found = client.get(client.post("/people/find/", {"q": "dqm"}).url)
    assert [row.officer.uuid for row in found.context["rows"]] == [dai.uuid]

    page = do(client, dai, Act.TRANSFER, unit=bureau.yanchi.code, post="社区民警", stream="")
    assert "柳堤街派出所民警" in touched(page)
    assert unit_of(dai) == bureau.yanchi.pk

    last_day = (TODAY + timedelta(days=90)).isoformat()
    do(client, dai, Act.SECOND, unit=bureau.north.code, post="借调民警", stream="", until=last_day)
    assert (unit_of(dai), unit_of(dai, Relation.WORKING)) == (bureau.yanchi.pk, bureau.north.pk)
    do(client, dai, Act.END_SECONDMENT, on=(TODAY + timedelta(days=1)).isoformat())

    page = do(client, dai, Act.RETIRE, on=(TODAY + timedelta(days=2)).isoformat())
    assert "警号021306空出" in touched(page)
    assert unit_of(dai) == bureau.yanchi.pk  # until then


def test_somebody_who_retired_is_reinstated_with_number_and_post(
    as_: SignIn, hr: Account, dai: Officer, he: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    change_status(officers=[dai], status=Service.RETIRED, since=since, actor=SYSTEM, now=since)
    client = as_(hr)
    form = client.get(f"/people/{dai.uuid}/reinstate/").context["form"]
    assert (form["police_number"].value(), form["unit"].value(), form["post"].value()) == (
        "021306",
        bureau.liudi.code,
        "民警",
    )
    fields = {"police_number": "021306", "unit": bureau.liudi.code, "post": "民警", "stream": "public_order"}
    do(client, dai, Act.REINSTATE, **fields)
    assert unit_of(dai) == bureau.liudi.pk
    assert PoliceNumber.objects.believed().get(officer=dai, valid_to=None).number == "021306"


def test_a_number_that_passed_on_is_refused_at_its_field_before_anybody_confirms(
    as_: SignIn, hr: Account, dai: Officer, he: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    change_status(officers=[dai], status=Service.RETIRED, since=since, actor=SYSTEM, now=since)
    give_number(officer=he, number="021306", since=start_of(date(2026, 4, 1)), actor=SYSTEM, now=since)
    fields = {"police_number": "021306", "unit": bureau.liudi.code, "post": "民警", "stream": ""}
    page = ask(as_(hr), dai, Act.REINSTATE, **fields)
    assert "何**" in page.context["form"].errors["police_number"][0]
    assert not Officer.objects.in_service_at(clock.now()).filter(pk=dai.pk).exists()


def test_what_is_shown_before_is_not_stored(as_: SignIn, hr: Account, dai: Officer, bureau: Bureau) -> None:
    before = dai.changes.count()
    page = ask(as_(hr), dai, Act.TRANSFER, unit=bureau.yanchi.code, post="民警", stream="")
    assert page.status_code == 200
    assert (dai.changes.count(), unit_of(dai)) == (before, bureau.liudi.pk)


def test_a_unit_left_without_its_head_and_a_role_are_named(
    as_: SignIn, hr: Account, dai: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    appoint(posts=[(dai, NewPost(unit=bureau.liudi, post="所长", since=since, is_head=True))], actor=SYSTEM, now=since)
    with_role(account_of(dai), Role.UNIT_CLERK, bureau.liudi)
    page = ask(as_(hr), dai, Act.TRANSFER, unit=bureau.yanchi.code, post="民警", stream="")
    assert "柳堤街派出所将没有负责人" in touched(page)
    assert "单位内勤" in touched(page)
    page = ask(as_(hr), dai, Act.DISMISS)
    assert "警衔不予保留" in touched(page)
    assert "账号不能再登录" in touched(page)


def test_who_heads_the_unit_already_is_named_and_nothing_is_refused(
    as_: SignIn, hr: Account, dai: Officer, he: Officer, bureau: Bureau
) -> None:
    since = start_of(date(2026, 3, 1))
    appoint(posts=[(he, NewPost(unit=bureau.yanchi, post="所长", since=since, is_head=True))], actor=SYSTEM, now=since)
    page = do(as_(hr), dai, Act.TRANSFER, unit=bureau.yanchi.code, post="所长", stream="", is_head="on")
    assert "何晓晨自2026-03-01起任该单位负责人" in touched(page)


def test_back_to_the_entries_keeps_them(as_: SignIn, hr: Account, dai: Officer, bureau: Bureau) -> None:
    page = ask(as_(hr), dai, Act.TRANSFER, unit=bureau.yanchi.code, post="教导员", stream="", edit="1")
    assert page.templates[0].name == "personnel/directory/act.html"
    assert page.context["form"]["post"].value() == "教导员"


@pytest.mark.parametrize(
    ("act", "fields", "wrong"),
    [
        (Act.TRANSFER, {"unit": "", "post": "民警"}, "unit"),
        (Act.TRANSFER, {"unit": "110102000000", "post": "民警"}, "unit"),  # he is there
        (Act.TRANSFER, {"unit": "110101000000", "post": "民警", "on": "2014-01-01"}, "on"),
        (Act.TRANSFER, {"unit": "110101000000", "post": "民警", "on": "24.11.2026"}, "on"),
        (Act.TRANSFER, {"unit": "110101000000", "post": "民警", "document_no": ""}, "document_no"),
        (Act.TRANSFER, {"unit": "110101000000", "post": "所长", "duties": ["legal_affairs", "handle_cases"]}, "duties"),
        (Act.NUMBER, {"police_number": "2196"}, "police_number"),
        (Act.RANK, {"rank": "四级警督"}, "rank"),
        (Act.RETIRE, {"on": "2010-01-01"}, "on"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    as_: SignIn, hr: Account, dai: Officer, act: Act, fields: dict[str, object], wrong: str
) -> None:
    page = ask(as_(hr), dai, act, **fields)
    assert list(page.context["form"].errors) == [wrong]
    assert dai.changes.count() == 1


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (Act.APPOINT, {"post": "所长", "is_head": "on", "acting": "on"}),
        (Act.CONCURRENT, {"unit": "110100000000", "post": "兼职教官"}),
        (Act.RANK, {"rank": "一级警司", "grade": "四级警长"}),
        (Act.NUMBER, {"police_number": "0b7777"}),
        (Act.LEGAL, {"certificate_no": "A2024990112345"}),
        (Act.FIRST_REVIEW, {}),
        (Act.UNESTABLISH, {}),
        (Act.RESIGN, {}),
        (Act.DIED, {}),
        (Act.CORRECT, {"name": "戴启铭", "sex": "male", "born_on": "1990-01-01", "joined_on": "2015-07-01"}),
    ],
)
def test_each_act_is_done_and_stands_in_the_record(
    as_: SignIn, hr: Account, dai: Officer, act: Act, fields: dict[str, str]
) -> None:
    client = as_(hr)
    do(client, dai, act, **fields)
    page = client.get(f"/people/{dai.uuid}/")
    latest = page.context["person"].changes[0]
    assert latest.change.document_no == BASIS["document_no"]
    assert latest.words != latest.change.reason_code
    assert BASIS["reason"] in latest.detail


def test_an_act_that_does_not_fit_is_not_there(as_: SignIn, hr: Account, dai: Officer) -> None:
    client = as_(hr)
    assert client.get(f"/people/{dai.uuid}/reinstate/").status_code == 404
    assert client.get(f"/people/{dai.uuid}/end-secondment/").status_code == 404
    assert client.get(f"/people/{dai.uuid}/promote/").status_code == 404


def test_nobody_changes_his_own_record(as_: SignIn, hr: Account) -> None:
    client = as_(hr)
    assert client.get(f"/people/{hr.officer.uuid}/").status_code == 200
    assert client.get(f"/people/{hr.officer.uuid}/rank/").status_code == 404


def test_a_mistake_is_taken_back_from_the_record(as_: SignIn, hr: Account, dai: Officer, bureau: Bureau) -> None:
    client = as_(hr)
    do(client, dai, Act.TRANSFER, unit=bureau.yanchi.code, post="民警", stream="")
    line = client.get(f"/people/{dai.uuid}/").context["person"].changes[0]
    address = f"/people/{dai.uuid}/changes/{line.change.uuid}/take-back/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "录错", "document_no": "x"}).status_code == 302
    assert unit_of(dai) == bureau.liudi.pk
    lines = client.get(f"/people/{dai.uuid}/").context["person"].changes
    assert [line.may_be_taken_back for line in lines] == [False, False, False]


@pytest.mark.parametrize("status", Service)
@pytest.mark.parametrize("category", Category)
def test_what_is_offered_fits_the_situation(status: Service, category: Category) -> None:
    situation = Situation(
        status=status,
        category=category,
        established=category == Category.OFFICER,
        has_post=True,
        has_other_posts=False,
        is_seconded=False,
        has_legal_qualification=False,
        reviews=False,
    )
    acts = acts_for(situation)
    assert Act.CORRECT in acts
    assert (Act.TRANSFER in acts) == situation.is_serving
    assert (Act.REINSTATE in acts) == (status in {Service.RETIRED, Service.RESIGNED, Service.DISMISSED})
    assert not (category == Category.AUXILIARY and {Act.RANK, Act.LEGAL, Act.ESTABLISH} & set(acts))


@pytest.mark.parametrize("relation", [Relation.CONCURRENT, Relation.WORKING])
def test_a_unit_that_only_borrows_somebody_sees_him_and_acts_on_him_no_more_than_that(
    as_: SignIn, south_hr: Account, bai: Officer, bureau: Bureau, relation: Relation
) -> None:
    since = start_of(date(2026, 3, 1))
    post = NewPost(unit=bureau.yanchi, post="民警", since=since, relation=relation)
    appoint(posts=[(bai, post)], actor=SYSTEM, now=since)
    client = as_(south_hr)
    page = client.get(f"/people/{bai.uuid}/")
    assert (page.context["may_manage"], page.context["may_identify"]) == (False, False)
    for act in ("dismiss", "correct", "identity"):
        assert client.get(f"/people/{bai.uuid}/{act}/").status_code == 404


def test_cancelling_an_act_leads_back_to_the_person(as_: SignIn, hr: Account, dai: Officer) -> None:
    page = as_(hr).get(f"/people/{dai.uuid}/{Act.RANK.value}/").content.decode()
    assert f'<a class="btn" href="/people/{dai.uuid}/">取消</a>' in page
    assert 'href=""' not in page


def test_leaving_service_stands_last_and_apart(as_: SignIn, hr: Account, dai: Officer) -> None:
    groups = as_(hr).get(f"/people/{dai.uuid}/").context["person"].act_groups
    assert [words for words, _acts in groups] == ["任职", "警衔与身份", "更正", "离职"]
    assert set(groups[-1][1]) == {Act.RETIRE, Act.RESIGN, Act.DISMISS, Act.DIED}


@pytest.mark.parametrize("status", list(Service))
def test_every_act_that_is_offered_has_its_group(status: Service) -> None:
    situation = Situation(
        status=status,
        category=Category.OFFICER,
        established=True,
        has_post=True,
        has_other_posts=True,
        is_seconded=True,
        has_legal_qualification=False,
        reviews=False,
    )
    acts = acts_for(situation)
    assert sorted(act for group in grouped(acts).values() for act in group) == sorted(acts)


@pytest.mark.parametrize(
    ("act", "words"), [(Act.RETIRE, "退休日期"), (Act.DISMISS, "辞退日期"), (Act.TRANSFER, "调动生效日期")]
)
def test_the_day_is_asked_for_in_the_words_of_the_act(
    as_: SignIn, hr: Account, dai: Officer, act: Act, words: str
) -> None:
    page = as_(hr).get(f"/people/{dai.uuid}/{act.value}/").content.decode()
    assert words in page
    assert "起始日" not in page
