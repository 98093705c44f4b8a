"""The pages of a month: within the assessor's scope, each figure opens its people, exports are entries."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from exams.sittings.states import Absence
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from personnel.units.models import UnitVersion
from records.models import AuditEntry, Job
from records.states import JobState
from scoring.periods.models import Period, UnitScore
from scoring.schemes.states import IndicatorCode
from tests import people
from tests.people import Bureau
from tests.scoring.facts import DAY, OCTOBER, computed, hold, monthly_exam, sat, score_of

As = Callable[[Account], Client]
MONTH = reverse("scoring:month", kwargs={"month": OCTOBER})
ALL_UNITS = f"{MONTH}?kind=all"


@pytest.fixture
def south_assessor(bureau: Bureau) -> Account:
    officer = people.officer_in(bureau.south, "010012", "方考")
    return people.with_role(people.account_of(officer), Role.ASSESSOR, bureau.south)


@pytest.fixture
def october(bureau: Bureau, dai: Officer, he: Officer, bai: Officer) -> Period:
    """戴 90 and 何 absent with a reason in the south, 白 50 in the north; 戴 and 白 hold basic."""
    sat(monthly_exam(bureau.bureau), (dai, 90), (he, Absence.SICK), (bai, 50))
    hold(dai, bai)
    return computed()


def _units(client: Client, url: str = ALL_UNITS) -> set[str]:
    return {row.score.short_name for row in client.get(url).context["rows"]}


def _people(client: Client, bureau_unit: object, code: str, query: str = "") -> list[str]:
    url = reverse("scoring:people", kwargs={"month": OCTOBER, "uuid": bureau_unit.uuid, "code": code})
    return [row.officer.name for row, _number, _unit in client.get(url + query).context["rows"]]


def test_only_who_assesses_comes_here(october: Period, dai_account: Account, hr: Account, as_: As) -> None:
    for account in (dai_account, hr):
        for name in ("month", "export"):
            assert as_(account).get(reverse(f"scoring:{name}", kwargs={"month": OCTOBER})).status_code == 403
        assert as_(account).post(reverse("scoring:compute", kwargs={"month": OCTOBER})).status_code == 403
    assert as_(dai_account).get(reverse("scoring:home")).status_code == 403


def test_units_are_seen_within_the_scope(
    october: Period, bureau: Bureau, assessor: Account, south_assessor: Account, as_: As
) -> None:
    south = {"澄南分局", "砚池路派出所", "柳堤街派出所"}
    assert _units(as_(south_assessor)) == south
    assert south | {"市局", "澄北分局", "北桥派出所"} <= _units(as_(assessor))
    client = as_(south_assessor)
    assert client.get(ALL_UNITS).context["head"].unit == bureau.south
    for name, more in (("unit", {}), ("people", {"code": "basic_share"})):
        for unit, status in ((bureau.liudi, 200), (bureau.beiqiao, 404), (bureau.bureau, 404)):
            url = reverse(f"scoring:{name}", kwargs={"month": OCTOBER, "uuid": unit.uuid, **more})
            assert client.get(url).status_code == status


def test_each_figure_opens_the_people_behind_it(
    october: Period, bureau: Bureau, assessor: Account, south_assessor: Account, as_: As
) -> None:
    client = as_(assessor)
    assert _people(client, bureau.south, "participation") == ["何晓晨", "戴启明"]
    assert _people(client, bureau.south, "participation", "?as=excused") == ["何晓晨"]
    assert _people(client, bureau.bureau, "pass_rate", "?as=failed") == ["白云帆"]
    assert _people(client, bureau.bureau, "mean_score") == ["白云帆", "戴启明"]
    assert _people(client, bureau.liudi, "basic_share", "?as=holds") == ["戴启明"]
    assert _people(client, bureau.yanchi, "basic_share", "?as=never") == ["何晓晨"]
    assert _people(as_(south_assessor), bureau.south, "pass_rate") == ["戴启明"]


def test_the_people_are_as_many_as_the_figure_counts(
    october: Period, bureau: Bureau, assessor: Account, as_: As
) -> None:
    client = as_(assessor)
    for score in UnitScore.objects.select_related("unit"):
        for code, expected in (
            ("participation", sum(score.counts[name] for name in ("passed", "failed", "excused", "absent"))),
            ("pass_rate", score.counts["passed"] + score.counts["failed"]),
            ("basic_share", score.established),
        ):
            assert len(_people(client, score.unit, code)) == expected


def test_an_unknown_figure_is_not_there(october: Period, bureau: Bureau, assessor: Account, as_: As) -> None:
    url = reverse("scoring:people", kwargs={"month": OCTOBER, "uuid": bureau.south.uuid, "code": "fines"})
    assert as_(assessor).get(url).status_code == 404


def test_units_of_one_kind_are_compared_and_sorted(october: Period, assessor: Account, as_: As) -> None:
    client = as_(assessor)
    assert client.get(MONTH).headers["Location"] == f"{MONTH}?kind=sub_bureau"
    response = client.get(f"{MONTH}?kind=station&sort=unit")
    names = [row.score.short_name for row in response.context["rows"]]
    assert names == ["砚池路派出所", "柳堤街派出所", "北桥派出所"]
    by_mean = client.get(f"{MONTH}?kind=station&sort=-mean_score").context["rows"]
    assert [row.score.short_name for row in by_mean] == ["柳堤街派出所", "北桥派出所", "砚池路派出所"]
    assert _units(client, f"{MONTH}?kind=station&who=北桥") == {"北桥派出所"}
    assert _units(client, f"{MONTH}?kind=station&grade=excellent") == {"柳堤街派出所"}
    assert _units(client, f"{MONTH}?kind=nonsense&sort=nonsense") == _units(client)


def test_a_month_without_figures_is_computed_by_its_button(
    bureau: Bureau,
    dai: Officer,
    assessor: Account,
    as_: As,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    sat(monthly_exam(bureau.bureau), (dai, 90))
    client = as_(assessor)
    assert client.get(MONTH).context["results"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("scoring:compute", kwargs={"month": OCTOBER}))
    assert client.get(response.headers["Location"]).headers["Location"] == MONTH
    assert Job.objects.get().state == JobState.DONE
    assert score_of(bureau.liudi).total is not None
    entry = AuditEntry.objects.get(action="scoring.period_computed")
    assert entry.actor_uuid == assessor.uuid


def test_the_address_of_the_assessment_leads_to_a_month(october: Period, assessor: Account, as_: As) -> None:
    client = as_(assessor)
    home = reverse("scoring:home")
    assert client.get(home).headers["Location"] == MONTH
    september = reverse("scoring:month", kwargs={"month": date(2026, 9, 1)})
    assert client.get(f"{home}?month=2026-09").headers["Location"] == september
    assert client.get(f"{home}?month=1999-13").headers["Location"] == MONTH
    assert client.get("/scoring/2026-13/").status_code == 404


def _sheets(content: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_index(index).to_python() for index in range(len(book.sheet_names))]


def test_the_workbook_has_the_figures_and_the_peoples_counts(
    october: Period, assessor: Account, as_: As, bureau: Bureau
) -> None:
    response = as_(assessor).get(reverse("scoring:export", kwargs={"month": OCTOBER}) + "?kind=station&sort=unit")
    figures, counts = _sheets(response.content)
    assert [row[0] for row in figures[1:]] == [
        "澄南分局砚池路派出所", "澄南分局柳堤街派出所", "澄北分局北桥派出所",
    ]  # fmt: skip
    liudi = dict(zip(figures[0], figures[2], strict=True))
    assert [liudi[head] for head in figures[0][6:10]] == [100, 100, 90, 100]
    assert figures[1][6:10] == ["", "", "", 0]  # nobody of 砚池路 sat, nobody holds basic
    assert counts[1][3:9] == [1, 0, 0, 1, 0, 0]  # registered, passed, failed, excused, absent, points
    assert len(counts) == 4
    entry = AuditEntry.objects.get(action="scoring.figures_exported")
    assert (entry.after, entry.subject_uuid) == ({"units": 3}, october.uuid)


def test_the_export_obeys_the_scope(october: Period, south_assessor: Account, as_: As) -> None:
    response = as_(south_assessor).get(reverse("scoring:export", kwargs={"month": OCTOBER}))
    assert {row[0] for row in _sheets(response.content)[0][1:]} == {
        "临澄市公安局澄南分局", "澄南分局砚池路派出所", "澄南分局柳堤街派出所",
    }  # fmt: skip


def test_a_name_never_becomes_a_formula(october: Period, bureau: Bureau, assessor: Account, as_: As) -> None:
    assert UnitVersion.objects.exists()
    UnitScore.objects.filter(unit=bureau.liudi).update(name="=HYPERLINK(1)")
    response = as_(assessor).get(reverse("scoring:export", kwargs={"month": OCTOBER}))
    assert "=HYPERLINK(1)" in {row[0] for row in _sheets(response.content)[0]}
    assert b"<f>" not in response.content


def test_pages_take_few_queries(
    bureau: Bureau, assessor: Account, as_: As, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    staff = [people.officer_in(bureau.liudi, f"03{number:04d}", f"民警{number}") for number in range(30)]
    sat(monthly_exam(bureau.bureau), *((officer, 70) for officer in staff), on=DAY)
    hold(*staff)
    computed()
    client = as_(assessor)
    urls = [ALL_UNITS, reverse("scoring:export", kwargs={"month": OCTOBER})]
    urls.append(reverse("scoring:unit", kwargs={"month": OCTOBER, "uuid": bureau.south.uuid}))
    for code in IndicatorCode.values:
        urls.append(reverse("scoring:people", kwargs={"month": OCTOBER, "uuid": bureau.liudi.uuid, "code": code}))
    for url in urls:
        with django_assert_max_num_queries(25):
            assert client.get(url).status_code == 200
