"""资格台账 as people use it: the list, its export, confirming, restricting, one's own page."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.officers.states import Stream
from personnel.roles.roles import give_role
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.levels.outside import LegacyLevel, import_legacy
from qualifications.registry.states import Standing
from qualifications.restrictions.models import Restriction, Serving
from qualifications.restrictions.restrictions import NewRestriction, restrict
from qualifications.states import ClaimState, Level, RestrictionKind
from records import clock
from records.days import at_time, day_of, today
from records.models import AuditEntry
from tests import people
from tests.people import SYSTEM, Bureau
from tests.qualifications.facts import pass_exam

SignIn = Callable[[Account], Client]
LIST = "/registry/"


def hold(officer: Officer, level: Level = Level.BASIC, *, last_day: date | None = None) -> LevelRecord:
    new = LegacyLevel(
        officer=officer,
        level=level,
        confirmed_on=date(2021, 12, 1),
        document_no="临公政〔2021〕118号",
        last_day=last_day,
    )
    return import_legacy(levels=[new], actor=SYSTEM, now=at_time(date(2021, 12, 1), 9))[0]


def suspend(officer: Officer) -> Restriction:
    new = NewRestriction(
        officer=officer,
        kind=RestrictionKind.SUSPENSION,
        since=clock.now() - timedelta(days=3),
        document_no="临公法〔2026〕7号",
    )
    return restrict(items=[new], actor=SYSTEM)[0]


def cells(response: Any) -> Any:
    content = response.content
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_list_says_how_everybody_stands(
    dai: Officer, he: Officer, bai: Officer, south_hr: Account, as_: SignIn
) -> None:
    hold(dai, last_day=today() - timedelta(days=5))
    pass_exam(he, date(2026, 3, 10))
    page = as_(south_hr).get(LIST)
    standings = {row.officer.name: Standing.at(row.officer.standing) for row in page.context["rows"]}
    assert standings == {"戴启明": Standing.EXPIRED, "何晓晨": Standing.WAITING, "许静": Standing.NEVER}
    assert "白云帆" not in page.content.decode()
    coverage = page.context["coverage"]
    assert (coverage.share.without, coverage.share.total) == (3, 3)
    assert page.context["due"].waiting == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=启明", {"戴启明"}),
        ("q=0a21", {"何晓晨"}),
        ("unit=110102000000", {"戴启明"}),
        ("level=basic", {"戴启明", "何晓晨"}),
        ("level=none", {"许静"}),
        ("state=restricted", {"何晓晨"}),
        ("state=without", {"何晓晨", "许静"}),
        ("state=held", {"戴启明"}),
        ("stream=public_order&sort=-name", {"戴启明", "何晓晨"}),
        ("unit=999&state=nonsense&sort=nonsense&page=99", {"戴启明", "何晓晨", "许静"}),
    ],
)
def test_filters_live_in_the_address_and_the_export_holds_the_same(
    dai: Officer, he: Officer, south_hr: Account, as_: SignIn, query: str, names: set[str]
) -> None:
    hold(dai)
    hold(he)
    suspend(he)
    client = as_(south_hr)
    assert {row.officer.name for row in client.get(f"{LIST}?{query}").context["rows"]} == names
    rows = cells(client.get(f"{LIST}export/?{query}"))
    assert {row[0] for row in rows[1:]} == names
    entry = AuditEntry.objects.get(action="registry.exported")
    assert entry.after == {"rows": len(names), "filters": entry.after["filters"]}
    assert "启明" not in str(entry.after)


def test_the_export_keeps_text_as_text(bureau: Bureau, south_hr: Account, as_: SignIn) -> None:
    people.officer_in(bureau.liudi, "000123", "=HYPERLINK(1)", post="@SUM(A1)")
    rows = cells(as_(south_hr).get(f"{LIST}export/?q=HYPERLINK"))
    assert rows[1][:4] == ["=HYPERLINK(1)", "000123", "柳堤街派出所", "@SUM(A1)"]


def test_a_longer_list_costs_no_more_queries(
    bureau: Bureau, hr: Account, as_: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(24):
        hold(people.officer_in(bureau.liudi, f"05{n:04d}", f"民警{n}"))
    client = as_(hr)
    client.get(LIST)
    with django_assert_max_num_queries(36):
        page = client.get(LIST)
    assert len(page.context["rows"]) == 25


def test_confirming_many_by_one_document(dai: Officer, he: Officer, south_hr: Account, as_: SignIn) -> None:
    for officer in (dai, he):
        pass_exam(officer, date(2026, 3, 10))
    client = as_(south_hr)
    address = f"{reverse('qualifications:confirm')}?row={dai.uuid}&row={he.uuid}&row=nonsense"
    assert "戴启明" in client.get(address).content.decode()
    wrong = client.post(address, {"confirmed_on": "2026-03-01", "document_no": "临公政〔2026〕18号"})
    assert "confirmed_on" in wrong.context["form"].errors
    right = client.post(address, {"confirmed_on": "2026-04-01", "document_no": "临公政〔2026〕18号"})
    assert right.status_code == 302
    assert LevelRecord.objects.filter(document_no="临公政〔2026〕18号").count() == 2
    again = client.post(address, {"confirmed_on": "2026-04-01", "document_no": "临公政〔2026〕18号"}, follow=True)
    assert LevelRecord.objects.count() == 2
    assert again.redirect_chain


def test_nobody_confirms_his_own_level(south_hr: Account, as_: SignIn) -> None:
    officer = south_hr.officer
    assert officer is not None
    pass_exam(officer, date(2026, 3, 10))
    address = f"{reverse('qualifications:confirm')}?row={officer.uuid}"
    as_(south_hr).post(address, {"confirmed_on": "2026-04-01", "document_no": "x"})
    assert LevelClaim.objects.get().state == ClaimState.ELIGIBLE
    assert as_(south_hr).get(reverse("qualifications:restrict", args=[officer.uuid])).status_code == 404


def test_confirming_outside_the_scope_does_nothing(bai: Officer, south_hr: Account, as_: SignIn) -> None:
    pass_exam(bai, date(2026, 3, 10))
    address = f"{reverse('qualifications:confirm')}?row={bai.uuid}"
    as_(south_hr).post(address, {"confirmed_on": "2026-04-01", "document_no": "x"})
    assert LevelClaim.objects.get().state == ClaimState.ELIGIBLE


def test_restricting_serving_and_reinstating(dai: Officer, south_hr: Account, as_: SignIn) -> None:
    hold(dai)
    client = as_(south_hr)
    form = {
        "kind": "stop_duty",
        "reason_code": "discipline",
        "since": "2026-03-02 09:00",
        "days": "61",
        "document_no": "临公督〔2026〕3号",
    }
    address = reverse("qualifications:restrict", args=[dai.uuid])
    assert "days" in client.post(address, form).context["form"].errors
    assert client.post(address, form | {"kind": "suspension", "days": ""}).status_code == 302
    restriction = Restriction.objects.get()
    assert restriction.valid_from == at_time(date(2026, 3, 2), 9)
    client.post(reverse("qualifications:serve", args=[restriction.uuid]), {"served_at": "2026-03-02 10:00"})
    assert Serving.objects.get().is_signed is False
    shown = client.get(reverse("qualifications:officer", args=[dai.uuid])).content.decode()
    assert "临公督〔2026〕3号" in shown
    lifted = client.post(
        reverse("qualifications:lift", args=[restriction.uuid]), {"at": "2026-04-01 09:00", "document_no": "9号"}
    )
    assert lifted.status_code == 302
    assert Restriction.objects.believed().get().valid_to == at_time(date(2026, 4, 1), 9)


def test_revoking_asks_with_its_consequence(dai: Officer, south_hr: Account, as_: SignIn) -> None:
    record = hold(dai)
    address = reverse("qualifications:revoke", args=[record.uuid])
    client = as_(south_hr)
    assert client.get(address).status_code == 200
    assert client.post(address, {"at": "2026-04-01 00:00", "document_no": ""}).status_code == 200
    assert client.post(address, {"at": "2026-04-01 00:00", "document_no": "9号"}).status_code == 302
    assert LevelRecord.objects.believed().get().valid_to == at_time(date(2026, 4, 1), 0)


@pytest.mark.parametrize("name", ["list", "export", "confirm"])
def test_only_the_qualification_office_sees_the_registry(dai_account: Account, as_: SignIn, name: str) -> None:
    assert as_(dai_account).get(reverse(f"qualifications:{name}")).status_code == 403


def test_a_foreign_record_is_not_there(bai: Officer, south_hr: Account, as_: SignIn) -> None:
    assert as_(south_hr).get(reverse("qualifications:officer", args=[bai.uuid])).status_code == 404


def test_my_own_page_says_what_i_hold_and_what_comes_next(dai: Officer, dai_account: Account, as_: SignIn) -> None:
    hold(dai)
    page = as_(dai_account).get(reverse("qualifications:mine"))
    dossier = page.context["dossier"]
    assert dossier.card["answer"].allowed
    assert [condition.code for condition in dossier.next_level.conditions] == ["prerequisite", "exam"]
    home = as_(dai_account).get("/")
    assert [badge.kind for badge in home.context["held"]] == ["done"]
    assert any("qualifications" in card.template for card in home.context["cards"])


def test_a_level_that_ends_soon_is_the_next_step(dai: Officer, dai_account: Account, as_: SignIn) -> None:
    hold(dai, last_day=day_of(clock.now()) + timedelta(days=20))
    home = as_(dai_account).get("/")
    assert home.context["steps"][0].urgency == 30


def test_a_role_for_one_stream_counts_that_stream_alone(
    security_admin: Account, bureau: Bureau, dai: Officer, he: Officer, bai: Officer, as_: SignIn
) -> None:
    manager = people.account_of(bai)
    people.officer_in(bureau.yanchi, "020031", "吴昊")  # of no stream
    give_role(
        account=manager,
        role=Role.HR,
        unit=bureau.south,
        stream=Stream.PUBLIC_ORDER,
        actor=people.actor_of(security_admin),
    )
    page = as_(manager).get(LIST)
    assert page.context["coverage"].share.total == 2
    assert {row.officer.name for row in page.context["rows"]} == {"戴启明", "何晓晨", "白云帆"}
