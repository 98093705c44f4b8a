"""The exam office's pages: from a frozen paper to the release, and who may do what."""

from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exams.desk.lists import numbers_in, numbers_in_file
from exams.marking.models import Result
from exams.sittings.models import Registration, Sitting
from exams.sittings.states import Absence, SittingState
from records import clock
from records.refusals import Refusal
from tests.exams.exam_rooms import CLOSES, OPENS, frozen_paper, open_sitting, planned_sitting, sit
from tests.people import NOW

AFTER = CLOSES + timedelta(hours=1)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def move(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    move(OPENS - timedelta(days=1))
    return move


def deed(sitting, name: str) -> str:
    return reverse("exams:act", args=[sitting.uuid, name])


def page_of(sitting) -> str:
    return reverse("exams:sitting", args=[sitting.uuid])


def new_exam(bureau, frozen, **differences) -> dict[str, object]:
    return {
        "title": "2026年11月月考",
        "kind": "monthly",
        "level": "",
        "stream": "",
        "owner": bureau.bureau.code,
        "pass_mark": "24",
        "shows_rationales": "on",
        "paper": frozen.uuid,
        "opens_at": "2026-11-24 09:55",
        "closes_at": "2026-11-24 12:00",
        "minutes": "60",
        "place": "市局机房一",
        **differences,
    }


def test_the_whole_way_through_the_pages(
    bureau, dai, he, exam_officer, second_exam_officer, as_, at, django_capture_on_commit_callbacks
):
    first, second = as_(exam_officer), as_(second_exam_officer)
    made = first.post(reverse("exams:new_exam"), new_exam(bureau, frozen_paper(bureau.bureau)))
    sitting = Sitting.objects.get()
    assert made["Location"] == page_of(sitting)
    assert (sitting.opens_at, sitting.closes_at) == (OPENS, CLOSES)

    register = reverse("exams:register_officers", args=[sitting.uuid])
    outcome = first.post(register, {"numbers": "021306 0a2196，999999", "category": ""})
    assert outcome.context["unknown"] == ["999999"]
    assert Registration.objects.count() == 2
    first.post(deed(sitting, "publish"))

    at(NOW)
    assert first.get(page_of(sitting)).context["state"] == SittingState.OPEN
    sit(dai, sitting)

    at(AFTER)
    with django_capture_on_commit_callbacks(execute=True):
        first.post(deed(sitting, "mark"))
    assert first.get(page_of(sitting)).context["next"].deed == ""
    assert second.get(page_of(sitting)).context["next"].deed == "moderate"
    refused = first.post(deed(sitting, "moderate"), headers={"Referer": f"http://testserver{page_of(sitting)}"})
    assert refused["Location"] == page_of(sitting)
    second.post(deed(sitting, "moderate"))
    assert second.get(deed(sitting, "release")).status_code == 200
    assert not Result.objects.exists()
    first.post(deed(sitting, "release"))
    sitting.refresh_from_db()
    assert sitting.state == SittingState.RELEASED
    assert Result.objects.count() == 2


@pytest.mark.parametrize(
    ("differences", "field"),
    [
        ({"title": ""}, "title"),
        ({"opens_at": "24.11.2026"}, "opens_at"),
        ({"closes_at": "9999-12-31 23:59"}, "closes_at"),
        ({"closes_at": "2026-11-24 09:00"}, "closes_at"),
        ({"minutes": "600"}, "minutes"),
        ({"pass_mark": "41"}, "paper"),
        ({"paper": "00000000-0000-4000-8000-000000000000"}, "paper"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(bureau, exam_officer, as_, at, differences, field):
    shown = as_(exam_officer).post(
        reverse("exams:new_exam"), new_exam(bureau, frozen_paper(bureau.bureau), **differences)
    )
    assert list(shown.context["form"].errors) == [field]
    assert not Sitting.objects.exists()


def test_registering_by_unit_category_and_file(bureau, dai, he, bai, exam_officer, as_, at):
    sitting = planned_sitting(bureau.bureau)
    browser = as_(exam_officer)
    register = reverse("exams:register_officers", args=[sitting.uuid])
    browser.post(register, {"unit": bureau.south.code, "category": "officer"})
    assert set(Registration.objects.values_list("officer__name", flat=True)) == {"戴启明", "何晓晨"}
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for line, (name, number) in enumerate([("名单", ""), ("姓名", "警号"), ("白云帆", "030001")]):
            sheet.write_row(line, 0, [name, number])
    browser.post(register, {"file": SimpleUploadedFile("名单.xlsx", buffer.getvalue())})
    assert Registration.objects.count() == 3
    assert browser.post(register, {"numbers": ""}).context["form"].errors
    assert browser.post(register, {"numbers": "021306 999999"}).context["left_out"] == 2  # registered already; nobody


def test_lists_of_numbers():
    assert numbers_in("021306 戴启明\n０A2196，何晓晨") == ["021306", "０A2196"]
    assert numbers_in("张三") == ["张三"]
    assert numbers_in_file("a.csv", "警号,姓名\n021306,戴启明\n".encode("gb18030")) == ["021306"]
    for content in (b"no workbook", b""):
        with pytest.raises(Refusal):
            numbers_in_file("a.xlsx", content)


def test_absences_and_withdrawals_of_chosen_people(bureau, dai, he, exam_officer, as_, at):
    sitting = open_sitting(bureau.bureau, [dai, he])
    change = reverse("exams:change_registrations", args=[sitting.uuid])
    rows = {row.officer.name: row for row in Registration.objects.all()}
    browser = as_(exam_officer)
    browser.post(change, {"row": rows["戴启明"].uuid, "deed": "excuse", "absence": "sick", "document_no": "病1"})
    browser.post(change, {"row": rows["何晓晨"].uuid, "deed": "withdraw", "absence": ""})
    assert Registration.objects.live().get().absence == Absence.SICK


@pytest.mark.parametrize("deed_name", ["suspend", "cancel"])
def test_what_can_not_be_undone_asks_for_a_reason(bureau, dai, exam_officer, as_, at, deed_name):
    sitting = open_sitting(bureau.bureau, [dai]) if deed_name == "suspend" else planned_sitting(bureau.bureau)
    at(NOW if deed_name == "suspend" else OPENS - timedelta(hours=1))
    browser = as_(exam_officer)
    assert browser.get(deed(sitting, deed_name)).status_code == 200
    assert browser.post(deed(sitting, deed_name), {"reason": ""}).context["form"].errors
    browser.post(deed(sitting, deed_name), {"reason": "停电"})
    sitting.refresh_from_db()
    assert sitting.state == {"suspend": "suspended", "cancel": "cancelled"}[deed_name]


@pytest.mark.parametrize("who", ["dai_account", "hr", "trainer", "reviewer", "auditor", "assessor"])
def test_nobody_else_sees_or_runs_a_sitting(bureau, dai, who, request, as_, at):
    sitting = open_sitting(bureau.bureau, [dai])
    browser = as_(request.getfixturevalue(who))
    for address in (reverse("exams:sittings"), page_of(sitting), reverse("exams:new_exam"), deed(sitting, "close")):
        assert browser.get(address).status_code in (403, 404)
    assert browser.post(deed(sitting, "close")).status_code in (403, 404)


def test_an_unknown_deed_is_not_there(bureau, exam_officer, as_, at):
    assert as_(exam_officer).get(deed(planned_sitting(bureau.bureau), "nonsense")).status_code == 404
