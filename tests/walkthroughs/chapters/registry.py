"""The registry: a pass waits, HR confirms it by a document, and the gate opens; page, command and API say the same."""

import json
from datetime import datetime, timedelta

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from records.days import LOCAL
from tests.served import Installation
from tests.walkthroughs.chapters.people import DOCUMENT, GAO, HE, HR
from tests.walkthroughs.office import Office

DUTY = "handle_cases"


def gate_denies(office: Office, installation: Installation) -> None:
    """Passed, but not confirmed: may not handle cases, may assist."""
    desk = office.desk_of(HR)
    ask_on_page(office, HE)
    desk.sees("不可办案", "考试通过", "等级确认后，自确认之日起允许", "可以协办。")
    desk.take_picture("gate-denied")
    assert ask_command(installation, HE) == (1, False)
    assert ask_api(office, HE) is False


def confirm_level(office: Office) -> None:
    """HR finds who waits, and confirms by a document from today on; only one has passed."""
    desk = office.desk_of(HR)
    desk.open_menu("资格台账")
    desk.take_picture("registry")
    desk.page.get_by_role("listitem").filter(has_text="等级待确认").get_by_role("link", name="去确认").click()
    expect(desk.row("何晓晨")).to_contain_text("待确认")
    expect(desk.row("高子墨")).to_have_count(0)
    desk.page.get_by_label("选择何晓晨").check()
    desk.press("确认等级…")
    desk.field("文号").fill(DOCUMENT)
    desk.page.screenshot(path=desk.pictures / "confirm-level.png")
    desk.press("确认 1 人")
    desk.sees("已确认 1 人的等级。")


def export_list(office: Office) -> None:
    """The list filtered to a unit, as a workbook: just what is seen."""
    desk = office.desk_of(HR)
    desk.open_menu("资格台账")
    desk.field("单位").select_option(label="\u3000柳堤街派出所")
    desk.press("筛选")
    with desk.page.expect_download() as started:
        desk.press("导出当前 4 人")
    rows = CalamineWorkbook.from_path(started.value.path()).get_sheet_by_index(0).to_python()
    names = {cell for row in rows for cell in row}
    assert {"何晓晨", "高子墨", "戴启明", "谭永康"} <= names
    assert not {"冯海涛", "孟凡"} & names


def gate_allows(office: Office, installation: Installation) -> None:
    """From today on he may; yesterday he might not; the other recruit still may not."""
    desk = office.desk_of(HR)
    ask_on_page(office, HE)
    desk.sees("可以办案", "持有基本级", DOCUMENT, "100 分")
    desk.take_picture("gate-allowed")
    assert ask_command(installation, HE) == (0, True)
    assert ask_api(office, HE) is True

    yesterday = f"{datetime.now(LOCAL) - timedelta(days=1):%Y-%m-%d}"
    assert ask_command(installation, HE, "--at", yesterday) == (1, False)
    assert ask_api(office, GAO) is False

    desk.press("本人台账")
    desk.sees("何晓晨", DOCUMENT)
    desk.take_picture("registry-officer")


def check_a_list(office: Office) -> None:
    """A pasted list, one answer each."""
    desk = office.desk_of(HR)
    desk.open_menu("执法资格核查")
    desk.press("成批核查")
    desk.field("警号").fill(f"{HE} 何晓晨\n{GAO}\n999999")
    desk.press("核查")
    expect(desk.row(HE)).to_contain_text("允许")
    expect(desk.row(GAO)).to_contain_text("不允许")
    expect(desk.row("999999")).to_contain_text("查无警号")
    desk.take_picture("gate-list")


def officer_holds_basic(office: Office) -> None:
    """His home page says what he holds since when."""
    desk = office.desk_of(HE)
    desk.open_menu("首页")
    desk.sees("基本级", f"{datetime.now(LOCAL):%Y-%m-%d}")
    desk.take_picture("home-holding")
    desk.open_menu("我的资格")
    desk.take_picture("my-qualification")


def ask_on_page(office: Office, number: str) -> None:
    """The clerk's question: may he handle cases today?"""
    desk = office.desk_of(HR)
    desk.open_menu("执法资格核查")
    desk.field("谁").fill(number)
    desk.field("什么职责").select_option(label="办案（主办）")
    desk.press("核查")


def ask_command(installation: Installation, number: str, *options: str) -> tuple[int, bool]:
    """Exit status and answer of `manage.py gate`."""
    result = installation.run("gate", number, DUTY, *options, check=False)
    return result.returncode, json.loads(result.stdout)["allowed"]


def ask_api(office: Office, number: str, **params: str) -> bool:
    """The answer of the API to the signed-in HR."""
    response = office.desk_of(HR).page.request.get(f"{office.url}/api/v1/gate/{number}/{DUTY}", params=params)
    assert response.status == 200, response.text()
    allowed: bool = response.json()["allowed"]
    return allowed
