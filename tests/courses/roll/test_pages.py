"""A trainer's pages: courses and people within his scope, enrolling, taking off, publishing, exporting."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from courses.catalogue.models import Course
from courses.study.enrolments import enrol
from courses.study.models import Enrolment
from courses.study.states import EnrolmentState
from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.officers.models import Officer
from records.models import AuditEntry
from tests import people
from tests.courses import sample
from tests.courses.catalogue.test_text import QUIZ
from tests.people import NOW, SYSTEM, Bureau

As = Callable[[Account], Client]


@pytest.fixture
def course(bureau: Bureau) -> Course:
    return sample.published(bureau.bureau)


@pytest.fixture
def south_trainer(bureau: Bureau) -> Account:
    officer = people.officer_in(bureau.south, "010011", "秦教")
    return people.with_role(people.account_of(officer), Role.TRAINER, bureau.south)


def _url(name: str, course: Course) -> str:
    return reverse(f"courses:{name}", kwargs={"uuid": course.uuid})


def test_only_who_manages_courses_comes_here(course: Course, dai_account: Account, hr: Account, as_: As) -> None:
    for account in (dai_account, hr):
        client = as_(account)
        assert client.get(reverse("courses:manage")).status_code == 403
        assert client.get(_url("roll", course)).status_code == 403
        assert client.post(_url("enrol_unit", course)).status_code == 403


def test_people_are_seen_and_counted_within_the_scope(
    course: Course, dai: Officer, he: Officer, bai: Officer, trainer: Account, south_trainer: Account, as_: As
) -> None:
    enrol(course=course, officers=[dai, he, bai], actor=SYSTEM, now=NOW)
    for account, names in ((trainer, {"戴启明", "何晓晨", "白云帆"}), (south_trainer, {"戴启明", "何晓晨"})):
        response = as_(account).get(_url("roll", course))
        assert {officer.name for _row, officer in response.context["rows"]} == names
        assert response.context["tally"].total == len(names)
        listed = as_(account).get(reverse("courses:manage")).context["rows"]
        assert [tally.total for _course, _owner, tally in listed] == [len(names)]


def test_a_course_of_another_branch_is_not_there(bureau: Bureau, south_trainer: Account, as_: As) -> None:
    other = sample.published(bureau.north)
    assert as_(south_trainer).get(_url("roll", other)).status_code == 404


def test_a_unit_is_enrolled_once(
    course: Course, bureau: Bureau, dai: Officer, he: Officer, bai: Officer, trainer: Account, as_: As
) -> None:
    client = as_(trainer)
    for _twice in range(2):
        client.post(_url("enrol_unit", course), {"unit": bureau.south.code})
    assert set(Enrolment.objects.values_list("officer", flat=True)) == {dai.pk, he.pk}


def test_which_unit_is_asked(course: Course, trainer: Account, as_: As) -> None:
    client = as_(trainer)
    assert "柳堤街派出所" in client.get(_url("enrol_unit", course)).content.decode()
    response = client.post(_url("enrol_unit", course), {"unit": ""})
    assert list(response.context["form"].errors) == ["unit"]


def test_a_trainer_enrols_nobody_outside_his_scope(
    course: Course, bureau: Bureau, bai: Officer, south_trainer: Account, as_: As
) -> None:
    as_(south_trainer).post(_url("enrol_unit", course), {"unit": bureau.north.code})
    assert not Enrolment.objects.exists()


def test_somebody_is_taken_off_after_asking(course: Course, dai: Officer, trainer: Account, as_: As) -> None:
    enrolment = sample.enrolled(course, dai)
    client, url = as_(trainer), reverse("courses:withdraw", kwargs={"uuid": enrolment.uuid})
    assert client.get(url).status_code == 200
    client.post(url)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.WITHDRAWN
    assert client.post(url).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["何晓晨", "戴启明"]),
        ("state=completed", ["戴启明"]),
        ("state=overdue", []),
        ("state=nonsense", ["何晓晨", "戴启明"]),
        ("who=021306", ["戴启明"]),
        ("who=晓", ["何晓晨"]),
        ("sort=-progress", ["戴启明", "何晓晨"]),
    ],
)
def test_the_roll_is_filtered_and_sorted_by_its_address(
    query: str, names: list[str], course: Course, dai: Officer, he: Officer, trainer: Account, as_: As
) -> None:
    sample.enrolled(course, he)
    enrolment = sample.enrolled(course, dai)
    sample.read(enrolment)
    sample.answered(enrolment)
    response = as_(trainer).get(f"{_url('roll', course)}?{query or 'sort=name'}")
    shown = [officer.name for _row, officer in response.context["rows"]]
    assert shown == names if "sort" in query else sorted(shown) == sorted(names)


def test_the_export_is_what_is_shown_and_an_entry(
    course: Course, dai: Officer, he: Officer, trainer: Account, as_: As
) -> None:
    enrol(course=course, officers=[dai, he], actor=SYSTEM, now=NOW)
    response = as_(trainer).get(_url("export_roll", course) + "?who=021306")
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows[1:]] == [["戴启明", "021306", "柳堤街派出所"]]
    assert AuditEntry.objects.get(action="courses.roll_exported").after == {"rows": 1}


def _typed(bureau: Bureau, **differences: object) -> dict[str, object]:
    more = "".join(f"{number}. 题{number}\n答案：错\n解析：因为。\n" for number in (4, 5))
    return {
        "owner": bureau.bureau.code,
        "title": "单人询问",
        "legal_basis": "《治安管理处罚法》第一百零八条",
        "hours": "1.5",
        "pass_percent": "80",
        "parts": "# 前提\n在场所内。\n# 要求\n全程录音录像。",
        "questions": QUIZ + more,
        **differences,
    }


def test_a_course_is_typed_and_published(bureau: Bureau, trainer: Account, as_: As) -> None:
    response = as_(trainer).post(reverse("courses:publish"), _typed(bureau))
    course = Course.objects.get()
    assert response.headers["Location"] == _url("roll", course)
    assert (course.parts.count(), course.questions.count(), str(course.pass_share)) == (2, 5, "0.80")


@pytest.mark.parametrize(
    ("differences", "field"),
    [
        ({"questions": QUIZ}, "questions"),
        ({"questions": "1. 题"}, "questions"),
        ({"parts": "正文"}, "parts"),
        ({"hours": "0"}, "hours"),
        ({"owner": ""}, "owner"),
    ],
)
def test_what_was_typed_wrongly_is_told_at_its_field(
    bureau: Bureau, trainer: Account, as_: As, differences: dict[str, object], field: str
) -> None:
    response = as_(trainer).post(reverse("courses:publish"), _typed(bureau, **differences))
    assert list(response.context["form"].errors) == [field]
    assert not Course.objects.exists()


def test_the_roll_takes_few_queries(
    course: Course, bureau: Bureau, trainer: Account, as_: As, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    staff = [people.officer_in(bureau.liudi, f"02{number:04d}", f"民警{number}") for number in range(30)]
    enrol(course=course, officers=staff, actor=SYSTEM, now=NOW)
    client = as_(trainer)
    for url in (_url("roll", course), reverse("courses:manage"), _url("export_roll", course)):
        with django_assert_max_num_queries(18):
            assert client.get(url).status_code == 200
